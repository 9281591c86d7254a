import { type Paise, paise, share } from '../../../shared/money.ts'
import { type Reader, text } from '../../database/connection.ts'

/** What a quantity of an item is worth now. */
export type Worth = (itemId: number, qtyMilli: number) => Paise

type Row = { item_id: number; amount: number }

const many = 800
const among = (ids: readonly number[]) => JSON.stringify(ids)

/**
 * Value belongs to the item, not the batch (model, cost of stock: the pool is the item), so a quantity counts for its share of the
 * item's quantity. `asked` null: every item.
 */
export function worthNow(db: Reader, asked: readonly number[] | null): Worth {
  // beyond some hundreds, one walk through all is quicker than so many looks
  const ids = asked !== null && asked.length > many ? null : asked
  const values = db.rows(
    ids === null
      ? text<Row>`select item_id, sum(value) as amount from item_value_month group by item_id`
      : text<Row>`select v.item_id, sum(v.value) as amount from json_each(${among(ids)}) j cross join item_value_month v on v.item_id = j.value group by v.item_id`,
  )
  const quantities = db.rows(
    ids === null
      ? text<Row>`select b.item_id, sum(h.qty) as amount from on_hand h cross join batch b on b.id = h.batch_id where h.qty <> 0 group by b.item_id`
      : text<Row>`select b.item_id, sum(h.qty) as amount from json_each(${among(ids)}) j cross join batch b on b.item_id = j.value cross join on_hand h on h.batch_id = b.id group by b.item_id`,
  )
  const value = new Map(values.map((row) => [row.item_id, row.amount]))
  const qty = new Map(quantities.map((row) => [row.item_id, row.amount]))
  return (itemId, qtyMilli) => {
    const all = qty.get(itemId) ?? 0
    const amount = value.get(itemId) ?? 0
    return all === qtyMilli || all === 0 ? paise(amount) : share(amount, qtyMilli, all)
  }
}

type Supplier = {
  id: number
  uid: Uint8Array
  name: string
  lead_days: number | null
  return_days_before: number | null
  return_days_after: number | null
  return_bp: number | null
}

/** The suppliers with what they take back and how long they take, by id. */
export const suppliersById = (db: Reader): Map<number, Supplier> =>
  new Map(
    db
      .rows(
        text<Supplier>`select id, uid, name, lead_days, return_days_before, return_days_after, return_bp from party where is_supplier = 1`,
      )
      .map((row) => [row.id, row]),
  )
