import { beforeEach, describe, expect, test } from 'vitest'
import { change } from '../company/records.ts'
import { sql, text } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import { postGoods, type StockedItem, stockItem } from '../inventory/hand-made.ts'
import { type TestBook, testBook } from '../test-book.ts'

let book: TestBook
let item: StockedItem
let supplier: string

const party = async (more: object = {}) => {
  const uid = newUid()
  await book.call('parties.save', {
    uid,
    name: 'Cipla Stockist',
    isCustomer: false,
    isSupplier: true,
    category: 'regular',
    gstin: '27AAPFU0939F1ZV',
    stateCode: '27',
    creditDays: 21,
    ...more,
  })
  return uid
}
beforeEach(async () => {
  book = testBook()
  item = book.write((given) => stockItem(given, { name: 'Paracetamol 500' }))
  supplier = await party()
})

const line = (more: object = {}) => ({
  itemId: item.itemId,
  batch: 'PCM1',
  expiry: '2028-07-31',
  mrpPaise: 2500,
  qtyMilli: 100_000,
  rateE4: 155_500,
  ...more,
})
const bill = (more: object = {}) => ({
  uid: newUid(),
  date: '2026-11-20',
  supplier,
  supplierNumber: 'CS/1234',
  supplierDate: '2026-11-18',
  lines: [line()],
  ...more,
})
/** The ledger of a document as a small ledger: account, rupees. */
const ledger = (uid: string) =>
  book.db
    .rows(text<{ name: string; amount: number }>`
      select a.name, l.amount from document d join document_version v on v.document_id = d.id join posting p on p.version_id = v.id join ledger_line l on l.posting_id = p.id join account a on a.id = l.account_id
      where lower(hex(d.uid)) = ${uid.replaceAll('-', '')} order by p.id, l.line_no`)
    .map((row) => `${row.name} ${(row.amount / 100).toFixed(2)}`)
const journalRows = () => book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n

