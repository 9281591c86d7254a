import { beforeEach, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'

let book: TestBook
let item: StockedItem
beforeEach(() => {
  book = testBook()
  item = book.write((given) => stockItem(given))
  book.write((given) =>
    postGoods(given, localDate('2026-11-01'), [{ item, kind: 'purchase', qtyMilli: 10_000, valuePaise: 1000 }]),
  )
  book.write((given) => postGoods(given, localDate('2026-11-02'), [{ item, kind: 'sale', qtyMilli: -4000 }]))
})
const found = async () =>
  ((await book.call('accounts.doctor', {})).findings as { check: string; expected: string; found: string }[])
    .filter((one) => one.check.startsWith('cost-'))
    .map(({ check, expected, found }) => [check, expected, found])

test('a cost that its history does not give is found, though every sum agrees', async () => {
  expect(await found()).toEqual([])
  book.sqlite.exec(`drop trigger stock_value_no_update; drop trigger ledger_line_no_update;
    update stock_value set amount = amount - 7 where kind = 'issue';
    update ledger_line set amount = amount - 7 where amount = -400; update ledger_line set amount = amount + 7 where amount = 400;
    update cost_layer set value_left = value_left - 7; update item_value_month set value = value - 7`)
  expect(await found()).toEqual([['cost-of-issues', '-400', '-407']])
})

test('a kept month that is not the stock of that day is found', async () => {
  book.sqlite.prepare(`insert into cost_checkpoint values (?, '2026-11', ?)`).run(
    item.itemId,
    JSON.stringify({
      layers: [{ date: '2026-11-01', receipt: 1, qtyMilli: 5000, valuePaise: 500 }],
      shorts: [],
      last: null,
      others: {},
    }),
  )
  expect(await found()).toEqual([['cost-checkpoint', '6000', '5000']])
})

test('an item that waits to be settled is not held against its history', async () => {
  book.sqlite.exec(`insert into recost (item_id, from_date, seq) values (${item.itemId}, '2026-11-01', 0); drop trigger stock_value_no_update;
    update stock_value set amount = amount - 7 where kind = 'issue'`)
  expect(await found()).toEqual([])
})
