import { beforeAll, describe, expect, test } from 'vitest'
import { billDraft, type Shop, type Stocked, seeded, stockShop } from '../../../bench/book.ts'
import { type TestBook, testBook } from '../../test-book.ts'

const day = '2026-11-21'
let book: TestBook

beforeAll(async () => {
  book = testBook({ today: day })
  const shop = await stockShop(book, { items: 12, customers: 4 }, day)
  const random = seeded(5)
  for (let n = 0; n < 8; n++) await book.call('sales.postBill', billDraft(shop, 1 + (n % 6), day, random))
  const credit = await book.call('sales.postBill', billDraft(shop, 3, day, random))
  await book.call('sales.cancelBill', { uid: credit.uid, reason: 'a bill too many' })
  await book.call('payments.postReceipt', {
    uid: crypto.randomUUID(),
    date: day,
    party: shop.customers[0],
    mode: 'cash',
    amountPaise: 50_000,
  })
  await bought(shop.items[0]?.itemId as number)
  await sold(shop)
})

/** Ordered and billed in part; sent on a challan; billed, and back in part by our note and by the buyer's own bill. */
async function sold({ items, customers }: Shop): Promise<void> {
  const item = items[1] as Stocked
  const head = () => ({ uid: crypto.randomUUID(), date: day, party: customers[1] })
  const goods = { itemId: item.itemId, unit: item.unit, factor: item.factor, qtyMilli: 50_000, rateE4: item.rateE4 }
  const lot = { ...goods, batchId: item.batchIds[0], locationId: item.locationId }
  const order = head()
  await book.call('sales.postOrder', { ...order, lines: [goods] })
  await book.call('sales.confirmOrder', { uid: order.uid })
  const own = { ...lot, qtyMilli: 20_000, order: { uid: order.uid, line: 1 } }
  await book.call('sales.postBill', { ...head(), mode: 'credit', lines: [own] })
  await book.call('sales.postChallan', { ...head(), reason: 'approval', lines: [lot] })
  const bill = head()
  await book.call('sales.postBill', { ...bill, mode: 'credit', lines: [lot] })
  const back = () => ({ ...head(), bill: bill.uid, reason: 'expired', lines: [{ line: 1, qtyMilli: 10_000, to: 'expiry' }] })
  await book.call('sales.postReturn', back())
  await book.call('sales.postReturn', { ...back(), route: 'buyer-bill', buyerBill: { number: 'MM/77', date: day } })
}

/** Goods received, billed in part, and sent back in part. */
async function bought(itemId: number): Promise<void> {
  const [supplier, receipt, bill] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const party = { name: 'Cipla Stockist', isCustomer: false, isSupplier: true, category: 'regular', stateCode: '27' }
  await book.call('parties.save', { uid: supplier, ...party, gstin: '27AAPFU0939F1ZV' })
  const goods = { itemId, batch: 'R1', expiry: null, mrpPaise: null, qtyMilli: 100_000, rateE4: 100_000 }
  await book.call('purchases.postReceipt', { uid: receipt, date: day, supplier, lines: [goods] })
  const billed = { itemId, qtyMilli: 60_000, rateE4: 100_000, receipt: { uid: receipt, line: 1 } }
  const theirs = { supplierNumber: 'CS/1', supplierDate: day }
  await book.call('purchases.postBill', { uid: bill, date: day, supplier, ...theirs, lines: [billed] })
  const lines = [{ line: 1, qtyMilli: 10_000 }]
  await book.call('purchases.postReturn', { uid: crypto.randomUUID(), date: day, bill, reason: 'broken', lines })
}

const named = async () =>
  new Set(((await book.call('accounts.doctor', {})).findings as { check: string }[]).map((finding) => finding.check))

/** Breaks the book as only somebody with a hex editor could, looks, and puts it back. */
async function broken(statement: string): Promise<Set<string>> {
  const triggers = book.sqlite.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
    name: string
    sql: string
  }[]
  book.sqlite.pragma('foreign_keys = OFF')
  book.sqlite.exec('savepoint spoiled')
  try {
    for (const trigger of triggers) book.sqlite.exec(`drop trigger ${trigger.name}`)
    const before = book.sqlite.prepare('select total_changes() as n').get() as { n: number }
    book.sqlite.exec(statement)
    const after = book.sqlite.prepare('select total_changes() as n').get() as { n: number }
    expect(after.n, `${statement} changed nothing`).toBeGreaterThan(before.n)
    return await named()
  } finally {
    book.sqlite.exec('rollback to spoiled; release spoiled')
    book.sqlite.pragma('foreign_keys = ON')
  }
}

