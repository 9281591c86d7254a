import { lineNet } from '../../shared/items/discount-ladder.ts'
import { type Fit, fitAmount } from '../../shared/sales/fit-amount.ts'
import { costOnBill, type NetAsk, type NetRate, netRate, ratePlus } from '../../shared/sales/net-rate.ts'
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

type Wanted = Pick<NetAsk, 'way' | 'wantedE4' | 'withTax'> & {
  /** What comes off the whole bill is inside the wanted rate; else it comes off besides. */
  readonly afterDiscount: boolean
}
/** A bill as it stands, with the line that is worked back among its lines. */
type OnBill = { readonly head: BillHead; readonly header: BillHeader; readonly lines: readonly BillLine[] }

/** The line brought to a net, whatever it was: its quantity stays, as cess by the piece needs it. */
function ofNet(line: BillLine, netPaise: number): BillLine {
  const [qtyMilli, factor] = [line.qtyMilli ?? 0, line.item?.saleFactor ?? 1]
  const rateE4 = Number((BigInt(netPaise) * 100_000n * BigInt(factor)) / BigInt(qtyMilli)) + 1
  const gross = lineNet({ qtyMilli, rateE4, factor, percentsBp: [] }, 0)
  return { ...line, rateE4, first: [], second: [], flatPaise: gross - netPaise }
}

/** A net rate worked back on a line of a bill by the bill's own figures, or null when it cannot be. */
export function workedBack(line: BillLine, { head, header, lines }: OnBill, wanted: Wanted): NetRate | null {
  const { item, qtyMilli } = line
  if (!item || !qtyMilli) return null
  const { afterDiscount, ...asked } = wanted
  const onto: BillHead = afterDiscount ? head : { ...head, discountPaise: 0, discountKeyed: true }
  const reach = (netPaise: number): number | null => {
    const all = lines.map((one) => (one.key === line.key ? ofNet(line, netPaise) : one))
    const figures = preview(onto, header, all)
    if (!('priced' in figures)) return null
    const { settled, supply } = figures.priced
    const at = figures.lines.findIndex((one) => one.key === line.key)
    const { withTax } = asked
    return costOnBill(settled, at, { withTax, intra: supply === 'intra', pricesIncludeTax: head.pricesIncludeTax ?? false })
  }
  const tax = header.items.find((one) => one.itemId === item.id) ?? item
  const taxed = tax.taxClass === 'taxable' && header.firmRegistered && !head.pricesIncludeTax
  return netRate({
    ...asked,
    taxBp: taxed ? tax.rateBp : 0,
    reach,
    qtyMilli,
    factor: item.saleFactor,
    rateE4: line.rateE4 ?? 0,
    first: line.first,
    second: line.second,
  })
}

/** The line as a net rate makes it: what was worked back is keyed, so that no rule takes it away. */
export function withNetRate(line: BillLine, found: NetRate): BillLine {
  const cells = ['rate', 'first', 'second', 'flat'] as const
  const keyed = [...line.keyed, ...cells.filter((cell) => !line.keyed.includes(cell))]
  const { rateE4, first, second, flatPaise } = found
  return { ...line, source: ownAmount(line.source), keyed, rateE4, first, second, flatPaise: flatPaise || null }
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
