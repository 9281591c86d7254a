import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import { change } from '../../company/records.ts'
import { newUid } from '../../database/uid.ts'
import { line, rowCounts, type Shop, type Stocked, shop } from '../test-shop.ts'
import { returning } from './test-returns.ts'

let made: Shop
let go: ReturnType<typeof returning>
let item: Stocked
let party: string
let bill: string
let stranger: string
beforeAll(async () => {
  made = shop()
  go = returning(made)
  item = made.item({ pieces: 1000, costPaise: 4000_00 })
  party = await made.party({ name: 'Matru Medical', category: 'regular', gstin: '27AAPFU0939F1ZV' })
  bill = await go.bill([line({ item, strips: 3, free: 10, rupees: 50 })], { party, date: '2026-11-10' })
  stranger = await go.bill([line({ item, strips: 1, rupees: 50 })], { party: await made.party({ name: 'Somebody else' }) })
})
afterAll(() => made.book.close())

const refused = async (call: string, input: unknown, expected: Record<string, unknown>) => {
  const before = rowCounts(made.book)
  await expect(made.book.call(call, input)).rejects.toMatchObject(expected)
  expect(rowCounts(made.book)).toEqual(before)
}

describe('a return is refused, and nothing is half-written', () => {
  const strip = { line: 1, qtyMilli: 10_000 }
  const cases: [string, () => Record<string, unknown>, Record<string, unknown>][] = [
    [
      'more than was sold',
      () => go.back(bill, [{ line: 1, qtyMilli: 31_000 }]),
      { code: 'sales/more-than-sold', field: 'lines.0.qtyMilli', details: { left: '3' } },
    ],
    [
      'more free goods than were given',
      () => go.back(bill, [{ line: 1, qtyMilli: 0, freeMilli: 11_000 }]),
      { code: 'sales/more-than-sold', field: 'lines.0.freeMilli' },
    ],
    ['less than nothing', () => go.back(bill, [{ line: 1, qtyMilli: -1000 }]), { code: 'sales/return-negative' }],
    ['nothing', () => go.back(bill, [{ line: 1, qtyMilli: 0 }]), { code: 'sales/return-nothing' }],
    ['a line twice', () => go.back(bill, [strip, strip]), { code: 'sales/return-line-twice', field: 'lines.1.line' }],
    [
      'a line the bill has not',
      () => go.back(bill, [{ ...strip, line: 9 }]),
      { code: 'sales/no-bill-line', field: 'lines.0.line' },
    ],
    ['no such bill', () => go.back(newUid(), [strip]), { code: 'sales/unknown-bill', field: 'bill' }],
    ['a day before the bill', () => go.back(bill, [strip], { date: '2026-11-09' }), { code: 'sales/before-bill', field: 'date' }],
    [
      'a day that has not come',
      () => go.back(bill, [strip], { date: '2026-11-22' }),
      { code: 'accounts/after-today', field: 'date' },
    ],
    [
      'another reason that is not said',
      () => go.back(bill, [strip], { reason: 'other' }),
      { code: 'sales/return-reason', field: 'narration' },
    ],
    [
      'set against somebody else’s bill',
      () => go.back(bill, [strip], { settle: { how: 'adjust', against: stranger } }),
      { code: 'sales/not-his-bill', field: 'settle.against' },
    ],
    [
      'without a bill, a batch of nothing',
      () => go.back(null, [{ itemId: item.itemId, batchId: 999, qtyMilli: 1000 }], { party }),
      { code: 'sales/unknown-batch' },
    ],
    [
      'a buyer’s bill of a later day',
      () => go.back(bill, [strip], { route: 'buyer-bill', buyerBill: { number: 'X1', date: '2026-11-22' } }),
      { code: 'sales/buyer-bill-date' },
    ],
  ]
  test.each(cases)('%s', async (_, draft, expected) => refused('sales.postReturn', draft(), expected))

  test('a value note: more than is left, nothing at all, after the last day with GST', async () => {
    const note = (amountPaise: number, more = {}) => ({
      uid: newUid(),
      date: '2026-11-21',
      bill,
      side: 'credit',
      reason: 'price',
      lines: [{ line: 1, amountPaise }],
      ...more,
    })
    await refused('sales.postValueNote', note(150_01), { code: 'sales/note-beyond', details: { left: '150.00' } })
    await refused('sales.postValueNote', note(0), { code: 'sales/note-nothing' })
    await refused('sales.postValueNote', note(100, { reason: 'other' }), { code: 'sales/return-reason' })
  })

  test('a replacement out of a batch that is not there', async () => {
    const empty = made.batch(item, { number: 'EMPTY' })
    const draft = {
      uid: newUid(),
      date: '2026-11-21',
      bill,
      reason: 'damaged',
      lines: [{ line: 1, qtyMilli: 10_000, batchId: empty.batchId, locationId: empty.locationId }],
    }
    await refused('sales.postReplacement', draft, { code: 'inventory/stock-short', field: 'lines.0.batchId' })
  })
})

