// A child process that settles the cost of stock in slices until it is killed. It says when it has begun, and when it stands in the
// middle of posting a slice, uncommitted.
import { writeSync } from 'node:fs'
import { seeded } from '../../bench/book.ts'
import { settlingItems } from '../../main/inventory/recost-store.ts'
import { reopenTestBook } from '../../main/test-book.ts'

const [file = '', day = '', seed = '1'] = process.argv.slice(2)
const random = seeded(Number(seed))
const book = reopenTestBook(file, day)
const tell = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)

let countdown = Number.POSITIVE_INFINITY
const prepare = book.sqlite.prepare.bind(book.sqlite)
book.sqlite.prepare = ((text: string) => {
  const statement = prepare(text)
  if (!/^\s*(insert|update|delete)/i.test(text)) return statement
  return new Proxy(statement, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        const done = (value as (...args: unknown[]) => unknown).apply(target, args)
        if ((name === 'run' || name === 'get') && --countdown === 0) {
          tell({ inside: true })
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)
        }
        return done
      }
    },
  })
}) as typeof book.sqlite.prepare

tell({ ready: true })
while (settlingItems(book.db) > 0) {
  countdown = random() < 0.3 ? 1 + Math.floor(random() * 25) : Number.POSITIVE_INFINITY
  await book.call('inventory.settleCostSlice', { moves: 1 + Math.floor(random() * 12) })
}
tell({ settled: true })