describe('the data doctor', () => {
  test('finds nothing in a sound book', async () => {
    expect(await named()).toEqual(new Set())
  })

  const backIn = "select v.id from document_version v join document d on d.id = v.document_id where d.kind = 'return-bill'"
  const faults: [check: string, statement: string][] = [
    [
      'ledger-balance',
      'update ledger_line set amount = amount + 1 where (posting_id, line_no) = (select posting_id, line_no from ledger_line limit 1)',
    ],
    ['account-month', 'update account_month set dr = dr + 1'],
    ['balance', 'update balance set amount = amount + 1'],
    ['open-items', 'update open_left set left_amount = left_amount + 1'],
    ['party-lines', 'delete from open_item where id = (select max(id) from open_item)'],
    ['over-settled', 'update open_left set left_amount = -left_amount where left_amount <> 0'],
    ['numbers', 'update series_next set next = next + 1'],
    ['document-state', 'update document_state set cancelled = 1 - cancelled'],
    ['document-versions', 'update document_version set version = 3 where id = (select min(id) from document_version)'],
    ['document-tax', 'update document_line set cgst = cgst + 1 where line_no = 1 and cgst > 0'],
    ['tax-lines', 'update tax_line set taxable = taxable + 1 where line_no = 1'],
    [
      'output-tax',
      "update ledger_line set amount = amount + 1 where account_id = (select id from account where kind = 'output-cgst')",
    ],
    ['hash-chain', "update journal set reason = 'somebody else' where seq = (select max(seq) from journal)"],
    ['on-hand', 'update on_hand set qty = qty + 1'],
    ['stock-month', 'update stock_month set qty = qty - 1'],
    ['on-hand-expiry', "update on_hand set expiry = '2030-01-31'"],
    ['item-stand', 'update item_stand set saleable_qty = saleable_qty + 1'],
    ['item-stand', "update item_stand set sold_on = '2020-01-01'"],
    ['item-sold', 'update item_sold_day set cost = cost + 1'],
    ['item-sold', 'delete from item_sold_month'],
    ['latest-purchase', 'delete from batch_bought'],
    ['latest-purchase', 'update item_bought set line_no = line_no + 50'],
    ['item-value-month', 'update item_value_month set value = value + 1'],
    ['inventory-account', 'update stock_value set amount = amount + 1 where line_no = 1'],
    ['value-postings', 'update stock_value set amount = amount + 1 where line_no = 1'],
    ['cost-layers', 'update cost_layer set value_left = value_left + 1'],
    [
      'nothing-left',
      'update stock_move set qty = qty - (select sum(qty) from stock_move m where m.item_id = stock_move.item_id) where id in (select min(id) from stock_move group by item_id)',
    ],
    ['cost-of-issues', "update stock_value set amount = amount + 1 where kind = 'issue'"],
    [
      'cost-checkpoint',
      `insert into cost_checkpoint select min(item_id), '2026-11', '{"layers":[],"shorts":[],"last":null,"others":{}}' from stock_move`,
    ],
    ['records', "update item set name = 'Another medicine' where id = (select min(id) from item)"],
    ['records', 'update item_tax set rate_bp = 0 where id = (select min(id) from item_tax)'],
    ['records', 'delete from price where id = (select max(id) from price)'],
    ['records', "insert into location (id, uid, name, kind) values (99, randomblob(16), 'Back door', 'saleable')"],
    ['search-index', 'delete from search_rank_a where rank = 1'],
    [
      'search-names',
      "delete from search_words_a; insert into search_words_a(rowid, words) select rank, 'else' from search_rank_a",
    ],
    [
      'not-billed',
      "update ledger_line set amount = amount - 1 where account_id = (select id from account where kind = 'purchases-not-billed')",
    ],
    ['purchase-left', 'update purchase_left set qty_left = qty_left + 1'],
    ['billed-beyond-received', "update line_link set qty = 100001 where kind = 'grn'"],
    [
      'returned-beyond-bought',
      "update document_line set qty = 60001 where version_id = (select from_version_id from line_link where kind = 'return')",
    ],
    [
      'input-tax',
      "update ledger_line set amount = amount + 1 where account_id = (select id from account where kind = 'input-cgst')",
    ],
    [
      'receipt-credit',
      'insert into itc_change select min(posting_id), 99, min(id), -1000000, 0, 0, 0, 500, null from stock_move',
    ],
    [
      'count-row',
      `insert into count_sheet (id, uid, location_id, name, chosen_json, date, frozen_seq, frozen_at, made_by)
        select 1, randomblob(16), location_id, 'Shelf', '{}', '2026-11-21', 1000000, '', 1 from on_hand where qty <> 0 limit 1;
        insert into count_row select 1, 1, batch_id, qty + 1, 1000000 from on_hand where qty <> 0 limit 1`,
    ],
    ['sales-left', 'update sales_left set qty_left = qty_left + 1'],
    ['reservation', 'update reservation set qty = qty + 1'],
    ['with-customers', "update on_hand set qty = 0 where location_id = (select id from location where kind = 'with_customer')"],
    ['billed-beyond-ordered', "update line_link set qty = 50001 where kind = 'order'"],
    ['returned-beyond-sold', "update line_link set qty = 50001 where kind = 'return'"],
    ['credited-beyond-billed', `update document_line set taxable = taxable * 6 where version_id in (${backIn})`],
    [
      'buyers-credit',
      `update tax_line set cgst = cgst + 1 where posting_id in (select id from posting where version_id in (${backIn}))`,
    ],
    ['batch-item', 'update stock_move set item_id = item_id + 1 where id = (select min(id) from stock_move)'],
  ]
  test.each(faults)('%s is named when it is wrong', async (check, statement) => {
    expect([...(await broken(statement.replace('', '')))]).toContain(check)
  })

  test('every check it makes is broken above', async () => {
    const { checks } = await book.call('accounts.doctor', {})
    const proved = new Set(faults.map(([check]) => check))
    expect((checks as { check: string }[]).map((one) => one.check).filter((check) => !proved.has(check))).toEqual([])
  })
})
