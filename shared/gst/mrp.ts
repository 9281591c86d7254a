import { type Paise, paise, shareExactly } from '../money.ts'

export type PackPrice = {
  readonly rateE4: number
  /** Base units in the unit the rate is for. */
  readonly factor: number
  /** Base units in the pack the MRP is printed on. */
  readonly packFactor: number
  /** 0 when the rate already includes tax. */
  readonly gstBp: number
  readonly cessBp?: number
}

/** What a buyer pays for one pack with tax, to the paisa: nobody can be asked for less than that, so nothing finer can break a ceiling. */
export function pricePerPackPaise(price: PackPrice): Paise {
  if (price.factor <= 0 || price.packFactor <= 0) throw new RangeError(`factors: ${price.factor}, ${price.packFactor}`)
  const top = BigInt(price.rateE4) * BigInt(price.packFactor) * BigInt(10_000 + price.gstBp + (price.cessBp ?? 0))
  return shareExactly(top, 1_000_000n * BigInt(price.factor))
}

/** Whether a rate with tax passes the *effective* MRP of that day, which is an offence and is refused (model rule 12, gst-rules.md §8.4). */
export const exceedsMrp = (price: PackPrice, mrpPaise: number): boolean => pricePerPackPaise(price) > mrpPaise

export type Margins = {
  readonly mrpPaise: number
  readonly gstBp: number
  readonly retailerBp: number
  readonly stockistBp: number
  /** Retailer's margin as a part of MRP, or on top of PTR as DPCO reckons scheduled drugs. Principals differ, so it is a setting. */
  readonly retailerMargin: 'down-from-mrp' | 'up-from-ptr'
}

/**
 * PTR and PTS of a pack from its MRP, both without GST (gst-rules.md §8.4): each worked from the MRP exactly and rounded once. A guide and a
 * check only; the rate itself comes from the principal's price list, which may cut the last paisa off.
 */
export function tradePrices(margins: Margins): { readonly ptrPaise: Paise; readonly ptsPaise: Paise } {
  const { mrpPaise, gstBp, retailerBp, stockistBp } = margins
  for (const part of [retailerBp, stockistBp]) if (part < 0 || part > 10_000) throw new RangeError(`margin: ${part}`)
  const down = margins.retailerMargin === 'down-from-mrp'
  const [kept, of] = down ? [10_000 - retailerBp, 10_000] : [10_000, 10_000 + retailerBp]
  const top = BigInt(paise(mrpPaise)) * 10_000n * BigInt(kept)
  const bottom = BigInt(10_000 + gstBp) * BigInt(of)
  return {
    ptrPaise: shareExactly(top, bottom),
    ptsPaise: shareExactly(top * BigInt(10_000 - stockistBp), bottom * 10_000n),
  }
}
