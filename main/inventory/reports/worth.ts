import { type Paise, paise, share } from '../../../shared/money.ts'

/**
 * What a quantity is worth of all the quantity and value of its pool: of the item, or of the batch where each batch is costed by itself
 * (`batchWorth`). Value belongs to the pool, not to the place, so a part counts for its share of the quantity.
 */
export const worthOfPart = (qtyMilli: number, whole: { qty: number; value: number }): Paise =>
  whole.qty === qtyMilli || whole.qty === 0 ? paise(whole.value) : share(whole.value, qtyMilli, whole.qty)
