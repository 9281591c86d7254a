import type { TaxGroup } from '../../shared/gst/tax.ts'
import { type Fit, fitAmount } from '../../shared/sales/fit-amount.ts'
import { type NetAsk, type NetRate, netRate, ratePlus } from '../../shared/sales/net-rate.ts'
import { ownAmount } from './agreed.ts'
import { type BillHead, type BillHeader, preview } from './bill-draft.ts'
import { type BatchHit, type BillLine, isBlank } from './bill-line.ts'
import { byRules, keyedNow } from './bill-price.ts'

/** The batches a customer takes first, by how long they must still last; those he does not take come last and are never chosen for him before. */
export function longEnough(rows: readonly BatchHit[], leastDays: number | null): BatchHit[] {
  if (leastDays === null) return [...rows]
  const takes = (row: BatchHit) => row.daysToExpiry === null || row.daysToExpiry >= leastDays
  return [...rows.filter(takes), ...rows.filter((row) => !takes(row))]
}

/** A line whose rate is put up or down; the rate is keyed from then on, and discounts follow the rules on it. */
export const withPercent = (line: BillLine, bp: number): BillLine =>
  bp === 0 || line.rateE4 === null ? line : byRules({ ...line, rateE4: ratePlus(line.rateE4, bp), keyed: keyedNow(line, 'rate') })

/** The lines with the rates of those from a row on put up or down. */
export const ratesMoved = (lines: readonly BillLine[], fromRow: number, bp: number): BillLine[] =>
  lines.map((line, row) => (row < fromRow || isBlank(line) ? line : withPercent(line, bp)))

type Wanted = Pick<NetAsk, 'way' | 'wantedE4' | 'withTax'>
/** `groups`: what the bill's other lines come to, by rate. */
type OnBill = Wanted & { readonly intra: boolean; readonly groups: readonly TaxGroup[] }

/** What of a line a net rate is worked back on; null while it has no item or quantity. */
export function netAsk(line: BillLine, header: BillHeader | null, wanted: OnBill): NetAsk | null {
  if (!line.item || !line.qtyMilli) return null
  const tax = header?.items.find((item) => item.itemId === line.item?.id)
  const taxed = (tax?.taxClass ?? line.item.taxClass) === 'taxable' && header?.firmRegistered !== false
  const { groups, ...asked } = wanted
  const taxBp = taxed ? (tax?.rateBp ?? line.item.rateBp) : 0
  return {
    ...asked,
    taxBp,
    besidePaise: groups.find((one) => one.taxClass === 'taxable' && one.rateBp === taxBp)?.taxablePaise ?? 0,
    qtyMilli: line.qtyMilli,
    factor: line.item.saleFactor,
    rateE4: line.rateE4 ?? 0,
    first: line.first,
    second: line.second,
  }
}

/** The line as a net rate makes it: what was worked back is keyed, so that no rule takes it away. */
export function withNetRate(line: BillLine, found: NetRate): BillLine {
  const cells = ['rate', 'first', 'second', 'flat'] as const
  const keyed = [...line.keyed, ...cells.filter((cell) => !line.keyed.includes(cell))]
  const { rateE4, first, second, flatPaise } = found
  return { ...line, source: ownAmount(line.source), keyed, rateE4, first, second, flatPaise: flatPaise || null }
}

/** A net rate worked back on a line, or null when it cannot be. */
export function workedBack(line: BillLine, header: BillHeader | null, wanted: OnBill): NetRate | null {
  const ask = netAsk(line, header, wanted)
  return ask && netRate(ask)
}

/** The bill discount that makes a bill come to an amount, by the very figures the screen shows and the posting stores. */
export function fitBill(head: BillHead, header: BillHeader, lines: readonly BillLine[], wantedPaise: number): Fit {
  const totalOf = (discountPaise: number): number | null => {
    const figures = preview({ ...head, discountPaise, discountKeyed: true }, header, lines)
    return 'priced' in figures ? figures.priced.settled.totalPaise : null
  }
  const bare = preview({ ...head, discountPaise: 0, discountKeyed: true }, header, lines)
  return fitAmount(wantedPaise, 'priced' in bare ? bare.priced.settled.taxablePaise : 0, totalOf)
}
