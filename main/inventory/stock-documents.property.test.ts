import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { runs } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook, WarningsStand } from '../test-book.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'
import { checkGoods } from './stock-goods.ts'
import { piecesOf, postStock, type StockLine, stockPosting } from './stock-posting.ts'
import { receiveTaxed } from './test-taxed-goods.ts'

const qty = fc.integer({ min: 1, max: 40 }).map((n) => n * 1000)
const which = fc.nat(1)
const day = fc.integer({ min: 2, max: 20 })
const places = fc.constantFrom('Main godown', 'Quarantine', 'Expiry')
const action = fc.oneof(
  fc.record({
    do: fc.constant('receive' as const),
    which,
    qty,
    value: fc.nat(30_000),
    head: fc.oneof(fc.constant(0), fc.nat(999)),
    day,
  }),
  fc.record({ do: fc.constant('sell' as const), which, qty, day }),
  fc.record({ do: fc.constant('move' as const), which, qty, day, from: places, to: places, immediate: fc.boolean() }),
  fc.record({ do: fc.constant('arrive' as const), nth: fc.nat(9), part: fc.integer({ min: 0, max: 4 }), short: fc.nat(3), day }),
  fc.record({
    do: fc.constant('adjust' as const),
    which,
    qty,
    day,
    at: places,
    up: fc.boolean(),
    reason: fc.constantFrom('stolen', 'wrong-entry'),
  }),
  fc.record({ do: fc.constant('writeOff' as const), which, qty, day, at: places, reason: fc.constantFrom('damaged', 'sample') }),
  fc.record({ do: fc.constant('count' as const), at: places, counted: qty, which, day }),
  fc.record({ do: fc.constant('cancel' as const), nth: fc.nat(20) }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

type Stage = { book: TestBook; items: StockedItem[]; at: Record<string, number> }
const pad = (n: number) => `2026-11-${String(n).padStart(2, '0')}`

async function stage(): Promise<Stage> {
  const book = testBook()
  const items = [0, 1].map(() => book.write((given) => stockItem(given)))
  const { rows } = await book.call('inventory.locations', {})
  return { book, items, at: Object.fromEntries(rows.map((row: { name: string; id: number }) => [row.name, row.id])) }
}

/** Does it; what is refused must leave nothing behind. */
async function act({ book, items, at }: Stage, one: Action): Promise<void> {
  const goods = (n: number, qtyMilli: number) => {
    const { itemId, batchId } = items[n] as StockedItem
    return { itemId, batchId, qtyMilli }
  }
  const documents = async (more: object = {}) => (await book.call('inventory.stockDocuments', { limit: 500, ...more })).rows
  switch (one.do) {
    case 'receive':
      receiveTaxed(book, items[one.which] as StockedItem, {
        qtyMilli: one.qty,
        valuePaise: one.value,
        headPaise: one.head,
        rateBp: 1200,
        date: pad(one.day),
      })
      return
    case 'sell': {
      const item = items[one.which] as StockedItem
      const placed = await book.call('inventory.placedBatches', {
        itemId: item.itemId,
        date: pad(one.day),
        locationId: item.locationId,
      })
      if ((placed[0]?.availableMilli ?? 0) >= one.qty)
        book.write((given) => postGoods(given, localDate(pad(one.day)), [{ item, kind: 'sale', qtyMilli: -one.qty }]))
      return
    }
    case 'move':
      return book.call('inventory.transfer', {
        uid: newUid(),
        date: pad(one.day),
        fromId: at[one.from],
        toId: at[one.to],
        immediate: one.immediate,
        lines: [goods(one.which, one.qty)],
      })
    case 'arrive': {
      const waiting = await documents({ inTransit: true })
      const sent = waiting[one.nth % Math.max(1, waiting.length)]
      if (!sent) return
      const { lines } = await book.call('inventory.stockDocument', { uid: sent.uid })
      const received = Math.floor((lines[0].openMilli * one.part) / 4000) * 1000
      const shortMilli = Math.min(one.short * 1000, lines[0].openMilli - received)
      return book.call('inventory.receiveTransfer', {
        uid: newUid(),
        date: pad(Math.max(one.day, Number(sent.date.slice(8)))),
        dispatch: sent.uid,
        lines: [{ lineNo: 1, receivedMilli: received, shortMilli, reason: 'breakage' }],
      })
    }
    case 'adjust':
      return book.call('inventory.adjustStock', {
        uid: newUid(),
        date: pad(one.day),
        lines: [
          { ...goods(one.which, one.up ? one.qty : -one.qty), locationId: at[one.at], reason: one.up ? 'other' : one.reason },
        ],
      })
    case 'writeOff': {
      const uid = newUid()
      const lines = [{ ...goods(one.which, one.qty), locationId: at[one.at] }]
      await book.call('inventory.askWriteOff', { uid, date: pad(one.day), reason: one.reason, lines })
      return book.call('inventory.decideWriteOff', { uid, approve: true })
    }
    case 'count': {
      const uid = newUid()
      await book.call('inventory.makeCountSheet', { uid, name: '', locationId: at[one.at] })
      await book.call('inventory.keyCounts', {
        uid,
        counts: [{ batchId: (items[one.which] as StockedItem).batchId, qtyMilli: one.counted }],
      })
      const reply = await book.ask('inventory.postCount', { uid, date: pad(one.day) })
      const accepted = 'warnings' in reply ? reply.warnings.map(({ code, field }) => ({ code, field, reason: 'so it is' })) : []
      return book.call('inventory.postCount', { uid, date: pad(one.day) }, { accepted })
    }
    case 'cancel': {
      const all = (await documents()).filter((row: { cancelled: boolean }) => !row.cancelled)
      const found = all[one.nth % Math.max(1, all.length)]
      if (found) await book.call('inventory.cancelStockDocument', { uid: found.uid, reason: 'a mistake' })
    }
  }
}

/** What must hold whatever was done; each by sums of its own. */
function sound(book: TestBook): void {
  const none = (rows: readonly unknown[]) => expect(rows).toEqual([])
  none(
    book.db.rows(text<object>`
      select h.batch_id, h.location_id, h.qty from on_hand h left join (select batch_id, location_id, sum(qty) as qty from stock_move group by 1, 2) m using (batch_id, location_id)
      where h.qty <> coalesce(m.qty, 0) or h.qty < 0`),
  )
  none(
    book.db.rows(text<object>`
      select date, sum(amount) from (select date, amount from stock_value union all
        select p.date, -l.amount from ledger_line l join posting p on p.id = l.posting_id join account a on a.id = l.account_id where a.kind = 'inventory') group by date having sum(amount) <> 0`),
  )
  // the credit in the books is the credit the receipts carry
  none(
    book.db.rows(text<object>`
      select sum(amount) from (select b.amount from balance b join account a on a.id = b.account_id where a.kind in ('input-cgst','input-sgst')
        union all select -cgst - sgst from receipt_itc union all select -cgst - sgst from itc_change) having sum(amount) <> 0`),
  )
  // of each receipt: never more than was taken, and within a paisa a document of the part of its goods that is gone
  const receipts = book.db.rows(text<{
    id: number
    received: number
    availed: number
    back: number
    gone: number
    parts: number
  }>`
    select m.id, m.qty as received, r.cgst as availed, -coalesce((select sum(c.cgst) from itc_change c where c.move_id = m.id), 0) as back,
      -coalesce((select sum(w.qty) from stock_move w join posting p on p.id = w.posting_id where w.of_move = m.id and p.kind <> 'mirror'
        and not exists (select 1 from stock_move u join posting up on up.id = u.posting_id where u.of_move = w.id and up.kind = 'mirror')), 0) as gone,
      (select count(*) from itc_change c where c.move_id = m.id) as parts
    from receipt_itc r join stock_move m on m.id = r.move_id`)
  for (const one of receipts) {
    expect(one.back).toBeGreaterThanOrEqual(0)
    expect(one.back).toBeLessThanOrEqual(one.availed)
    expect(Math.abs(one.back - (one.availed * one.gone) / one.received)).toBeLessThanOrEqual(one.parts)
    if (one.gone === one.received) expect(one.back).toBe(one.availed)
  }
}

const rows = (book: TestBook) => book.db.must(text<{ n: number }>`select count(*) as n from journal`).n

async function holds(actions: readonly Action[], fault: (stage: Stage) => void = () => {}): Promise<void> {
  const at = await stage()
  try {
    // so that there is something to do it to
    for (const n of [0, 1]) await act(at, { do: 'receive', which: n, qty: 60_000, value: 20_000, head: 700, day: 2 })
    for (const one of actions) {
      const before = rows(at.book)
      try {
        await act(at, one)
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof WarningsStand)) throw error
        // a request or a sheet stands on its own; what was refused wrote nothing
        if (one.do !== 'writeOff' && one.do !== 'count') expect(rows(at.book)).toBe(before)
      }
      sound(at.book)
    }
    fault(at)
    sound(at.book)
    expect((await at.book.call('accounts.doctor', {})).findings).toEqual([])
  } finally {
    at.book.close()
  }
}

