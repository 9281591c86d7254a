import { distribute, type Paise, paise, share, sumPaise } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { type Additions, type LineValue, type PricedLine, valueLines } from './line-value.ts'
import type { SupplyType } from './place-of-supply.ts'
import type { TaxClass } from './rates.ts'

export type Heads = { readonly igstPaise: Paise; readonly cgstPaise: Paise; readonly sgstPaise: Paise; readonly cessPaise: Paise }

/** One line's stored figures. Reports add these and never compute them again (gst-rules.md §2.2). */
export type SettledLine = Omit<LineValue, 'valuePaise'> &
  Heads & {
    /** The class that applies to this supply: whatever is sold to an SEZ or abroad is zero-rated. */
    readonly taxClass: TaxClass
    /** The rate charged: 0 unless taxable or zero-rated with payment. */
    readonly rateBp: number
    readonly taxablePaise: Paise
  }

export type TaxGroup = Heads & { readonly taxClass: TaxClass; readonly rateBp: number; readonly taxablePaise: Paise }

export type SettleOptions = Additions & {
  readonly supply: SupplyType
  /** To the nearest rupee, half up. */
  readonly roundOff: boolean
  /** Rates, discounts and charges are all inclusive of tax. */
  readonly pricesIncludeTax?: boolean
  /** Tax is the recipient's to pay: settled and reported, but not in the total (gst-rules.md §1.7). */
  readonly reverseCharge?: boolean
  /** Passed on after tax, outside the taxable value. */
  readonly afterTaxPaise?: number
}

export type Settled = Heads & {
  readonly lines: readonly SettledLine[]
  readonly groups: readonly TaxGroup[]
  readonly grossPaise: Paise
  /** Line and document discounts together. */
  readonly discountPaise: Paise
  readonly chargesPaise: Paise
  readonly taxablePaise: Paise
  readonly afterTaxPaise: Paise
  readonly roundOffPaise: Paise
  readonly totalPaise: Paise
}

type Applied = { readonly taxClass: TaxClass; readonly rateBp: number; readonly cessBp: number; readonly unitCessPaise: Paise }

/** The class and rates that bite in this supply; an untaxed line keeps its class and loses any rate its master still carries. */
function apply(line: PricedLine, supply: SupplyType): Applied {
  for (const rate of [line.rateBp, line.cessBp ?? 0, line.cessUnitPaise ?? 0]) {
    if (!Number.isSafeInteger(rate) || rate < 0) throw new RangeError(`rate: ${rate}`)
  }
  const zeroRated = supply === 'zero-with-payment' || supply === 'zero-without-payment'
  const taxClass = zeroRated && line.taxClass !== 'non-gst' ? 'zero-rated' : line.taxClass
  const taxed =
    supply === 'zero-without-payment'
      ? false
      : zeroRated
        ? ['taxable', 'zero-rated'].includes(line.taxClass)
        : line.taxClass === 'taxable'
  if (!taxed) return { taxClass, rateBp: 0, cessBp: 0, unitCessPaise: paise(0) }
  const unitCessPaise = share(line.cessUnitPaise ?? 0, line.qtyMilli, 1000)
  return { taxClass, rateBp: line.rateBp, cessBp: line.cessBp ?? 0, unitCessPaise }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return [...groups.values()]
}

type Work = Applied & { readonly valuePaise: Paise; taxable: number; igst: number; half: number; cess: number }
const rateKey = (work: Work) => `${work.taxClass} ${work.rateBp}`
const cessKey = (work: Work) => `${rateKey(work)} ${work.cessBp}`

function spread(
  total: Paise,
  group: readonly Work[],
  weigh: (work: Work) => number,
  give: (work: Work, part: number) => void,
): void {
  const parts = distribute(total, group.map(weigh))
  for (const [index, work] of group.entries()) give(work, parts[index] ?? 0)
}

/** One (class, rate): each head once on the whole, CGST and SGST each at half the rate, then handed down to the lines. */
function settleHeads(group: readonly Work[], weigh: (work: Work) => number, den: number, intra: boolean): void {
  const base = sumPaise(group.map(weigh))
  const rateBp = group[0]?.rateBp ?? 0
  // Half the rate is rounded, not half the tax: 299.97 at 18% is 27.00 + 27.00, and CGST equals SGST on every line.
  if (intra) spread(share(base, rateBp, 2 * den), group, weigh, (work, part) => (work.half = part))
  else spread(share(base, rateBp, den), group, weigh, (work, part) => (work.igst = part))
}

function settleCess(group: readonly Work[], weigh: (work: Work) => number, den: number): void {
  const cess = share(sumPaise(group.map(weigh)), group[0]?.cessBp ?? 0, den)
  spread(cess, group, weigh, (work, part) => (work.cess = work.unitCessPaise + part))
}

