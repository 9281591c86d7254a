import { type Paise, paise, share } from '../../../shared/money.ts'
import { type Reader, text } from '../../database/connection.ts'

/**
 * What a quantity of an item is worth now, of all its quantity and value. Value belongs to the item, not the batch (model, cost of
 * stock: the pool is the item), so a part counts for its share of the quantity.
 */
export const worthOfPart = (qtyMilli: number, whole: { qty: number; value: number }): Paise =>
  whole.qty === qtyMilli || whole.qty === 0 ? paise(whole.value) : share(whole.value, qtyMilli, whole.qty)

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
