import { distribute, type Paise, paise, share, shareExactly, sumPaise } from '../money.ts'
import { lineAmount } from '../quantity.ts'
import { Refusal } from '../refusal.ts'
import type { TaxClass } from './rates.ts'

/** What the clerk and the masters give for one line. Free quantity has no value and is not here (gst-rules.md §2.6). */
export type PricedLine = {
  /** Billed quantity in thousandths of the base unit. */
  readonly qtyMilli: number
  readonly rateE4: number
  /** Base units in the unit the rate is for. */
  readonly factor: number
  /** Percentages in the order given; they compound: 10% then 5% is 14.5%. */
  readonly discountsBp?: readonly number[]
  /** A flat amount off, after the percentages. */
  readonly discountPaise?: number
  /** False keeps the line out of the document discount. */
  readonly takesDocumentDiscount?: boolean
  readonly taxClass: TaxClass
  readonly rateBp: number
  readonly cessBp?: number
  /** Cess per base unit. */
  readonly cessUnitPaise?: number
}

export type Additions = {
  readonly documentDiscountPaise?: number
  /** Freight, packing and the like made before tax; they follow each line's rate. */
  readonly charges?: readonly { readonly amountPaise: number }[]
}

/** A line after steps 1 to 4: `valuePaise` is what is left to be taxed (or, with inclusive prices, to be taken apart). */
export type LineValue = {
  readonly grossPaise: Paise
  readonly discountPaise: Paise
  readonly documentDiscountPaise: Paise
  readonly chargesPaise: Paise
  readonly valuePaise: Paise
}

function afterLineDiscounts(line: PricedLine, index: number): { grossPaise: Paise; netPaise: Paise } {
  if (line.qtyMilli < 0 || line.rateE4 < 0 || (line.discountPaise ?? 0) < 0) {
    throw new Refusal(
      'gst/negative-line',
      'A line cannot be worth less than nothing: use a discount or a credit note',
      `lines.${index}`,
    )
  }
  const grossPaise = lineAmount(line)
  let top = BigInt(line.rateE4) * BigInt(line.qtyMilli)
  let bottom = 100_000n * BigInt(line.factor)
  for (const discountBp of line.discountsBp ?? []) {
    if (!Number.isSafeInteger(discountBp) || discountBp < 0 || discountBp > 10_000)
      throw new RangeError(`discount: ${discountBp}`)
    top *= BigInt(10_000 - discountBp)
    bottom *= 10_000n
  }
  const netPaise = paise(shareExactly(top, bottom) - (line.discountPaise ?? 0))
  if (netPaise < 0) throw tooMuchDiscount(`lines.${index}.discountPaise`)
  return { grossPaise, netPaise }
}

const tooMuchDiscount = (field: string) =>
  new Refusal('gst/discount-exceeds-value', 'The discount is more than the value it is taken from', field)

/**
 * Splits an amount by value, each part half up, the residue to the largest value (gst-rules.md §2.1 step 3). `atMost` caps the
 * parts: of a hundred one-paisa lines none may be discounted below zero, so what the largest cannot take goes to the next.
 */
export function apportion(amountPaise: Paise, values: readonly number[], atMost?: readonly number[]): Paise[] {
  const sum = sumPaise(values)
  if (sum === 0) return distribute(amountPaise, values)
  const parts: number[] = values.map((value) => share(amountPaise, value, sum))
  let residue = amountPaise - sumPaise(parts)
  for (const index of values.map((_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)) {
    const part = parts[index] ?? 0
    const room = atMost ? (atMost[index] ?? 0) - part : residue
    const move = residue > 0 ? Math.min(residue, room) : Math.max(residue, -part)
    parts[index] = part + move
    residue -= move
  }
  return parts.map(paise)
}

/** Steps 1 to 4 of gst-rules.md §2.1: gross, line discounts, document discount, pre-tax charges; exact until each line is whole paise. */
export function valueLines(lines: readonly PricedLine[], additions: Additions): LineValue[] {
  const priced = lines.map(afterLineDiscounts)
  const discount = paise(additions.documentDiscountPaise ?? 0)
  const charges = sumPaise((additions.charges ?? []).map(({ amountPaise }) => amountPaise))
  if (discount < 0 || charges < 0) throw new Refusal('gst/negative-line', 'A discount or charge cannot be negative')

  const discountable = priced.map(({ netPaise }, index) => (lines[index]?.takesDocumentDiscount === false ? 0 : netPaise))
  if (discount > sumPaise(discountable)) throw tooMuchDiscount('documentDiscountPaise')
  const discounts = apportion(discount, discountable, discountable)

  if (charges > 0 && lines.length === 0)
    throw new Refusal('gst/charge-without-goods', 'A charge needs at least one line to follow', 'charges')
  const shares = apportion(
    charges,
    priced.map(({ netPaise }, index) => netPaise - (discounts[index] ?? 0)),
  )
  return priced.map(({ grossPaise, netPaise }, index) => {
    const documentDiscountPaise = paise(discounts[index] ?? 0)
    const chargesPaise = paise(shares[index] ?? 0)
    const valuePaise = paise(netPaise - documentDiscountPaise + chargesPaise)
    return { grossPaise, discountPaise: paise(grossPaise - netPaise), documentDiscountPaise, chargesPaise, valuePaise }
  })
}
