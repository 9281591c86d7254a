import { expect } from 'vitest'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Envelope } from '../../shared/contract.ts'
import { sql, text } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import { postGoods, type StockedItem, stockItem } from '../inventory/hand-made.ts'
import { type TestBook, testBook } from '../test-book.ts'

/** A book with suppliers and goods, and short ways to buy: for tests of purchases. */
export type Supply = Awaited<ReturnType<typeof supply>>

const numbers = { value: 0 }
const supplierNumber = () => `CS/${++numbers.value}`

export async function supply(options: { costMethod?: 'fifo' | 'lifo' | 'average' } = {}) {
  const book: TestBook = testBook(options)
  const party = async (more: object = {}): Promise<string> => {
    const uid = newUid()
    await book.call('parties.save', {
      uid,
      name: `Supplier ${uid}`,
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
  const item: StockedItem = book.write((given) => stockItem(given, { name: 'Paracetamol 500' }))
  const other: StockedItem = book.write((given) => stockItem(given, { name: 'Cetirizine 10' }))
  const supplier = await party({ name: 'Cipla Stockist' })

  const orderLine = (more: object = {}) => ({ itemId: item.itemId, qtyMilli: 100_000, rateE4: 100_000, ...more })
  const order = (more: object = {}) => ({ uid: newUid(), date: '2026-11-02', supplier, lines: [orderLine()], ...more })
  const receiptLine = (more: object = {}) => ({
    itemId: item.itemId,
    batch: 'PCM1',
    expiry: '2028-07-31',
    mrpPaise: null,
    qtyMilli: 100_000,
    rateE4: 100_000,
    ...more,
  })
  const receipt = (more: object = {}) => ({ uid: newUid(), date: '2026-11-05', supplier, lines: [receiptLine()], ...more })
  const billLine = (more: object = {}) => ({ ...receiptLine(), ...more })
  const bill = (more: object = {}) => ({
    uid: newUid(),
    date: '2026-11-10',
    supplier,
    supplierNumber: supplierNumber(),
    supplierDate: '2026-11-09',
    roundOffPaise: 0,
    lines: [billLine()],
    ...more,
  })
  /** A bill line for a received line. */
  const matched = (uid: string, more: object = {}) => ({
    itemId: item.itemId,
    qtyMilli: 100_000,
    rateE4: 100_000,
    receipt: { uid, line: 1 },
    ...more,
  })
  const accept = (...codes: [code: string, field: string][]): Envelope => ({
    accepted: codes.map(([code, field]) => ({ code, field, reason: 'agreed on the phone' })),
  })
  /** Posts and gives the draft back. */
  const post = async <T extends { uid: string }>(name: string, draft: T, envelope?: Envelope): Promise<T> => {
    await book.call(`purchases.${name}`, draft, envelope)
    return draft
  }
  /** What stands on an account over the whole book, in rupees, debit positive. */
  const account = (kind: string): number =>
    book.db.must(text<{ amount: number }>`
      select coalesce(sum(l.amount), 0) as amount from account a join ledger_line l on l.account_id = a.id where a.kind = ${kind}`)
      .amount / 100
  /** The ledger of a document's own posting: account, rupees. */
  const ledger = (uid: string): string[] =>
    book.db
      .rows(text<{ name: string; amount: number }>`
        select a.name, l.amount from document d join document_version v on v.document_id = d.id join posting p on p.version_id = v.id and p.derived = 0
        join ledger_line l on l.posting_id = p.id join account a on a.id = l.account_id where d.uid = ${uidBytes(uid)} order by p.id, l.line_no`)
      .map((row) => `${row.name} ${(row.amount / 100).toFixed(2)}`)
  /** What is left in the cost layers of an item: quantity, rupees. */
  const stock = (of: StockedItem = item) =>
    book.db
      .rows(
        sql
          .selectFrom('cost_layer')
          .select(['qty_left', 'value_left'])
          .where('item_id', '=', of.itemId)
          .orderBy('date')
          .orderBy('receipt_move'),
      )
      .map((row) => [row.qty_left, row.value_left / 100])
  const journalRows = (): number => book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n
  const batchOf = (uid: string): StockedItem => ({
    ...item,
    ...book.db.must(text<{ batchId: number; itemId: number }>`
      select l.batch_id as batchId, l.item_id as itemId from document d join document_version v on v.document_id = d.id join document_line l on l.version_id = v.id where d.uid = ${uidBytes(uid)} and l.line_no = 1`),
  })
  /** Sells so much of what a receipt or bill brought. */
  const sell = (uid: string, qtyMilli: number, date?: LocalDate) =>
    book.write((given) => postGoods(given, date ?? given.today, [{ item: batchOf(uid), kind: 'sale', qtyMilli: -qtyMilli }]))
  /** What is left of it where goods are sold from. */
  const onHand = (uid: string): number =>
    book.db.row(
      sql
        .selectFrom('on_hand')
        .select('qty')
        .where('batch_id', '=', batchOf(uid).batchId)
        .where('location_id', '=', item.locationId),
    )?.qty ?? 0
  const healthy = async (): Promise<void> => {
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  }
  /** A command that must be refused so, and leave nothing behind. */
  const refused = async (name: string, input: unknown, code: string, field?: string): Promise<void> => {
    const before = journalRows()
    const wanted = field === undefined ? { code } : { code, field }
    await expect(book.call(`purchases.${name}`, input), name).rejects.toMatchObject(wanted)
    expect(journalRows()).toBe(before)
  }
  return {
    book,
    item,
    other,
    supplier,
    party,
    order,
    orderLine,
    receipt,
    receiptLine,
    bill,
    billLine,
    matched,
    accept,
    post,
    account,
    ledger,
    stock,
    sell,
    onHand,
    batchOf,
    journalRows,
    healthy,
    refused,
  }
}
