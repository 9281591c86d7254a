import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import { setFirmFact } from '../../company/dated-facts.ts'
import { newUid } from '../../database/uid.ts'
import { line, type Shop, type Stocked, shop } from '../test-shop.ts'
import { returning } from './test-returns.ts'

const registered = { name: 'Matru Medical', category: 'regular', gstin: '27AAPFU0939F1ZV', creditDays: 15 }
let made: Shop
let go: ReturnType<typeof returning>
let item: Stocked
let other: Stocked
let party: string
beforeAll(async () => {
  made = shop()
  go = returning(made)
  item = made.item({ pieces: 1000, costPaise: 4000_00 })
  other = made.item({ name: 'Shampoo', rateBp: 1800, hsn: '33051090', pieces: 1000, costPaise: 9000_00 })
  party = await made.party(registered)
})
afterAll(async () => {
  expect((await made.book.call('accounts.doctor', {})).findings).toEqual([])
  made.book.close()
})

describe('goods back against a bill', () => {
  test('a part, then the rest: each takes its share, the last the exact remainder, and nothing stays owing', async () => {
    const before = await go.owes(party)
    const uid = await go.bill(
      [line({ item, strips: 3, free: 10, rupees: 33.33, off: [700] }), line({ item: other, strips: 1, rupees: 149.99 })],
      { party },
    )
    const sold = await go.returnable(uid)
    expect(sold.lines.map((one) => [one.qtyMilli, one.leftMilli, one.leftFreeMilli])).toEqual([
      [30_000, 30_000, 10_000],
      [10_000, 10_000, 0],
    ])
    const first = go.back(uid, [{ line: 1, qtyMilli: 7000, freeMilli: 3000, to: 'quarantine' }])
    const posted = await made.book.call('sales.postReturn', first)
    expect(posted).toMatchObject({ kind: 'sale-return', number: 'CA/26-27/000001' })
    expect(await made.book.call('sales.postReturn', first)).toEqual(posted)
    expect(go.stock(item, 'quarantine')).toBe(10)
    const rest = go.back(uid, [
      { line: 1, qtyMilli: 23_000, freeMilli: 7000 },
      { line: 2, qtyMilli: 10_000 },
    ])
    await made.book.call('sales.postReturn', rest)
    const [one, two] = [await go.note(first.uid), await go.note(rest.uid)]
    const bill = await made.book.call('sales.bill', { uid })
    for (const figure of ['taxablePaise', 'cgstPaise', 'sgstPaise', 'grossPaise', 'discountPaise', 'totalPaise'] as const)
      expect(one[figure] + two[figure], figure).toBe(bill[figure])
    expect(await go.owes(party)).toBe(before)
    expect((await go.returnable(uid)).lines.every((left) => left.leftMilli === 0 && left.left.taxablePaise === 0)).toBe(true)
    expect(made.ledger(first.uid).filter((row) => row.startsWith('cost'))).toEqual([
      'cost cost-of-goods −40.00',
      'cost inventory 40.00',
    ])
  })

  test('refund in cash to a party and to a walk-in', async () => {
    const uid = await go.bill([line({ item, strips: 2, rupees: 50 })], { party })
    const refund = go.back(uid, [{ line: 1, qtyMilli: 10_000 }], { settle: { how: 'refund', mode: 'upi' } })
    await made.book.call('sales.postReturn', refund)
    expect(made.ledger(refund.uid).filter((row) => !row.startsWith('cost'))).toEqual([
      'debtors:Matru Medical −53.00',
      'sales-returns 50.00',
      'output-cgst 1.25',
      'output-sgst 1.25',
      'round-off 0.50',
      'upi −53.00',
      'debtors:Matru Medical 53.00',
    ])
    const walkIn = await go.bill([line({ item, strips: 1, rupees: 50 })])
    const back = go.back(walkIn, [{ line: 1, qtyMilli: 10_000 }])
    await made.book.call('sales.postReturn', back)
    expect(made.ledger(back.uid)[0]).toBe('sales-returns 50.00')
    expect(made.ledger(back.uid)).toContain('cash −53.00')
  })

  test('a note of value, more goods back, and the tax that is left comes out to nothing', async () => {
    const uid = await go.bill([line({ item, strips: 3, rupees: 33.33 })], { party })
    const less = {
      uid: newUid(),
      date: '2026-11-21',
      bill: uid,
      side: 'credit',
      reason: 'price',
      lines: [{ line: 1, amountPaise: 1000 }],
    }
    expect(await made.book.call('sales.postValueNote', less)).toMatchObject({ kind: 'credit-note', totalPaise: 1100 })
    const all = go.back(uid, [{ line: 1, qtyMilli: 30_000 }])
    await made.book.call('sales.postReturn', all)
    const [one, two, bill] = [await go.note(less.uid), await go.note(all.uid), await made.book.call('sales.bill', { uid })]
    for (const figure of ['taxablePaise', 'cgstPaise', 'sgstPaise', 'totalPaise'] as const)
      expect(one[figure] + two[figure], figure).toBe(bill[figure])
  })

  test('a debit note adds value and tax, and falls due as his bills do', async () => {
    const uid = await go.bill([line({ item: other, strips: 1, rupees: 100 })], { party })
    const more = {
      uid: newUid(),
      date: '2026-11-21',
      bill: uid,
      side: 'debit',
      reason: 'price',
      lines: [{ line: 1, amountPaise: 2000 }],
    }
    expect(await made.book.call('sales.postValueNote', more)).toMatchObject({ kind: 'debit-note', totalPaise: 2400 })
    expect(made.ledger(more.uid)).toEqual([
      'debtors:Matru Medical 24.00',
      'sales −20.00',
      'output-cgst −1.80',
      'output-sgst −1.80',
      'round-off −0.40',
    ])
  })

  test('goods are replaced without a charge', async () => {
    const uid = await go.bill([line({ item, strips: 2, rupees: 50 })], { party })
    const owed = await go.owes(party)
    const draft = {
      uid: newUid(),
      date: '2026-11-21',
      bill: uid,
      reason: 'damaged',
      lines: [{ line: 1, qtyMilli: 10_000, to: 'quarantine', batchId: item.batchId, locationId: item.locationId }],
    }
    expect(await made.book.call('sales.postReplacement', draft)).toMatchObject({
      kind: 'replacement',
      number: 'RPA/26-27/000001',
    })
    expect(await go.owes(party)).toBe(owed)
    expect(made.ledger(draft.uid).sort()).toEqual(
      ['cost cost-of-goods −40.00', 'cost goods-replaced 40.00', 'cost inventory 0.00'].filter((row) => !row.endsWith(' 0.00')),
    )
    await expect(
      made.book.call('sales.postReplacement', { ...draft, uid: newUid(), lines: [{ ...draft.lines[0], qtyMilli: 11_000 }] }),
    ).rejects.toMatchObject({ code: 'sales/more-than-sold' })
  })
})