describe("a supplier's bill keyed alone", () => {
  test('makes its receipt: goods at cost, tax by head, the supplier, and round-off', async () => {
    const draft = bill()
    // ten strips at 15.55 = 155.50, 2.5% + 2.5% = 3.89 + 3.89
    expect(await book.call('purchases.postBill', draft)).toEqual({ number: 'PA/26-27/000001', totalPaise: 16_300 })
    expect(ledger(draft.uid)).toEqual([
      'Inventory 155.50',
      'Input CGST 3.89',
      'Input SGST 3.89',
      'Round off -0.28',
      'Sundry creditors -163.00',
    ])
    expect(book.db.must(sql.selectFrom('open_item').select(['amount', 'due']))).toEqual({ amount: -16_300, due: '2026-12-09' })
    expect(
      book.db.rows(
        sql
          .selectFrom('tax_line')
          .select(['direction', 'gstin', 'class', 'rate_bp', 'taxable', 'cgst', 'sgst', 'itc_class', 'qty']),
      ),
    ).toEqual([
      {
        direction: 'in',
        gstin: '27AAPFU0939F1ZV',
        class: 'taxable',
        rate_bp: 500,
        taxable: 15_550,
        cgst: 389,
        sgst: 389,
        itc_class: 'inputs',
        qty: 100_000,
      },
    ])
    expect(book.db.must(sql.selectFrom('receipt_itc').select(['cgst', 'sgst', 'rate_bp']))).toEqual({
      cgst: 389,
      sgst: 389,
      rate_bp: 500,
    })
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('free units share the paid value: 10 + 1 at 1,000 is 11 for 1,000', async () => {
    await book.call(
      'purchases.postBill',
      bill({ lines: [line({ qtyMilli: 100_000, freeMilli: 10_000, rateE4: 1_000_000, mrpPaise: null })] }),
    )
    expect(book.db.rows(sql.selectFrom('cost_layer').select(['qty_left', 'value_left']))).toEqual([
      { qty_left: 110_000, value_left: 100_000 },
    ])
  })

  test('a discount lowers the cost; from another state the tax is IGST', async () => {
    supplier = await party({ name: 'Gujarat Pharma', gstin: '24AAACC1206D1ZM', stateCode: '24' })
    const draft = bill({ lines: [line({ rateE4: 200_000, discountBp: 1000 })] })
    await book.call('purchases.postBill', draft)
    expect(ledger(draft.uid)).toEqual(['Inventory 180.00', 'Input IGST 9.00', 'Sundry creditors -189.00'])
  })

  test('a supplier without registration charges no tax, and none is claimed', async () => {
    supplier = await party({ name: 'Village Agro', gstin: null, category: 'unregistered' })
    const draft = bill()
    await book.call('purchases.postBill', draft)
    expect(ledger(draft.uid)).toEqual(['Inventory 155.50', 'Round off 0.50', 'Sundry creditors -156.00'])
    expect(book.db.must(sql.selectFrom('tax_line').select(['class', 'rate_bp', 'itc_class']))).toEqual({
      class: 'exempt',
      rate_bp: 0,
      itc_class: null,
    })
  })

  test('sent twice it is posted once; the same supplier number in a year is refused, next year it is another bill', async () => {
    const draft = bill()
    const first = await book.call('purchases.postBill', draft)
    expect(await book.call('purchases.postBill', draft)).toEqual(first)
    const before = journalRows()
    await expect(
      book.call('purchases.postBill', bill({ supplierNumber: 'cs/1234', lines: [line({ batch: 'NEW' })] })),
    ).rejects.toMatchObject({ code: 'purchases/duplicate-bill', field: 'supplierNumber', details: { number: first.number } })
    expect(journalRows()).toBe(before)
    await expect(book.call('purchases.postBill', bill({ supplierDate: '2026-03-30' }))).resolves.toBeDefined()
    await expect(book.call('purchases.postBill', { ...draft, supplierNumber: 'other' })).rejects.toMatchObject({
      code: 'accounts/already-posted',
    })
  })

  test.each([
    ['inventory/expired-batch', 'lines.0.expiry', { lines: [{ expiry: '2026-10-31' }] }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', { lines: [{ qtyMilli: 0 }] }],
    ['inventory/quantity-needed', 'lines.0.freeMilli', { lines: [{ freeMilli: -1000 }] }],
    ['inventory/part-of-a-piece', 'lines.0.freeMilli', { lines: [{ freeMilli: 1 }] }],
    ['inventory/no-item', 'lines.0.itemId', { lines: [{ itemId: 12_345 }] }],
    ['purchases/rate-absurd', 'lines.0.rateE4', { lines: [{ rateE4: 100_000_000_001 }] }],
    ['purchases/supplier-date', 'supplierDate', { supplierDate: '2026-11-21' }],
    ['accounts/no-party', 'supplier', { supplier: newUid() }],
    ['accounts/after-today', 'date', { date: '2026-11-22' }],
    ['accounts/before-books', 'date', { date: '2026-03-31', supplierDate: '2026-03-30' }],
  ])('%s is refused at %s and nothing is written', async (code, field, wrong) => {
    const before = journalRows()
    const { lines = [{}], ...head } = wrong as { lines?: object[] }
    await expect(book.call('purchases.postBill', bill({ ...head, lines: lines.map(line) }))).rejects.toMatchObject({
      code,
      field,
    })
    expect(journalRows()).toBe(before)
  })

  test('an item without a tax rate on that day is refused: nothing could be claimed or charged', async () => {
    const [untaxed] = book.write((given) =>
      change(
        given,
        [
          {
            insert: 'item',
            row: { uid: uidBytes(newUid()), name: 'New', base_unit: 'piece', sale_unit: 'piece', sale_factor: 1 },
          },
        ],
        { entity: 'item' },
      ),
    )
    await expect(book.call('purchases.postBill', bill({ lines: [line({ itemId: untaxed })] }))).rejects.toMatchObject({
      code: 'purchases/no-tax',
      field: 'lines.0.itemId',
    })
  })

  test('a customer is no supplier; above the MRP warns until it is accepted', async () => {
    const customer = await party({
      name: 'Ravi Medical',
      gstin: null,
      category: 'unregistered',
      isCustomer: true,
      isSupplier: false,
    })
    await expect(book.call('purchases.postBill', bill({ supplier: customer }))).rejects.toMatchObject({
      code: 'purchases/not-a-supplier',
      field: 'supplier',
    })
    const dear = bill({ lines: [line({ rateE4: 240_000 })] })
    await expect(book.call('purchases.postBill', dear)).rejects.toMatchObject({
      warnings: [{ code: 'purchases/above-mrp', field: 'lines.0.rateE4' }],
    })
    await expect(
      book.call('purchases.postBill', dear, {
        accepted: [{ code: 'purchases/above-mrp', field: 'lines.0.rateE4', reason: 'old stock' }],
      }),
    ).resolves.toBeDefined()
  })
})

test('between us and the supplier it goes by the number on his paper, a payment by ours', async () => {
  await book.call('purchases.postBill', bill())
  const open = async () => ({
    desk: (await book.call('accounts.outstanding', { party: supplier })).map((row: { number: string }) => row.number),
    aged: (await book.call('accounts.outstandingBills', { party: supplier, side: 'payable' })).rows.map(
      (row: { number: string }) => row.number,
    ),
  })
  expect(await open()).toEqual({ desk: ['CS/1234'], aged: ['CS/1234'] })
  const paid = { uid: newUid(), date: '2026-11-20', party: supplier, mode: 'cheque', amountPaise: 20_000, reference: '004512' }
  const { number } = await book.call('payments.postPayment', paid)
  // what is paid too much stands under the voucher, not under its cheque
  expect(await open()).toEqual({ desk: [number], aged: [number] })
  expect(await book.call('payments.moneyDocument', { uid: paid.uid })).toMatchObject({ settled: [{ number: 'CS/1234' }] })
})

describe('cancelling it', () => {
  const placed = () => {
    const row = book.db.must(text<{ batch_id: number }>`select batch_id from stock_move where kind = 'purchase' limit 1`)
    return { ...item, batchId: row.batch_id }
  }
  test('leaves nothing behind but the number', async () => {
    const draft = bill()
    await book.call('purchases.postBill', draft)
    await book.call('purchases.cancelBill', { uid: draft.uid, reason: 'keyed twice' })
    expect(await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).toEqual({ rows: [], drPaise: 0, crPaise: 0 })
    expect(await book.call('accounts.outstanding', { party: supplier })).toEqual([])
    expect(book.db.rows(sql.selectFrom('cost_layer').selectAll())).toEqual([])
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    await expect(book.call('purchases.cancelBill', { uid: draft.uid, reason: 'again' })).rejects.toMatchObject({
      code: 'purchases/cancelled',
    })
    await expect(book.call('purchases.postBill', bill())).resolves.toMatchObject({ number: 'PA/26-27/000002' })
  })

  test('is refused when its goods were sold since', async () => {
    const draft = bill()
    await book.call('purchases.postBill', draft)
    book.write((given) => postGoods(given, given.today, [{ item: placed(), kind: 'sale', qtyMilli: -1000 }]))
    await expect(book.call('purchases.cancelBill', { uid: draft.uid, reason: 'too late' })).rejects.toMatchObject({
      code: 'inventory/stock-short',
    })
    await expect(book.call('purchases.cancelBill', { uid: newUid(), reason: 'no such' })).rejects.toMatchObject({
      code: 'purchases/no-bill',
    })
  })
})
