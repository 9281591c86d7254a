import { localDate } from '../../../shared/calendar.ts'
import { paise } from '../../../shared/money.ts'
import { change } from '../../company/records.ts'
import { sql } from '../../database/connection.ts'
import { type TestBook, testBook } from '../../test-book.ts'
import { ensureBatch } from '../batch-store.ts'
import { type Goods, postGoods, type StockedItem, stockItem } from '../hand-made.ts'

/** A shelf for tests of the reports: items with batches, goods that come and go by day, on real SQLite. */
export function shelf(today = '2026-11-21') {
  const book: TestBook = testBook({ today })
  const item = (
    name: string,
    about: { batch?: string; expiry?: string; company?: string; minimum?: number; maximum?: number } = {},
  ) => {
    const made = book.write((given) =>
      stockItem(given, { name, batch: about.batch ?? 'B1', expiry: about.expiry ?? '2028-07-31' }),
    )
    book.write((given) =>
      change(
        given,
        [
          {
            update: 'item',
            id: made.itemId,
            set: {
              manufacturer: about.company ?? null,
              minimum_qty: (about.minimum ?? null) as never,
              maximum_qty: (about.maximum ?? null) as never,
            },
          },
        ],
        { entity: 'item' },
      ),
    )
    return made
  }
  const batch = (of: StockedItem, number: string, expiry: string): StockedItem => ({
    ...of,
    batchId: book.write((given) =>
      ensureBatch(given, {
        itemId: of.itemId,
        itemUid: of.itemUid,
        number,
        expiry: localDate(expiry),
        mrpPaise: paise(10_000),
        packFactor: 10,
      }),
    ),
  })
  const move = (goods: StockedItem, date: string, qtyMilli: number, more: Partial<Goods> = {}) =>
    book.write((given) =>
      postGoods(given, localDate(date), [
        { item: goods, kind: more.valuePaise === undefined ? 'sale' : 'opening', qtyMilli, ...more } as Goods,
      ]),
    )
  const place = (kind: 'expiry' | 'quarantine' | 'with_supplier'): number =>
    book.db.must(sql.selectFrom('location').select('id').where('kind', '=', kind)).id
  return { book, item, batch, move, place }
}
