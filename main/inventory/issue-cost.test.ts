import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { change } from '../company/records.ts'
import { sql, text } from '../database/connection.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { cancelGoods, postGoods, type StockedItem, stockItem } from './hand-made.ts'

const on = (day: string) => localDate(`2026-11-${day}`)
/** Ledger lines that cost made, as a small ledger. */
const costs = (book: TestBook) =>
  book.db
    .rows(text<{ date: string; kind: string; name: string; amount: number }>`
      select p.date, p.kind, a.name, l.amount from posting p join ledger_line l on l.posting_id = p.id join account a on a.id = l.account_id where p.derived = 1 order by p.id, l.line_no`)
    .map((row) => `${row.date.slice(8)} ${row.kind} ${row.name} ${row.amount}`)
const buy = (book: TestBook, item: StockedItem, day: string, qty: number, valuePaise: number) =>
  book.write((given) => postGoods(given, on(day), [{ item, kind: 'purchase', qtyMilli: qty * 1000, valuePaise }]))
const sell = (book: TestBook, item: StockedItem, day: string, qty: number) =>
  book.write((given) => postGoods(given, on(day), [{ item, kind: 'sale', qtyMilli: -qty * 1000 }]))

test('a bill books its cost in the same entry', () => {
  const book = testBook()
  const item = book.write((given) => stockItem(given))
  buy(book, item, '01', 10, 1000)
  sell(book, item, '02', 4)
  expect(costs(book)).toEqual(['02 cost Cost of goods sold 400', '02 cost Inventory -400'])
  expect(book.db.rows(sql.selectFrom('cost_layer').select(['qty_left', 'value_left']))).toEqual([
    { qty_left: 6000, value_left: 600 },
  ])
})

test('a back-dated purchase corrects the issue after it, on the day of that issue', () => {
  const book = testBook()
  const item = book.write((given) => stockItem(given))
  buy(book, item, '05', 10, 2000)
  sell(book, item, '06', 10)
  buy(book, item, '01', 10, 1000)
  expect(costs(book)).toEqual([
    '06 cost Cost of goods sold 2000',
    '06 cost Inventory -2000',
    '06 revalue Cost of goods sold -1000',
    '06 revalue Inventory 1000',
  ])
})

test('in a locked period the correction is booked on the first open day and names its move', async () => {
  const book = testBook()
  const item = book.write((given) => stockItem(given))
  sell(book, item, '03', 1)
  // a price of the item would have been taken; there was none, so nothing is posted yet
  expect(costs(book)).toEqual([])
  await book.call('company.lockPeriod', { upto: '2026-11-10', reason: 'returns filed' })
  buy(book, item, '12', 2, 500)
  expect(costs(book)).toEqual(['11 revalue Cost of goods sold 250', '11 revalue Inventory -250'])
  const sale = book.db.must(sql.selectFrom('stock_move').select('id').where('kind', '=', 'sale')).id
  expect(book.db.must(sql.selectFrom('stock_value').select(['move_id', 'date']).where('kind', '=', 'revalue'))).toEqual({
    move_id: sale,
    date: '2026-11-11',
  })
})

test('a cancelled sale gives its cost back on its own day, and later sales move up', () => {
  const book = testBook()
  const item = book.write((given) => stockItem(given))
  buy(book, item, '01', 10, 1000)
  buy(book, item, '02', 10, 3000)
  const first = sell(book, item, '03', 10)
  sell(book, item, '04', 10)
  book.write((given) => cancelGoods(given, first.documentId as number))
  expect(costs(book).slice(4)).toEqual([
    '03 revalue Cost of goods sold -1000',
    '03 revalue Inventory 1000',
    '04 revalue Cost of goods sold -2000',
    '04 revalue Inventory 2000',
  ])
})

test('goods going back to a supplier and goods written off answer to their own accounts; a transfer costs nothing', () => {
  const book = testBook()
  const item = book.write((given) => stockItem(given))
  buy(book, item, '01', 10, 1000)
  const away = { ...item, locationId: book.db.must(sql.selectFrom('location').select('id').where('kind', '=', 'quarantine')).id }
  book.write((given) =>
    postGoods(given, on('02'), [
      { item, kind: 'transfer', qtyMilli: -3000 },
      { item: away, kind: 'transfer', qtyMilli: 3000 },
    ]),
  )
  book.write((given) => postGoods(given, on('03'), [{ item, kind: 'purchase-return', qtyMilli: -2000 }]))
  book.write((given) => postGoods(given, on('04'), [{ item: away, kind: 'write-off', qtyMilli: -3000 }]))
  expect(costs(book)).toEqual([
    '03 cost Purchase price variance 200',
    '03 cost Inventory -200',
    '04 cost Stock written off 300',
    '04 cost Inventory -300',
  ])
})

test('what is not in stock costs the purchase rate of the item', () => {
  const book = testBook()
  const item = book.write((given) => stockItem(given))
  book.write((given) => {
    const list = given.tx.must(sql.selectFrom('price_list').select('id').where('tier', '=', 'pts'))
    change(
      given,
      [
        {
          insert: 'price',
          row: {
            list_id: list.id,
            item_id: item.itemId,
            batch_id: 0,
            unit: 'strip',
            from_date: on('01'),
            rate_e4: 123_400 as never,
          },
        },
      ],
      { entity: 'price' },
    )
  })
  sell(book, item, '03', 5)
  // 12.34 a strip of ten
  expect(costs(book)).toEqual(['03 cost Cost of goods sold 617', '03 cost Inventory -617'])
})
