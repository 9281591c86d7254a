import { expect, test } from 'vitest'
import { verifyChain } from '../accounts/verify.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { aBill, line, rowCounts, type Shop, shop } from './test-shop.ts'

const reason = 'the clerk keyed two strips, three went'

test('an amended bill keeps its number: the old version is mirrored, the new one stands in ledger, tax, stock, cost and lists', async () => {
  const { book, item, party } = shop()
  const goods = item({ pieces: 100, costPaise: 500_00 })
  const other = item({ name: 'Other', pieces: 100, costPaise: 100_00 })
  const uid = await party({ category: 'regular', gstin: '27AAPFU0939F1ZV', creditDays: 15 })
  const bill = aBill([line({ item: goods, strips: 2, rupees: 100 })], { party: uid })
  await book.call('sales.postBill', bill)
  book.setToday('2026-11-25')
  const changed = {
    ...bill,
    salesman: 'Anil',
    lines: [line({ item: goods, strips: 3, rupees: 90 }), line({ item: other, strips: 1, rupees: 50 })],
  }
  const amended = await book.call('sales.amendBill', { bill: changed, version: 1, reason })
  expect(amended).toEqual({ uid: bill.uid, number: 'SA/26-27/000001', date: '2026-11-21', version: 2, totalPaise: 336_00 })
  // sent twice it is posted once
  const counts = rowCounts(book)
  expect(await book.call('sales.amendBill', { bill: changed, version: 1, reason })).toEqual(amended)
  expect(rowCounts(book)).toEqual(counts)
  const shown = await book.call('sales.bill', { uid: bill.uid })
  expect(shown).toMatchObject({ number: 'SA/26-27/000001', totalPaise: 336_00, taxablePaise: 320_00, cancelled: false })
  expect(shown.lines).toHaveLength(2)
  expect((await book.call('sales.bills', {})).sums).toMatchObject({ totalPaise: 336_00 })
  expect(await book.call('parties.party', { uid })).toMatchObject({ balancePaise: 336_00 })
  expect(await book.call('accounts.outstanding', { party: uid })).toMatchObject([
    { number: 'SA/26-27/000001', leftPaise: 336_00, due: '2026-12-06' },
  ])
  const onHand = Object.fromEntries(
    book.db.rows(sql.selectFrom('on_hand').select(['batch_id', 'qty'])).map((row) => [row.batch_id, row.qty]),
  )
  expect(onHand).toEqual({ [goods.batchId]: 70_000, [other.batchId]: 90_000 })
  expect(book.db.rows(sql.selectFrom('cost_layer').select(['item_id', 'qty_left', 'value_left']).orderBy('item_id'))).toEqual([
    { item_id: goods.itemId, qty_left: 70_000, value_left: 350_00 },
    { item_id: other.itemId, qty_left: 90_000, value_left: 90_00 },
  ])
  // everything of the day it was made; nothing on the day it was amended
  expect(book.db.rows(sql.selectFrom('posting').select('date').distinct().where('seq', '>', 1).orderBy('date'))).toEqual([
    { date: '2026-04-01' },
    { date: '2026-11-21' },
  ])
  expect(await book.call('sales.lastRates', { itemId: goods.itemId, party: uid })).toMatchObject([{ rateE4: 90_0000 }])
  const gstr1 = await book.call('gst.gstr1', { period: '2026-11' }).catch(() => null)
  if (gstr1) expect(JSON.stringify(gstr1)).not.toContain('20000')
  const next = await book.call('sales.postBill', { ...aBill([line({ item: goods, rupees: 100 })]), date: '2026-11-25' })
  expect(next.number).toBe('SA/26-27/000002')
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  expect(verifyChain(book.db).brokenAt).toBe(null)

  const versions = await book.call('sales.billVersions', { uid: bill.uid })
  expect(versions.map((one: { version: number; reason: string | null }) => [one.version, one.reason])).toEqual([
    [1, null],
    [2, reason],
  ])
  expect(versions[1].changes).toEqual(
    expect.arrayContaining([
      { what: 'head', line: null, field: 'salesman', kind: 'text', before: null, after: 'Anil' },
      { what: 'head', line: null, field: 'total', kind: 'money', before: 210_00, after: 336_00 },
      { what: 'changed', line: 'Paracetamol 500', field: 'qty', kind: 'qty', before: 2000, after: 3000 },
      { what: 'changed', line: 'Paracetamol 500', field: 'rate', kind: 'rate', before: 100_0000, after: 90_0000 },
      { what: 'added', line: 'Other', field: 'qty', kind: 'qty', before: null, after: 1000 },
    ]),
  )
  const ledger = await book.call('accounts.partyLedger', { party: uid, from: '2026-11-01', to: '2026-11-30' })
  expect(ledger.closingPaise).toBe(336_00)
  await book.call('sales.cancelBill', { uid: bill.uid, reason: 'not wanted after all' })
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  expect(await book.call('sales.bill', { uid: bill.uid })).toMatchObject({
    cancelled: true,
    cancelReason: 'not wanted after all',
  })
  book.close()
})