test('whatever is moved, adjusted, written off, counted and cancelled, stock, value and credit tie', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 16 }), (actions) => holds(actions)),
    { numRuns: runs(25) },
  )
}, 120_000)

/** A write-off whose posting somebody got wrong. */
const wrongly = (spoil: (posting: ReturnType<typeof stockPosting>) => ReturnType<typeof stockPosting>) => (at: Stage) =>
  at.book.write((given) => {
    const { itemId, batchId, locationId } = at.items[0] as StockedItem
    const date = localDate('2026-11-20')
    const lines: StockLine[] = [
      { itemId, batchId, locationId, qtyMilli: -1000, reason: 'damaged', valuePaise: null, reverses: true, field: '' },
    ]
    const facts = checkGoods(given.tx, lines, { date })
    const pieces = piecesOf(given, lines, date)
    const posting = stockPosting(given, pieces, { date, kind: 'write-off', items: facts.items, stateCode: '27' })
    postStock(given, {
      uid: newUid(),
      kind: 'write-off',
      date,
      mode: 'none',
      applied: {},
      facts,
      pieces,
      posting: spoil(posting),
    })
  })

test.each([
  ['credit that is not taken off its receipt', wrongly((posting) => ({ ...posting, itcChanges: [] }))],
  ['credit given back twice', wrongly((posting) => ({ ...posting, itcChanges: [...posting.itcChanges, ...posting.itcChanges] }))],
  [
    'goods that leave without naming their receipt',
    wrongly((posting) => ({ ...posting, moves: posting.moves.map(({ ofMove: _, ...move }) => move) })),
  ],
])('the property can fail: %s', async (_fault, spoil) => {
  await expect(holds([], spoil)).rejects.toThrow()
})
