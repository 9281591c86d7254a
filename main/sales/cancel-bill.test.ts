import { expect, test } from 'vitest'
import type { Entry } from '../../shared/accounts/posting.ts'
import { emptyPosting } from '../../shared/accounts/posting.ts'
import { localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { verifyChain } from '../accounts/verify.ts'
import { sql } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { bareDocument } from '../inventory/hand-made.ts'
import { aBill, line, rowCounts, type Shop, shop } from './test-shop.ts'

const reason = 'keyed for the wrong party'

/** A later receipt of a party set against its bill. */
function receive({ book }: Shop, partyUid: string, amount: number): void {
  book.write((given) => {
    const party = given.tx.must(sql.selectFrom('party').select(['id', 'account_id']).where('uid', '=', uidBytes(partyUid)))
    const bill = given.tx.must(sql.selectFrom('open_item').select('id').where('party_id', '=', party.id).orderBy('id').limit(1))
    const date = localDate('2026-11-21')
    const entry: Entry = {
      what: 'document',
      document: { ...bareDocument('receipt', date), partyId: party.id },
      postings: [
        {
          ...emptyPosting('document', date),
          ledger: [
            { accountId: accountIds(given.tx).cash, amountPaise: paise(amount) },
            { accountId: party.account_id, partyId: party.id, amountPaise: paise(-amount) },
          ],
          allocations: [{ from: { posting: 0, line: 1 }, to: { id: bill.id }, amountPaise: paise(amount) }],
        },
      ],
      layers: [],
    }
    post(given, entry)
  })
}

test('a cancelled bill is mirrored under its own date: nothing owed, no tax, stock and cost back, the number kept', async () => {
  const { book, item, party } = shop()
  const goods = item({ pieces: 100, costPaise: 500_00 })
  const uid = await party()
  const bill = aBill([line({ item: goods, strips: 2, free: 5, rupees: 100 })], {
    party: uid,
    mode: 'mixed',
    paid: [{ mode: 'cash', amountPaise: 60_00 }],
  })
  await book.call('sales.postBill', bill)
  book.setToday('2026-11-25')
  expect(await book.call('sales.cancelBill', { uid: bill.uid, reason })).toEqual({ ok: true })
  const sums = book.db.rows(
    sql
      .selectFrom('ledger_line as l')
      .innerJoin('posting as p', 'p.id', 'l.posting_id')
      .innerJoin('account as a', 'a.id', 'l.account_id')
      .select(['a.kind', (eb) => eb.fn.sum<number>('l.amount').as('sum')])
      .groupBy('a.kind')
      .having((eb) => eb.fn.sum('l.amount'), '<>', 0)
      .orderBy('a.kind'),
  )
  expect(sums).toEqual([
    { kind: 'inventory', sum: 500_00 },
    { kind: 'opening-balance', sum: -500_00 },
  ])
  expect(book.db.rows(sql.selectFrom('posting').select(['date', 'kind']).where('kind', '=', 'mirror'))).toEqual([
    { date: '2026-11-21', kind: 'mirror' },
  ])
  expect(
    book.db.must(
      sql
        .selectFrom('tax_line')
        .select((eb) => [
          eb.fn.sum<number>('taxable').as('taxable'),
          eb.fn.sum<number>('cgst').as('cgst'),
          eb.fn.sum<number>('qty').as('qty'),
          eb.fn.countAll<number>().as('n'),
        ]),
    ),
  ).toEqual({ taxable: 0, cgst: 0, qty: 0, n: 2 })
  expect(book.db.rows(sql.selectFrom('on_hand').select('qty'))).toEqual([{ qty: 100_000 }])
  expect(book.db.rows(sql.selectFrom('cost_layer').select(['qty_left', 'value_left']))).toEqual([
    { qty_left: 100_000, value_left: 500_00 },
  ])
  expect(
    book.db.rows(
      sql
        .selectFrom('open_left')
        .select('left_amount')
        .where('left_amount', '<>', 0 as never),
    ),
  ).toEqual([])
  expect(await book.call('parties.party', { uid })).toMatchObject({ balancePaise: 0 })
  expect(await book.call('sales.bill', { uid: bill.uid })).toMatchObject({
    number: 'SA/26-27/000001',
    cancelled: true,
    cancelReason: reason,
    totalPaise: 210_00,
  })
  const next = await book.call('sales.postBill', { ...aBill([line({ item: goods, rupees: 100 })]), date: '2026-11-25' })
  expect(next.number).toBe('SA/26-27/000002')
  expect(verifyChain(book.db).brokenAt).toBe(null)
})

test('cancelling gives goods back to issues after it: their cost is worked out as if the bill had never been', async () => {
  const { book, item } = shop()
  const goods = item({ pieces: 10, costPaise: 10_00 })
  book.write(() => undefined)
  const dear = item({ name: 'unrelated' })
  const first = aBill([line({ item: goods, strips: 1, rupees: 100 })])
  await book.call('sales.postBill', first)
  await book.call('sales.cancelBill', { uid: first.uid, reason })
  const second = aBill([line({ item: goods, strips: 1, rupees: 100 }), line({ item: dear, rupees: 100 })])
  await book.call('sales.postBill', second)
  expect(book.db.rows(sql.selectFrom('on_hand').select('qty').where('batch_id', '=', goods.batchId))).toEqual([{ qty: 0 }])
  expect(book.db.rows(sql.selectFrom('cost_layer').selectAll().where('item_id', '=', goods.itemId))).toEqual([])
})

const refused: [string, string, (made: Shop, bill: { uid: string; party: string | null }) => Promise<unknown> | unknown][] = [
  ['twice', 'sales/already-cancelled', ({ book }, bill) => book.call('sales.cancelBill', { uid: bill.uid, reason })],
  ['with a later receipt against it', 'sales/receipt-against', (made, bill) => receive(made, bill.party as string, 10_00)],
  [
    'in a locked period',
    'accounts/period-locked',
    ({ book }) => book.call('company.lockPeriod', { upto: '2026-11-21', reason: 'filed' }),
  ],
  ['with an IRN', 'sales/irn-live', ({ book }) => book.sqlite.exec(`update document_state set irn = 'x'`)],
  ['that is filed', 'sales/filed', ({ book }) => book.sqlite.exec('update document_state set filed_seq = 1')],
]
test.each(refused)('a bill is not cancelled %s (%s), and nothing is written', async (_, code, spoil) => {
  const made = shop()
  const bill = aBill([line({ item: made.item(), rupees: 100 })], { party: await made.party() })
  await made.book.call('sales.postBill', bill)
  await spoil(made, bill)
  const before = rowCounts(made.book)
  expect(await made.book.ask('sales.cancelBill', { uid: bill.uid, reason })).toMatchObject({ ok: false, refusal: { code } })
  expect(rowCounts(made.book)).toEqual(before)
})

test('a bill that is not there, a cancellation without a reason or by a clerk', async () => {
  const { book, item } = shop()
  const bill = aBill([line({ item: item(), rupees: 100 })])
  expect(await book.ask('sales.cancelBill', { uid: bill.uid, reason })).toMatchObject({
    ok: false,
    refusal: { code: 'sales/unknown-bill' },
  })
  await book.call('sales.postBill', bill)
  expect(await book.ask('sales.cancelBill', { uid: bill.uid, reason: ' ' })).toMatchObject({
    ok: false,
    refusal: { code: 'company/bad-input', field: 'reason' },
  })
  book.connection.person = { id: 1, uid: bill.uid, name: 'Clerk', role: 'clerk', overrides: new Map() }
  expect(await book.ask('sales.cancelBill', { uid: bill.uid, reason })).toMatchObject({
    ok: false,
    refusal: { code: 'company/not-allowed' },
  })
})

test('what was posted stays the answer after a cancellation: the same draft makes no second bill', async () => {
  const { book, item } = shop()
  const bill = aBill([line({ item: item(), rupees: 100 })])
  const posted = await book.call('sales.postBill', bill)
  await book.call('sales.cancelBill', { uid: bill.uid, reason })
  expect(await book.call('sales.postBill', bill)).toEqual(posted)
})