test('what the bill itself holds is there for its next version, also the last strip; a bill as it was keyed says so', async () => {
  const { book, item, party } = shop()
  const goods = item({ pieces: 20, costPaise: 20_00 })
  const uid = await party()
  const bill = aBill([line({ item: goods, strips: 2, rupees: 100, off: [500], flatPaise: 100 })], {
    party: uid,
    discountPaise: 500,
  })
  await book.call('sales.postBill', bill)
  const keyed = await book.call('sales.billToKey', { uid: bill.uid })
  expect(keyed).toMatchObject({
    version: 1,
    party: { uid, name: 'Ravi Medical' },
    mode: 'credit',
    discountPaise: 500,
    lines: [
      {
        batch: { id: goods.batchId, locationId: goods.locationId, availableMilli: 20_000, ownMilli: 20_000 },
        qtyMilli: 20_000,
        percentsBp: [500],
        flatPaise: 100,
      },
    ],
  })
  await book.call('sales.amendBill', {
    bill: { ...bill, lines: [line({ item: goods, pieces: 19, rupees: 10 })], discountPaise: 0 },
    version: 1,
    reason,
  })
  const reply = await book.ask('sales.amendBill', {
    bill: { ...bill, lines: [line({ item: goods, pieces: 21, rupees: 10 })] },
    version: 2,
    reason,
  })
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'inventory/stock-short' } })
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  book.close()
})

type Made = Shop & { bill: ReturnType<typeof aBill> }
const state = (set: string) => (made: Made) =>
  made.book.sqlite.exec(`update document_state set ${set} where document_id = (select max(id) from document)`)
const refused: [string, string, (made: Made) => unknown, Record<string, unknown>?, Record<string, unknown>?][] = [
  ['with an IRN', 'sales/irn-live', state("irn = 'x'")],
  ['with an e-way bill', 'sales/ewb-live', state("ewb = 'x'")],
  ['that is filed', 'sales/filed', state('filed_seq = 1')],
  [
    'with a later receipt against it',
    'sales/receipt-against',
    ({ book, bill }) =>
      book.call('payments.postReceipt', {
        uid: newUid(),
        date: '2026-11-21',
        party: bill.party,
        mode: 'cash',
        amountPaise: 100_000_00,
      }),
  ],
  [
    'whose payment was changed',
    'sales/mode-changed',
    ({ book, bill }) =>
      book.call('sales.convertBill', { uid: bill.uid, conversion: newUid(), date: '2026-11-21', to: 'cash', reason }),
  ],
  ['that is cancelled', 'sales/already-cancelled', ({ book, bill }) => book.call('sales.cancelBill', { uid: bill.uid, reason })],
  [
    'that was changed since',
    'sales/newer-version',
    ({ book, bill }) => book.call('sales.amendBill', { bill: { ...bill, chargesPaise: 100 }, version: 1, reason }),
    { chargesPaise: 200 },
  ],
  ['to another day', 'sales/amend-date', () => undefined, { date: '2026-11-20' }],
  ['to a walk-in', 'sales/amend-party', () => undefined, { party: null, mode: 'cash' }],
  ['without a change', 'sales/amend-nothing', () => undefined, {}],
  ['that is not there', 'sales/unknown-bill', () => undefined, { uid: newUid() }],
  ['without a reason', 'company/bad-input', () => undefined, { chargesPaise: 1 }, { reason: ' ' }],
  [
    'in a locked period',
    'accounts/period-locked',
    ({ book }) => book.call('company.lockPeriod', { upto: '2026-11-21', reason: 'filed' }),
  ],
  [
    'by a clerk',
    'company/not-allowed',
    ({ book, bill }) => {
      book.connection.person = { id: 1, uid: bill.uid, name: 'Clerk', role: 'clerk', overrides: new Map() }
    },
  ],
]
// one book: each case spoils its own bill, the last two the book
test('a bill is not amended where it must not be, in words of its own, and nothing is written', async () => {
  const made = shop()
  const item = made.item()
  for (const [what, code, spoil, change, more] of refused) {
    const locked = code === 'company/not-allowed'
    const date = locked ? '2026-11-22' : '2026-11-21'
    if (locked) made.book.setToday(date)
    const bill = { ...aBill([line({ item, rupees: 100 })], { party: await made.party({ name: what }) }), date }
    await made.book.call('sales.postBill', bill)
    await spoil({ ...made, bill })
    const before = rowCounts(made.book)
    const reply = await made.book.ask('sales.amendBill', {
      bill: { ...bill, ...(change ?? { chargesPaise: 100 }) },
      version: 1,
      reason,
      ...more,
    })
    expect(reply, what).toMatchObject({ ok: false, refusal: { code } })
    expect(rowCounts(made.book), what).toEqual(before)
  }
  made.book.close()
})