/** Tax on top of the value (gst-rules.md §2.2); cess is on the same taxable value, never on value and tax. */
function settleExclusive(works: readonly Work[], intra: boolean): void {
  for (const work of works) work.taxable = work.valuePaise
  for (const group of groupBy(works, rateKey)) settleHeads(group, (work) => work.taxable, 10_000, intra)
  for (const group of groupBy(works, cessKey)) settleCess(group, (work) => work.taxable, 10_000)
}

/**
 * Tax inside the value (gst-rules.md §2.4): heads come from the unrounded base, per-unit cess is taken out first, and the taxable value
 * takes the paisa of residue, so that every line is worth exactly what was asked. Lines of one rate but different cess have
 * different bases and settle apart.
 */
function settleInclusive(works: readonly Work[], intra: boolean): void {
  const base = (work: Work) => work.valuePaise - work.unitCessPaise
  for (const [index, work] of works.entries()) {
    if (base(work) < 0)
      throw new Refusal('gst/cess-exceeds-price', 'The cess on this line is more than its inclusive price', `lines.${index}`)
  }
  for (const group of groupBy(works, cessKey)) {
    const den = 10_000 + (group[0]?.rateBp ?? 0) + (group[0]?.cessBp ?? 0)
    settleHeads(group, base, den, intra)
    settleCess(group, base, den)
    for (const work of group) work.taxable = work.valuePaise - work.igst - 2 * work.half - work.cess
  }
}

const headsOf = (lines: readonly Heads[]): Heads => ({
  igstPaise: sumPaise(lines.map((line) => line.igstPaise)),
  cgstPaise: sumPaise(lines.map((line) => line.cgstPaise)),
  sgstPaise: sumPaise(lines.map((line) => line.sgstPaise)),
  cessPaise: sumPaise(lines.map((line) => line.cessPaise)),
})

function groupsOf(lines: readonly SettledLine[]): TaxGroup[] {
  return groupBy(lines, (line) => `${line.taxClass} ${line.rateBp}`).map((group) => ({
    taxClass: group[0]?.taxClass ?? 'taxable',
    rateBp: group[0]?.rateBp ?? 0,
    taxablePaise: sumPaise(group.map((line) => line.taxablePaise)),
    ...headsOf(group),
  }))
}

/** What brings an amount to the nearest rupee, half up: within ±50 paise (gst-rules.md §2.2). */
export const roundOffOf = (amountPaise: Paise): Paise => paise(share(amountPaise, 1, 100) * 100 - amountPaise)

/**
 * The tax engine: values, discounts, charges, tax heads, cess and round-off of one document (gst-rules.md §2.1, §2.2, §2.4). The screen and the
 * posting call this same function, so the preview is the bill. Tax is settled per (class, rate) on the whole document and handed
 * down to the lines so that lines, groups and totals add up exactly.
 * Refuses `gst/negative-line`, `gst/discount-exceeds-value`, `gst/charge-without-goods`, `gst/cess-exceeds-price`.
 */
export function settle(lines: readonly PricedLine[], options: SettleOptions): Settled {
  const inclusive = options.pricesIncludeTax === true
  if (inclusive && options.reverseCharge) throw new RangeError('a price cannot include tax that the recipient pays')
  const values = valueLines(lines, options)
  const works = lines.map((line, index): Work => {
    const applied = apply(line, options.supply)
    return { ...applied, valuePaise: values[index]?.valuePaise ?? paise(0), taxable: 0, igst: 0, half: 0, cess: 0 }
  })
  const intra = options.supply === 'intra'
  if (inclusive) settleInclusive(works, intra)
  else settleExclusive(works, intra)

  const settled = works.map((work, index): SettledLine => {
    const { valuePaise: _, ...value } = values[index] as LineValue
    return {
      ...value,
      taxClass: work.taxClass,
      rateBp: work.rateBp,
      taxablePaise: paise(work.taxable),
      igstPaise: paise(work.igst),
      cgstPaise: paise(work.half),
      sgstPaise: paise(work.half),
      cessPaise: paise(work.cess),
    }
  })
  return { lines: settled, groups: groupsOf(settled), ...totalsOf(settled, options) }
}

function totalsOf(lines: readonly SettledLine[], options: SettleOptions): Omit<Settled, 'lines' | 'groups'> {
  const heads = headsOf(lines)
  const taxablePaise = sumPaise(lines.map((line) => line.taxablePaise))
  const afterTaxPaise = paise(options.afterTaxPaise ?? 0)
  const tax = options.reverseCharge ? [] : Object.values(heads)
  const beforeRoundOff = sumPaise([taxablePaise, ...tax, afterTaxPaise])
  const roundOffPaise = options.roundOff ? roundOffOf(beforeRoundOff) : paise(0)
  return {
    ...heads,
    grossPaise: sumPaise(lines.map((line) => line.grossPaise)),
    discountPaise: sumPaise(lines.flatMap((line) => [line.discountPaise, line.documentDiscountPaise])),
    chargesPaise: sumPaise(lines.map((line) => line.chargesPaise)),
    taxablePaise,
    afterTaxPaise,
    roundOffPaise,
    totalPaise: sumPaise([beforeRoundOff, roundOffPaise]),
  }
}
