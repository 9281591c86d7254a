// A counter in a process of its own: opens the book, says so, and posts one bill when told to. The slow one stands still for a while in the
// middle of its posting, so that the other comes to the same shelf meanwhile.
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { reopenTestBook } from '../../main/test-book.ts'

const [file = '', draftJson = '', day = '', slow = ''] = process.argv.slice(2)
const book = reopenTestBook(file, day)
const tell = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)

if (slow) {
  let writes = 0
  const prepare = book.sqlite.prepare.bind(book.sqlite)
  book.sqlite.prepare = ((text: string) => {
    const statement = prepare(text)
    if (!/^\s*insert into "?stock_move/i.test(text)) return statement
    return new Proxy(statement, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (name === 'run' && writes++ === 0) {
            tell({ inside: true })
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400)
          }
          return (value as (...args: unknown[]) => unknown).apply(target, args)
        }
      },
    })
  }) as typeof book.sqlite.prepare
}

createInterface({ input: process.stdin }).on('line', async () => {
  tell({ reply: await book.ask('sales.postBill', JSON.parse(draftJson)) })
  book.close()
  process.exit(0)
})
tell({ ready: true })
