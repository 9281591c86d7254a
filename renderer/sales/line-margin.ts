import { lineNet } from '../../shared/items/discount-ladder.ts'
import { share } from '../../shared/money.ts'
import type { PricedBill } from '../../shared/sales/price-bill.ts'
import type { BillHeader } from './bill-draft.ts'
import type { BillLine } from './bill-line.ts'
import { percentsOf } from './bill-price.ts'

/** What goods fetch over what the last receipt cost; `bp` of the net, null when the net is nothing. */
export type Margin = { readonly paise: number; readonly bp: number | null }

type Settled = PricedBill['settled']['lines'][number]
const marginOf = (netPaise: number, costPaise: number): Margin => ({
  paise: netPaise - costPaise,
  bp: netPaise <= 0 ? null : share(netPaise - costPaise, 10_000, netPaise),
})

/** The margin of a priced line as the posting judges it, free goods included, charges not; null where the cost is not known or not to be seen. */
export function lineMargin(line: BillLine, settled: Settled | undefined, header: BillHeader | null): Margin | null {
  const cost = header?.items.find((item) => item.itemId === line.item?.id)?.cost
  if (!settled || !cost || cost.qtyMilli === 0) return null
  const leaving = (line.qtyMilli ?? 0) + (line.freeMilli ?? 0)
  return marginOf(settled.taxablePaise - settled.chargesPaise, share(cost.valuePaise, leaving, cost.qtyMilli))
}

/** The margin of a whole bill; null unless that of every line is known. */
export function billMargin(priced: PricedBill, lines: readonly BillLine[], header: BillHeader | null): Margin | null {
  let [net, margin] = [0, 0]
  for (const [index, line] of lines.entries()) {
    const settled = priced.settled.lines[index]
    const one = lineMargin(line, settled, header)
    if (!one || !settled) return null
    net += settled.taxablePaise - settled.chargesPaise
    margin += one.paise
  }
  return lines.length === 0 ? null : { paise: margin, bp: net <= 0 ? null : share(margin, 10_000, net) }
}

/** What a sale unit of a line costs the buyer before tax, 1/10,000 rupee, its own discounts taken off; null while there is nothing to say. */
export function netRateOf(line: BillLine): number | null {
  if (!line.item || line.rateE4 === null) return null
  const qtyMilli = line.qtyMilli || line.item.saleFactor * 1000
  const flat = line.qtyMilli ? (line.flatPaise ?? 0) : 0
  const net = lineNet({ qtyMilli, rateE4: line.rateE4, factor: line.item.saleFactor, percentsBp: percentsOf(line) }, flat)
  return share(net * 100, line.item.saleFactor * 1000, qtyMilli)
}

/** How far a line's net rate is from the last one this party had, in basis points of that; null when there was none. */
export function driftOf(line: BillLine): number | null {
  const now = netRateOf(line)
  return now === null || !line.last || line.last.netE4 === 0 ? null : share(now - line.last.netE4, 10_000, line.last.netE4)
}
