import { exceedsMrp } from '../../shared/gst/mrp.ts'
import { paise, share } from '../../shared/money.ts'
import { rateE4 } from '../../shared/quantity.ts'
import { factorOf, type GoodsLine } from './goods-line.ts'

/** By how much a rate is off the last one, in hundredths of a per cent; null when there is nothing to compare. */
export const driftBp = (line: GoodsLine): number | null =>
  line.last === null || line.rateE4 === null || line.last.rateE4 === 0
    ? null
    : share(line.rateE4 - line.last.rateE4, 10_000, line.last.rateE4)

/** What is left of the MRP for the trade, in hundredths of a per cent of the MRP without tax; null without an MRP or a rate. */
export function marginBp(line: GoodsLine): number | null {
  if (!line.item || line.mrpPaise === null || line.mrpPaise === 0 || line.rateE4 === null) return null
  const bare = share(line.mrpPaise, 10_000, 10_000 + line.item.rateBp)
  const perSaleUnit = share(line.rateE4, line.item.saleFactor, factorOf(line))
  const paid = share(perSaleUnit, 10_000 - (line.discountBp ?? 0), 10_000)
  const billed = line.qtyMilli ?? 0
  // free goods share what was paid
  const net = billed > 0 ? share(paid, billed, billed + (line.freeMilli ?? 0)) : paid
  return bare === 0 ? null : share(paise(bare * 100 - net), 10_000, bare * 100)
}

/** Whether the rate with tax passes the printed MRP: a slip, or goods that cannot be sold on. */
export const aboveMrp = (line: GoodsLine): boolean =>
  line.item !== null &&
  line.mrpPaise !== null &&
  line.rateE4 !== null &&
  exceedsMrp(
    {
      rateE4: rateE4(line.rateE4),
      factor: factorOf(line),
      packFactor: line.item.saleFactor,
      gstBp: line.item.taxClass === 'taxable' ? line.item.rateBp : 0,
    },
    line.mrpPaise,
  )
