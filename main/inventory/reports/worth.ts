import { type Paise, paise, share } from '../../../shared/money.ts'

/**
 * What a quantity of an item is worth now, of all its quantity and value. Value belongs to the item, not the batch (model, cost of
 * stock: the pool is the item), so a part counts for its share of the quantity.
 */
export const worthOfPart = (qtyMilli: number, whole: { qty: number; value: number }): Paise =>
  whole.qty === qtyMilli || whole.qty === 0 ? paise(whole.value) : share(whole.value, qtyMilli, whole.qty)
