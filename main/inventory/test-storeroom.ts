import { localDate } from '../../shared/calendar.ts'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { testBook } from '../test-book.ts'
import { postGoods, stockItem } from './hand-made.ts'
import { receiveTaxed } from './test-taxed-goods.ts'

/** For tests: a book with an expired batch's item, a second godown, and short words for what is done with them. */
export async function storeroom() {
  const book = testBook()
  const item = book.write((given) => stockItem(given, { name: 'Calpara 500', batch: 'CAL1', expiry: '2026-10-31' }))
  await book.call('inventory.saveLocation', { uid: newUid(), name: 'Rear godown', kind: 'saleable', active: true })
  const { rows } = await book.call('inventory.locations', {})
  const place = new Map<string, number>(rows.map((one: { name: string; id: number }) => [one.name, one.id]))
  const at = (name: string): number => place.get(name) as number
  return {
    book,
    at,
    receive: (qtyMilli: number, valuePaise: number, headPaise: number, { day = '05', rateBp = 600 } = {}) =>
      receiveTaxed(book, item, { qtyMilli, valuePaise, headPaise, rateBp, date: `2026-11-${day}` }),
    sell: (qtyMilli: number, day = '10') =>
      book.write((given) => postGoods(given, localDate(`2026-11-${day}`), [{ item, kind: 'sale', qtyMilli: -qtyMilli }])),
    onHand: (location: string): number =>
      book.db.row(
        sql.selectFrom('on_hand').select('qty').where('batch_id', '=', item.batchId).where('location_id', '=', at(location)),
      )?.qty ?? 0,
    balances: (): Record<string, number> =>
      Object.fromEntries(
        book.db
          .rows(text<{ name: string; amount: number }>`
            select a.name, sum(b.amount) as amount from balance b join account a on a.id = b.account_id group by a.id having sum(b.amount) <> 0`)
          .map((row) => [row.name, row.amount]),
      ),
    journal: (): number => book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n,
    goods: (qtyMilli: number, more: object = {}) => ({ itemId: item.itemId, batchId: item.batchId, qtyMilli, ...more }),
    findings: async (): Promise<unknown[]> => (await book.call('accounts.doctor', {})).findings,
  }
}