describe('with or without GST', () => {
  test('from 1 December after the year of the supply a note is a commercial one', async () => {
    const uid = await go.bill([line({ item, strips: 2, rupees: 50 })], { party, date: '2026-04-10' })
    made.book.setToday('2027-12-01')
    expect((await go.returnable(uid, '2027-12-01')).gstUntil).toBe('2027-11-30')
    const lines = [{ line: 1, qtyMilli: 10_000 }]
    await expect(
      made.book.call('sales.postReturn', go.back(uid, lines, { date: '2027-12-01', gst: true })),
    ).rejects.toMatchObject({ code: 'sales/note-late', details: { last: '30-Nov-27' } })
    const late = go.back(uid, lines, { date: '2027-12-01' })
    expect(await made.book.call('sales.postReturn', late)).toMatchObject({ kind: 'commercial-credit', totalPaise: 5000 })
    expect(made.ledger(late.uid).filter((row) => !row.startsWith('cost'))).toEqual([
      'debtors:Matru Medical −50.00',
      'discount-allowed 50.00',
    ])
    // the other strip on the last day: its own tax, not that of the strip that came back without
    const last = go.back(uid, lines, { date: '2027-11-30' })
    await made.book.call('sales.postReturn', last)
    expect(await go.note(last.uid)).toMatchObject({ kind: 'sale-return', taxablePaise: 5000, cgstPaise: 125 })
    made.book.setToday('2026-11-21')
  })

  test('route A: the buyer bills expired goods back; the credit is on the goods', async () => {
    const old = made.item({ name: 'Old syrup', expiry: '2026-10-31', pieces: 40, costPaise: 200_00 })
    const uid = await go.bill([line({ item: old, strips: 4, rupees: 80 })], { party, date: '2026-06-01' })
    const lines = [{ line: 1, qtyMilli: 10_000, to: 'expiry' }]
    const more = { route: 'buyer-bill', reason: 'expired' }
    await expect(made.book.call('sales.postReturn', go.back(uid, lines, more))).rejects.toMatchObject({
      code: 'sales/buyer-bill-needed',
    })
    await expect(
      made.book.call('sales.postReturn', go.back(uid, [{ ...lines[0], to: 'saleable' }], { reason: 'expired' })),
    ).rejects.toMatchObject({ code: 'sales/expired-to-shelf', field: 'lines.0.to' })
    const buyerBill = { number: 'MM/77', date: '2026-11-20' }
    const his = go.back(uid, lines, { ...more, buyerBill })
    expect(await made.book.call('sales.postReturn', his)).toMatchObject({ kind: 'return-bill', totalPaise: 8400 })
    expect(made.ledger(his.uid).filter((row) => !row.startsWith('cost'))).toEqual([
      'debtors:Matru Medical −84.00',
      'sales-returns 80.00',
      'input-cgst 2.00',
      'input-sgst 2.00',
    ])
    expect(go.stock(old, 'expiry')).toBe(10)
    await expect(made.book.call('sales.postReturn', go.back(uid, lines, { ...more, buyerBill }))).rejects.toMatchObject({
      code: 'sales/buyer-bill-twice',
    })
    const wasted = {
      uid: newUid(),
      date: '2026-11-21',
      reason: 'expired',
      lines: [{ itemId: old.itemId, batchId: old.batchId, locationId: go.place('expiry'), qtyMilli: 10_000 }],
    }
    await made.book.call('inventory.askWriteOff', wasted)
    expect((await made.book.call('inventory.writeOffRequest', { uid: wasted.uid })).taxPaise).toBe(400)
  })

  test('a buyer without GST bills value alone', async () => {
    const plain = await made.party({ name: 'Small shop' })
    const uid = await go.bill([line({ item, strips: 1, rupees: 50 })], { party: plain })
    const his = go.back(uid, [{ line: 1, qtyMilli: 10_000 }], {
      route: 'buyer-bill',
      buyerBill: { number: '9', date: '2026-11-21' },
    })
    expect(await made.book.call('sales.postReturn', his)).toMatchObject({ kind: 'return-bill', totalPaise: 5000 })
  })
})

