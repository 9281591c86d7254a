import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, share, sumPaise } from '../../shared/money.ts'
import type { InputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { blankGoods, type GoodsLine, goodsRules, grossOf, withItem } from './goods-line.ts'
import type { Supplier } from './supplier-field.tsx'

export type OrderHead = {
  readonly date: LocalDate
  readonly supplier: Supplier | null
  readonly expected: LocalDate | null
  readonly notes: string
}
export const newOrderHead = (date: LocalDate): OrderHead => ({ date, supplier: null, expected: null, notes: '' })

const rules = goodsRules<GoodsLine>()
export const orderRules: readonly EntryRules<GoodsLine>[] = [
  rules.item,
  rules.pack,
  { id: 'company' },
  rules.qty,
  rules.free,
  rules.rate,
  rules.discount,
  rules.gst,
  rules.amount,
]

/** An order to a supplier as a sheet. */
export const orderKind: SheetKind<OrderHead, GoodsLine> = {
  kind: 'purchase-order',
  rules: orderRules,
  blank: blankGoods,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'expected' in head ? (head as OrderHead) : null),
  isEmptyHead: (head) => head.supplier === null,
  take: (line, hit, head) => withItem(line, hit, head),
  afterItem: 'qty',
}

/** The first column of a line that is still to be filled; null when it can be saved. */
export function missingOfOrder(line: GoodsLine): string | null {
  if (line.qtyMilli === null) return 'qty'
  return line.rateE4 === null ? 'rate' : null
}

/** The order as main takes it. */
export const orderToPost = (uid: string, head: OrderHead, lines: readonly GoodsLine[]): InputOf<'purchases.postOrder'> => ({
  uid,
  date: head.date,
  supplier: head.supplier?.uid ?? '',
  expected: head.expected,
  notes: head.notes,
  lines: lines.map((line) => ({
    itemId: line.item?.id ?? 0,
    unit: line.per?.unit ?? null,
    qtyMilli: line.qtyMilli ?? 0,
    freeMilli: line.freeMilli ?? 0,
    rateE4: line.rateE4 ?? 0,
    discountBp: line.discountBp ?? 0,
  })),
})

/** What the order comes to before tax. */
export const orderTotal = (lines: readonly GoodsLine[]): Paise =>
  sumPaise(lines.map((line) => share(grossOf(line) ?? 0, 10_000 - (line.discountBp ?? 0), 10_000)))
