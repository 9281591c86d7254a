import type { LocalDate } from '../calendar.ts'
import { Refusal } from '../refusal.ts'

/** One line of goods as they come in: opening stock or a supplier's bill. Quantities in thousandths of the base unit. */
export type GoodsIn = {
  readonly itemId: number
  readonly batch: string
  readonly expiry: LocalDate | null
  /** Printed, per pack. */
  readonly mrpPaise: number | null
  readonly qtyMilli: number
  readonly freeMilli?: number
}

/** Ten million base units on one line are a slip of the hand. */
export const mostPerLineMilli = 10_000_000_000
/** Ten crore rupees on one line are a slip of the hand. */
export const mostPerLinePaise = 10_000_000_000
const mostMrpPaise = 1_000_000_000

/**
 * Refuses goods that cannot come in, beside the field of the line (`lines.N.…`): no such item, quantity not above zero, absurd or in
 * parts of a piece, a batch past its expiry on that date, an MRP of nothing.
 */
export function checkGoodsIn(
  line: GoodsIn,
  at: number,
  facts: { item: { name: string; decimals: number } | undefined; date: LocalDate; list?: string },
): void {
  const field = (name: string) => `${facts.list ?? 'lines'}.${at}.${name}`
  const free = line.freeMilli ?? 0
  if (!facts.item) throw new Refusal('inventory/no-item', 'There is no such item', field('itemId'))
  const { name, decimals } = facts.item
  if (line.qtyMilli < 0 || (line.qtyMilli === 0 && free === 0))
    throw new Refusal('inventory/quantity-needed', `${name}: a quantity above zero is needed`, field('qtyMilli'), { item: name })
  if (free < 0)
    throw new Refusal('inventory/quantity-needed', `${name}: free goods cannot be less than nothing`, field('freeMilli'), {
      item: name,
    })
  if (line.qtyMilli > mostPerLineMilli || free > mostPerLineMilli)
    throw new Refusal(
      'inventory/quantity-absurd',
      `${name}: more than 1,00,00,000 on one line is surely a slip`,
      field(line.qtyMilli > mostPerLineMilli ? 'qtyMilli' : 'freeMilli'),
      { item: name },
    )
  const step = 10 ** (3 - decimals)
  for (const [what, qty] of [
    ['qtyMilli', line.qtyMilli],
    ['freeMilli', free],
  ] as const)
    if (qty % step !== 0)
      throw new Refusal('inventory/part-of-a-piece', `${name} is not kept in such small parts`, field(what), {
        item: name,
        decimals,
      })
  if (line.expiry !== null && line.expiry < facts.date)
    throw new Refusal('inventory/expired-batch', `Batch ${line.batch} of ${name} expired on ${line.expiry}`, field('expiry'), {
      batch: line.batch,
      item: name,
      expiry: line.expiry,
    })
  if (line.mrpPaise !== null && (line.mrpPaise <= 0 || line.mrpPaise > mostMrpPaise))
    throw new Refusal('inventory/mrp-absurd', `${name}: an MRP is above zero and below ₹1 crore`, field('mrpPaise'), {
      item: name,
    })
}

/** Refuses the same batch keyed twice in one document: rate and value would hide a slip. The key is item, number, expiry and MRP. */
export function checkTwice(lines: readonly GoodsIn[]): void {
  const seen = new Set<string>()
  for (const [at, line] of lines.entries()) {
    const key = JSON.stringify([line.itemId, line.batch.toUpperCase(), line.expiry, line.mrpPaise])
    if (seen.has(key))
      throw new Refusal('inventory/batch-twice', `Batch ${line.batch} is on an earlier line already`, `lines.${at}.batch`, {
        batch: line.batch,
      })
    seen.add(key)
  }
}
