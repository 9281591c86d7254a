import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { change } from '../main/company/records.ts'
import { newUid, uidBytes } from '../main/database/uid.ts'
import { reopenTestBook, type TestBook, testBook } from '../main/test-book.ts'
import { addDays, localDate } from '../shared/calendar.ts'
import { benchBook, cache, type Size, schemaKey, seeded, today } from './book.ts'
import { type Line, quantiles, timed } from './measure.ts'

/** Asks a report over and again as a screen does, through the reader worker. */
async function asked(
  book: TestBook,
  what: string,
  [call, input]: readonly [string, object],
  more: Partial<Line> = {},
): Promise<Line> {
  const times: number[] = []
  const worked: number[] = []
  for (let round = 0; round < 22; round++) {
    const { ms, cpu } = await timed(() => book.call(call, input))
    if (round < 2) continue
    times.push(ms)
    worked.push(cpu)
  }
  const note = `processor ${quantiles(worked).p50.toFixed(1)} ms${more.note ? `; ${more.note}` : ''}`
  return { what, ...quantiles(times), ...more, note }
}

const shelf = { items: 50_000, batchesEach: 5 }

/** A book with 250,000 batches in stock: items through the record, goods through opening stock. Made once a schema. */
async function shelfBook(folder: string, say: (line: string) => void): Promise<string> {
  const made = join(cache, `shelf-${schemaKey(shelf)}.bahi`)
  if (!existsSync(made)) {
    say(`  ${shelf.items * shelf.batchesEach} batches, made once`)
    mkdirSync(cache, { recursive: true })
    const growing = `${made}.making-${process.pid}`
    const book = testBook({ file: growing, today })
    book.sqlite.pragma('synchronous = OFF')
    await fill(book)
    book.close()
    renameSync(growing, made)
  }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'shelf.bahi')
  cpSync(made, file)
  return file
}

async function fill(book: TestBook): Promise<void> {
  const random = seeded(3)
  const from = localDate('2026-04-01')
  for (let start = 0; start < shelf.items; start += 100) {
    const ids = book.write((given) => {
      const insert = Array.from({ length: 100 }, (_, n) => {
        const row = {
          uid: uidBytes(newUid()),
          name: `Medicine ${((start + n) * 7919) % 1_000_003} Tablet`,
          manufacturer: `Company ${n % 40}`,
        }
        return { insert: 'item' as const, row: { ...row, base_unit: 'tablet', sale_unit: 'strip', sale_factor: 10 } }
      })
      return change(given, insert, { entity: 'item' })
    })
    const lines = ids.flatMap((itemId) =>
      Array.from({ length: shelf.batchesEach }, (_, n) => ({
        itemId,
        batch: `B${itemId}${n}`,
        expiry: addDays(from, 300 + n * 90),
        mrpPaise: 10_000,
        qtyMilli: (1 + Math.floor(random() * 400)) * 1000,
        valuePaise: 100 + Math.floor(random() * 90_000),
      })),
    )
    // half on the first day, half in the middle of a month, so that a past day has both months and days to add
    await book.call('inventory.openingStock', { uid: newUid(), date: start % 200 === 0 ? '2026-04-01' : '2026-10-10', lines })
  }
}

/** The valuation of 250,000 batches: now, on a past day, by batch, and found by words. */
export async function valuationBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const book = reopenTestBook(await shelfBook(folder, say), today)
  const of = (what: string, input: object) =>
    asked(book, `valuation of 250,000 batches, ${what}`, ['inventory.valuation', { limit: 100, ...input }], { aim: '≤ 1,000 ms' })
  const lines = [
    await of('by item, now', {}),
    await of('by item, on a past day', { asOn: '2026-10-15' }),
    await of('by batch, now', { by: 'batch' }),
    await of('by batch, on a past day', { by: 'batch', asOn: '2026-10-15' }),
    await of('by item, two words', { filter: 'medicine 77' }),
  ]
  const { state } = await book.call('inventory.valuation', { limit: 1 })
  book.close()
  return lines.map((line) => ({ ...line, note: state.ties ? 'ties to the inventory account' : 'DOES NOT TIE' }))
}

/** Lists of stock whose totals follow their rows. */
const worklists: (readonly [what: string, call: string, input: object])[] = [
  ['stock by batch', 'inventory.stock', {}],
  ['stock by batch on a past day', 'inventory.stock', { asOn: '2026-10-15' }],
  ['stock by item on a past day', 'inventory.stock', { asOn: '2026-10-15', by: 'item' }],
  ['near expiry', 'inventory.expiring', {}],
  ['near expiry, of one level', 'inventory.expiring', { level: 'warning' }],
  ['near expiry, dearest first', 'inventory.expiring', { sort: 'cost', descending: true }],
  ['movement and ABC', 'inventory.movement', {}],
  ['movement of a year', 'inventory.movement', { days: 365 }],
  ['dead stock', 'inventory.movement', { speed: 'dead' }],
  ['stock by age', 'inventory.stockAgeing', {}],
  ['stock by age, oldest first', 'inventory.stockAgeing', { sort: 'oldest' }],
  ['low stock', 'inventory.lowStock', {}],
  ['reorder by daily sale', 'inventory.reorder', {}],
  ['reorder by minimum', 'inventory.reorder', { method: 'minmax' }],
]

/** First page and totals of the lists people open most. */
export async function listsBench(folder: string, size: Size, label: string, say: (line: string) => void): Promise<Line[]> {
  const { file } = await benchBook(folder, size, { say })
  const book = reopenTestBook(file, today)
  const lists: (readonly [what: string, ask: readonly [string, object]])[] = [
    ['bills, first page', ['sales.bills', { limit: 100 }]],
    ['bills of a month, first page', ['sales.bills', { limit: 100, from: '2026-10-01', to: '2026-10-31' }]],
    ['bills found by words', ['sales.bills', { limit: 100, filter: 'medical 7' }]],
    ['stock by batch', ['inventory.stock', { limit: 100 }]],
    ['stock on a past day', ['inventory.stock', { limit: 100, asOn: '2026-10-15' }]],
    ['valuation by item', ['inventory.valuation', { limit: 100 }]],
    ['valuation on a past day', ['inventory.valuation', { limit: 100, asOn: '2026-10-15' }]],
    ['trial balance', ['accounts.trialBalance', { asOn: today }]],
  ]
  const lines: Line[] = []
  for (const [what, ask] of lists)
    lines.push(await asked(book, `${what}, ${label}`, ask, { aim: '≤ 300 ms', note: 'page and totals' }))
  for (const [what, call, input] of worklists) {
    const each = (part: string) => [call, { limit: 100, part, ...input }] as const
    lines.push(await asked(book, `${what}, first page, ${label}`, each('rows'), { aim: '≤ 50 ms' }))
    lines.push(await asked(book, `${what}, totals, ${label}`, each('totals'), { aim: '≤ 500 ms' }))
  }
  lines.push(await asked(book, `expiry ladder, ${label}`, ['inventory.expiryLadder', { limit: 100 }], { aim: '≤ 50 ms' }))
  book.close()
  return lines
}
