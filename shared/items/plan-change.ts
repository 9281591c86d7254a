import type { z } from 'zod'
import { share } from '../money.ts'
import { formatBasisPoints, formatRateE4, type RateE4, rateE4 } from '../quantity.ts'
import type { BulkChange } from './bulk-contract.ts'
import { isSlab, type TaxClass } from './tax-rates.ts'

type Wanted = z.output<typeof BulkChange>

/** What an item is on the day the change holds from; prices per sale unit, null where not known. */
export type ItemNow = {
  taxClass: TaxClass
  rateBp: number
  cessBp: number
  hsn: string
  category: string | null
  rack: string | null
  storage: string | null
  schedule: string
  status: string
  priceE4: number | null
  mrpE4: number | null
}
/** Old and new value as text; `problem` is the code of what stands against it, and such an item is left alone. */
export type Planned = { old: string; next: string; problem: string | null; rateE4: RateE4 | null }

/** An MRP or rate above this is a slip of the finger: one lakh rupees a pack and more is a mistake of a percentage. */
const absurdE4 = 10_000_000 * 10_000

/** What is wrong with the question itself, whatever the items are: an HSN or a rate of wrong shape, no price said. Null when it can be asked. */
export function changeProblem(change: Wanted): { code: string; field: string } | null {
  if (change.what === 'hsn' && !/^(\d{4}|\d{6}|\d{8})$/.test(change.hsn)) return { code: 'items/hsn-shape', field: 'change.hsn' }
  if (change.what === 'tax' && change.class !== 'taxable' && change.rateBp !== 0)
    return { code: 'items/rate-of-untaxed', field: 'change.rateBp' }
  if (change.what === 'tax' && !isSlab(change.rateBp)) return { code: 'items/unknown-slab', field: 'change.rateBp' }
  if (change.what === 'price' && (change.percentBp === null) === (change.rateE4 === null))
    return { code: 'items/bulk-price-how', field: 'change.percentBp' }
  if (change.what === 'price' && change.percentBp === 0) return { code: 'items/bulk-price-how', field: 'change.percentBp' }
  return null
}

const taxText = (taxClass: string, rateBp: number) => (taxClass === 'taxable' ? formatBasisPoints(rateBp as never) : taxClass)

/** What a change makes of one item. */
export function planChange(change: Wanted, now: ItemNow): Planned {
  const plain = (old: string | null, next: string | null): Planned => ({
    old: old ?? '',
    next: next ?? '',
    problem: null,
    rateE4: null,
  })
  switch (change.what) {
    case 'tax':
      return plain(taxText(now.taxClass, now.rateBp), taxText(change.class, change.rateBp))
    case 'hsn':
      return plain(now.hsn, change.hsn)
    case 'category':
    case 'rack':
    case 'storage':
      return plain(now[change.what], change.text)
    case 'schedule':
      return plain(now.schedule, change.schedule)
    case 'status':
      return plain(now.status, change.status)
    case 'price':
      return planPrice(change, now)
  }
}

function planPrice(change: Extract<Wanted, { what: 'price' }>, now: ItemNow): Planned {
  const old = now.priceE4 === null ? '' : formatRateE4(rateE4(now.priceE4))
  const against = (problem: string): Planned => ({ old, next: '', problem, rateE4: null })
  if (change.percentBp !== null && now.priceE4 === null) return against('items/bulk-no-price')
  const wanted = change.rateE4 ?? raised(now.priceE4 ?? 0, change.percentBp ?? 0, change.roundPaise)
  if (wanted <= 0) return against('items/bulk-price-nothing')
  if (wanted > absurdE4) return against('items/price-absurd')
  const withTax = share(wanted, 10_000 + now.rateBp + now.cessBp, 10_000)
  if (change.tier !== 'mrp' && now.mrpE4 !== null && withTax > now.mrpE4)
    return { ...against('items/bulk-above-mrp'), next: formatRateE4(rateE4(wanted)) }
  return { old, next: formatRateE4(rateE4(wanted)), problem: null, rateE4: rateE4(wanted) }
}

/** A rate after a percentage, rounded to the nearest multiple of so many paise. */
function raised(priceE4: number, percentBp: number, roundPaise: number): number {
  const step = roundPaise * 100
  return share(share(priceE4, 10_000 + percentBp, 10_000), 1, step) * step
}
