// A child process that posts bills on a book file until it is killed. It tells its killer, by lines written straight to the
// pipe, when a bill has been acknowledged and when it stands in the middle of a posting.
import { writeSync } from 'node:fs'
import { acceptAll, billDraft, type Shop, seeded } from '../../bench/book.ts'
import { reopenTestBook } from '../../main/test-book.ts'

// `early` is the planted fault: a bill is acknowledged before it is posted
const [file = '', shopJson = '', day = '', seed = '1', early = ''] = process.argv.slice(2)
const shop = JSON.parse(shopJson) as Shop
const random = seeded(Number(seed))
const book = reopenTestBook(file, day)
const tell = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)

// A marker inside a posting: the n-th statement of some bills says so and holds still, uncommitted, for the killer.
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
          tell({ inside: text.slice(0, 60) })
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)
        }
        return done
      }
    },
  })
}) as typeof book.sqlite.prepare

tell({ ready: true })
for (;;) {
  const draft = billDraft(shop, 1 + Math.floor(random() * 20), day, random)
  // every fourth bill holds still somewhere inside
  countdown = random() < 0.25 ? 1 + Math.floor(random() * 150) : Number.POSITIVE_INFINITY
  tell({ trying: draft.uid })
  if (early) tell({ acknowledged: draft.uid, number: '', totalPaise: 0 })
  const { number, totalPaise } = await book.call('sales.postBill', draft, acceptAll)
  tell({ acknowledged: draft.uid, number, totalPaise })
}