describe('without a bill, and what waits', () => {
  test('at the rate he last paid, without GST', async () => {
    await go.bill([line({ item, strips: 10, rupees: 60, off: [1000] })], { party })
    const draft = go.back(null, [{ itemId: item.itemId, batchId: item.batchId, qtyMilli: 10_000, to: 'quarantine' }], { party })
    expect(await made.book.call('sales.postReturn', draft)).toMatchObject({ kind: 'commercial-credit', totalPaise: 5400 })
    expect(await go.note(draft.uid)).toMatchObject({ bill: null, taxPaise: 0 })
  })

  test('over the firm’s sum it waits until somebody approves; nothing moves before', async () => {
    made.book.write((given) => setFirmFact(given, 'return-approval-above', localDate('2026-11-21'), '5000'))
    const clerk = { ...made.book.connection.person, role: 'clerk', name: 'Clerk' } as never
    const owner = made.book.connection.person
    const uid = await go.bill([line({ item, strips: 4, rupees: 50 })], { party })
    const owed = await go.owes(party)
    const draft = go.back(uid, [{ line: 1, qtyMilli: 20_000 }])
    made.book.connection.person = clerk
    await expect(made.book.call('sales.postReturn', draft)).rejects.toMatchObject({ code: 'sales/return-waits' })
    await expect(
      made.book.call(
        'sales.postReturn',
        go.back(null, [{ itemId: item.itemId, batchId: item.batchId, qtyMilli: 1000 }], { party }),
      ),
    ).rejects.toMatchObject({ code: 'sales/return-without-bill' })
    expect(await made.book.call('sales.askReturn', draft)).toEqual({ uid: draft.uid, totalPaise: 10_500 })
    await expect(made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })).rejects.toMatchObject({
      code: 'company/not-allowed',
    })
    expect(await go.owes(party)).toBe(owed)
    made.book.connection.person = owner
    const { rows } = await made.book.call('sales.returnRequests', {})
    expect(rows).toMatchObject([{ uid: draft.uid, totalPaise: 10_500, lines: [{ qtyMilli: 20_000, to: 'saleable' }] }])
    expect(await made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })).toEqual({
      number: (await go.note(draft.uid)).number,
    })
    expect(await go.owes(party)).toBe(owed - 10_500)
    await expect(made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })).rejects.toMatchObject({
      code: 'sales/request-decided',
    })
    made.book.write((given) => setFirmFact(given, 'return-approval-above', localDate('2026-11-21'), ''))
  })
})