test('a credit bill becomes cash and back: the bill stays, its own document moves the money, open items follow', async () => {
  const { book, item, party } = shop()
  const goods = item()
  const uid = await party({ creditDays: 10 })
  const bill = aBill([line({ item: goods, strips: 2, rupees: 100 })], { party: uid })
  await book.call('sales.postBill', bill)
  const convert = (to: string, more: object = {}) => ({
    uid: bill.uid,
    conversion: newUid(),
    date: '2026-11-21',
    to,
    reason: 'he paid at the door',
    ...more,
  })
  const first = convert('cash')
  const made = await book.call('sales.convertBill', first)
  expect(made).toEqual({ number: 'MCA/26-27/000001', amountPaise: 210_00 })
  expect(await book.call('sales.convertBill', first)).toEqual(made)
  expect(await book.call('accounts.outstanding', { party: uid })).toEqual([])
  await book.call('sales.convertBill', convert('upi'))
  expect(await book.call('sales.billConversions', { uid: bill.uid })).toMatchObject({
    mode: 'upi',
    paidPaise: 210_00,
    leftPaise: 0,
  })
  await book.call('sales.convertBill', convert('credit'))
  expect(await book.call('accounts.outstanding', { party: uid })).toMatchObject([
    { number: 'SA/26-27/000001', leftPaise: 210_00, due: '2026-12-01' },
  ])
  expect((await book.call('sales.bills', {})).rows).toMatchObject([{ mode: 'credit', converted: 'credit', version: 1 }])
  const trial = async () =>
    Object.fromEntries(
      (await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows.map(
        (row: { account: string; drPaise: number; crPaise: number }) => [row.account, row.drPaise - row.crPaise],
      ),
    )
  const after = await trial()
  expect([after.Cash ?? 0, after['UPI collections'] ?? 0, after['Sundry debtors']]).toEqual([0, 0, 210_00])
  const { rows } = await book.call('sales.billConversions', { uid: bill.uid })
  expect(rows.map((row: { from: string; to: string }) => [row.from, row.to])).toEqual([
    ['upi', 'credit'],
    ['cash', 'upi'],
    ['credit', 'cash'],
  ])
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  // the latest is taken back first, and only while its money is still there
  await expect(book.call('sales.cancelConversion', { uid: rows[1].uid, reason })).rejects.toMatchObject({
    code: 'sales/convert-not-last',
  })
  await book.call('sales.cancelConversion', { uid: rows[0].uid, reason })
  expect((await trial())['UPI collections']).toBe(210_00)
  for (const row of rows.slice(1)) await book.call('sales.cancelConversion', { uid: row.uid, reason })
  expect(await book.call('accounts.outstanding', { party: uid })).toMatchObject([{ leftPaise: 210_00 }])
  await book.call('sales.amendBill', { bill: { ...bill, chargesPaise: 100 }, version: 1, reason })
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  expect(verifyChain(book.db).brokenAt).toBe(null)
  for (const [code, more] of [
    ['sales/convert-before-bill', { date: '2026-11-20' }],
    ['sales/convert-nothing', { to: 'credit' }],
    ['accounts/after-today', { date: '2026-11-22' }],
    ['sales/unknown-bill', { uid: newUid() }],
  ] as const)
    await expect(book.call('sales.convertBill', convert('cash', more))).rejects.toMatchObject({ code })
  const walkIn = aBill([line({ item: goods, rupees: 100 })])
  await book.call('sales.postBill', walkIn)
  await expect(book.call('sales.convertBill', convert('credit', { uid: walkIn.uid }))).rejects.toMatchObject({
    code: 'sales/convert-needs-party',
  })
  await book.call('sales.convertBill', convert('upi', { uid: walkIn.uid }))
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  book.close()
})

test('a paid bill that became credit and was then received on is not made paid again by taking that back', async () => {
  const { book, item, party } = shop()
  const uid = await party()
  const bill = aBill([line({ item: item(), rupees: 100 })], { party: uid, mode: 'cash' })
  await book.call('sales.postBill', bill)
  const conversion = newUid()
  await book.call('sales.convertBill', { uid: bill.uid, conversion, date: '2026-11-21', to: 'credit', reason })
  await book.call('payments.postReceipt', { uid: newUid(), date: '2026-11-21', party: uid, mode: 'upi', amountPaise: 50_00 })
  await expect(book.call('sales.cancelConversion', { uid: conversion, reason })).rejects.toMatchObject({
    code: 'sales/receipt-against',
  })
  await book.call('sales.convertBill', { uid: bill.uid, conversion: newUid(), date: '2026-11-21', to: 'cash', reason })
  expect(await book.call('accounts.outstanding', { party: uid })).toEqual([])
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  book.close()
})
