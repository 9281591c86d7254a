import { lineNet } from '../../shared/items/discount-ladder.ts'
import { type Paise, paise, parsePaise, sumPaise } from '../../shared/money.ts'
import { parseBasisPoints } from '../../shared/quantity.ts'
import { factorOf } from '../purchases/goods-line.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { money, percent } from '../ui/format.ts'
import { dividing, ownAmount } from './agreed.ts'
import type { OrderLine } from './order-sheet.ts'

/** What comes off a line in percent; a draft of an earlier version had them as one. */
export const percentsOn = (line: OrderLine): readonly number[] =>
  line.discountsBp.length > 0 ? line.discountsBp : line.discountBp ? [line.discountBp] : []
/** `10+5`, as it is keyed. */
export const shownPercents = (line: OrderLine): string => percentsOn(line).map(percent).join('+')

/** Several percentages in one cell. */
export const discountRule: EntryRules<OrderLine> = {
  id: 'discount',
  entry: true,
  edit: shownPercents,
  // `10+5`: ten percent, then five off what is left
  write: (line, text) => {
    const parts = text.trim() === '' ? [] : text.split('+').map((part) => parseBasisPoints(part))
    if (parts.length > 6 || parts.some((bp) => bp === null || bp < 0 || bp > 10_000)) return null
    return { ...line, discountBp: null, discountsBp: parts.flatMap((bp) => bp || []) }
  },
}
/** An amount off the line. */
export const flatRule: EntryRules<OrderLine> = {
  id: 'flat',
  entry: true,
  // the arrows reach it; Enter goes on, as on most lines nobody keys it
  skip: () => true,
  edit: (line) => money(line.flatPaise),
  write: (line, text) => {
    const value = text.trim() === '' ? 0 : parsePaise(text)
    return value === null || value < 0 ? null : { ...line, ref: ownAmount(line.ref), flatPaise: value || null }
  },
}

/** What is agreed off the lines of a quotation or an order, divided among the lines that answer them. */
export const agree = dividing<OrderLine>({ agreed: (line) => line.ref, qtyMilli: (line) => line.qtyMilli ?? 0 })

const netOf = (line: OrderLine): Paise => {
  const { qtyMilli, rateE4, flatPaise } = line
  if (!line.item || qtyMilli === null || rateE4 === null) return paise(0)
  const goods = { qtyMilli, rateE4, factor: factorOf(line), percentsBp: percentsOn(line) }
  return paise(Math.max(0, lineNet(goods, paise(flatPaise ?? 0))))
}

/** What a document of goods comes to before tax. */
export const worthOf = (lines: readonly OrderLine[]): Paise => sumPaise(lines.map(netOf))