test('the second return of the same strip; the bill cannot be cancelled under its note; the note can, once', async () => {
  const own = await go.bill([line({ item, strips: 1, rupees: 50 })], { party })
  const first = go.back(own, [{ line: 1, qtyMilli: 10_000, to: 'quarantine' }])
  await made.book.call('sales.postReturn', first)
  await refused('sales.postReturn', go.back(own, [{ line: 1, qtyMilli: 10_000 }]), {
    code: 'sales/more-than-sold',
    details: { left: '0' },
  })
  await refused('sales.postReturn', { ...first, reason: 'damaged' }, { code: 'accounts/already-posted' })
  await refused('sales.cancelBill', { uid: own, reason: 'wrong bill' }, { code: 'sales/note-against' })
  const owed = await go.owes(party)
  await made.book.call('sales.cancelNote', { uid: first.uid, reason: 'did not come' })
  expect(await go.owes(party)).toBe(owed + 5300)
  expect(go.stock(item, 'quarantine')).toBe(0)
  await refused('sales.cancelNote', { uid: first.uid, reason: 'again' }, { code: 'sales/already-cancelled' })
  await made.book.call('sales.cancelBill', { uid: own, reason: 'wrong bill' })
  await refused('sales.postReturn', go.back(own, [{ line: 1, qtyMilli: 10_000 }]), { code: 'sales/bill-cancelled' })
  expect((await made.book.call('accounts.doctor', {})).findings).toEqual([])
})

test('goods that have left again keep their note; a locked month keeps everything', async () => {
  const fresh = made.item({ name: 'Once', pieces: 10, costPaise: 100_00 })
  const own = await go.bill([line({ item: fresh, strips: 1, rupees: 50 })], { party })
  const back = go.back(own, [{ line: 1, qtyMilli: 10_000 }])
  await made.book.call('sales.postReturn', back)
  const again = await go.bill([line({ item: fresh, strips: 1, rupees: 50 })], { party })
  await refused('sales.cancelNote', { uid: back.uid, reason: 'did not come' }, { code: 'inventory/stock-short' })
  await made.book.call('sales.cancelBill', { uid: again, reason: 'taken back' })
  made.book.write((given) =>
    change(given, [{ insert: 'period_lock', row: { kinds: 'all', role: 'all', upto: localDate('2026-11-21') } }], {
      entity: 'period_lock',
    }),
  )
  await refused('sales.cancelNote', { uid: back.uid, reason: 'did not come' }, { code: 'accounts/period-locked' })
  await refused('sales.postReturn', go.back(bill, [{ line: 1, qtyMilli: 1000 }]), { code: 'accounts/period-locked' })
  await refused('sales.askReturn', go.back(bill, [{ line: 1, qtyMilli: 1000 }]), { code: 'accounts/period-locked' })
})