test('goods back inside a bill: two documents in one transaction, the note set against the new bill', async () => {
  const old = await go.bill([line({ item, strips: 2, rupees: 50 })], { party })
  const bill = {
    uid: newUid(),
    date: '2026-11-21',
    party,
    mode: 'credit',
    lines: [line({ item: other, strips: 2, rupees: 100 })],
  }
  const settle = { how: 'adjust', against: bill.uid }
  const returned = go.back(old, [{ line: 1, qtyMilli: 20_000 }], { settle, reason: 'quality', narration: 'seal broken' })
  const taken = { accepted: [{ code: 'sales/overdue', field: 'party', reason: 'test' }] }
  const both = await made.book.call('sales.postBillAndReturn', { bill, returned: [returned] }, taken)
  expect(both).toMatchObject({ totalPaise: 23_600, notes: [{ kind: 'sale-return', totalPaise: 10_500 }] })
  expect((await go.returnable(bill.uid)).owedPaise).toBe(13_100)
  expect(await go.note(returned.uid)).toMatchObject({ reason: 'quality', narration: 'seal broken' })
  const why = { uid: newUid(), reason: 'other', narration: null }
  await expect(
    made.book.call('sales.postBillAndReturn', { bill: { ...bill, uid: newUid() }, returned: [{ ...returned, ...why }] }, taken),
  ).rejects.toMatchObject({ code: 'sales/return-reason', field: 'returned.0.narration' })
  expect(await made.book.call('sales.postBillAndReturn', { bill, returned: [returned] }, taken)).toEqual(both)
  const bills = (await made.book.call('sales.bills', {})).total
  const bad = { bill: { ...bill, uid: newUid() }, returned: [{ ...returned, uid: newUid() }] }
  await expect(made.book.call('sales.postBillAndReturn', bad, taken)).rejects.toMatchObject({
    code: 'sales/more-than-sold',
    field: 'returned.0.lines.0.qtyMilli',
  })
  expect((await made.book.call('sales.bills', {})).total).toBe(bills)
})

test('who bought this batch, and the list of notes', async () => {
  const found = await made.book.call('sales.findSales', { itemId: other.itemId, text: `B${other.itemId}` })
  expect(found.length).toBeGreaterThan(1)
  expect(found[0]).toMatchObject({ party: 'Matru Medical', item: 'Shampoo', line: expect.any(Number) })
  const { rows, total, sums } = await made.book.call('sales.notes', { kind: 'debit-note' })
  expect([rows.length, total, sums.totalPaise]).toEqual([1, 1, -2400])
  const paper = await made.book.call('sales.notePdf', { uid: rows[0].uid })
  expect(paper).toMatchObject({ name: 'DNA-26-27-000001.pdf', engine: 'pdfmake' })
})
