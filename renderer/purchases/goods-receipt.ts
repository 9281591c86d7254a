import type { LocalDate } from '../../shared/calendar.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { blankGoods, type GoodsItem, type GoodsLine, goodsRules, quantityRule, withItem } from './goods-line.ts'
import type { Supplier } from './supplier-field.tsx'

export type Pending = OutputOf<'purchases.pendingOrders'>[number]
/** The order line that goods answer. */
export type Ordered = Pick<Pending, 'uid' | 'line' | 'number' | 'pendingMilli' | 'rateE4'>
export type ReceiptLine = GoodsLine & {
  readonly damagedMilli: number | null
  /** On the challan and not come. */
  readonly shortMilli: number | null
  readonly order: Ordered | null
}
export type ReceiptHead = {
  readonly date: LocalDate
  readonly supplier: Supplier | null
  readonly challanNumber: string
  readonly challanDate: LocalDate | null
  readonly notes: string
}

export const newReceiptHead = (date: LocalDate): ReceiptHead => ({
  date,
  supplier: null,
  challanNumber: '',
  challanDate: null,
  notes: '',
})
export const blankReceiptLine = (): ReceiptLine => ({ ...blankGoods(), damagedMilli: null, shortMilli: null, order: null })

const rules = goodsRules<ReceiptLine>()
export const receiptRules: readonly EntryRules<ReceiptLine>[] = [
  rules.item,
  rules.pack,
  { id: 'ordered' },
  rules.batch,
  rules.expiry,
  rules.mrp,
  rules.qty,
  rules.free,
  quantityRule<ReceiptLine>('damaged', 'damagedMilli'),
  quantityRule<ReceiptLine>('short', 'shortMilli'),
  // the order says it, or the last bill
  { ...rules.rate, skip: (line) => line.rateE4 !== null },
  { id: 'difference' },
]

/** A goods receipt as a sheet. */
export const receiptKind: SheetKind<ReceiptHead, ReceiptLine> = {
  kind: 'goods-receipt',
  rules: receiptRules,
  blank: blankReceiptLine,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'challanNumber' in head ? (head as ReceiptHead) : null),
  isEmptyHead: (head) => head.supplier === null && head.challanNumber === '',
  take: (line, hit, head) => withItem(line, hit, head),
  afterItem: 'batch',
}

/** What is still to come, as the lines of a receipt: all of it came until the clerk says otherwise. */
export const linesFromOrders = (pending: readonly Pending[], items: ReadonlyMap<number, GoodsItem>): ReceiptLine[] =>
  pending.flatMap((line) => {
    const item = items.get(line.itemId)
    if (!item) return []
    const { uid, line: no, number, pendingMilli, rateE4 } = line
    return [
      {
        ...blankReceiptLine(),
        item,
        per: { unit: line.unit, factor: line.factor },
        qtyMilli: pendingMilli,
        freeMilli: line.receivedMilli === 0 && line.freeMilli > 0 ? line.freeMilli : null,
        rateE4,
        discountBp: line.discountBp || null,
        order: { uid, line: no, number, pendingMilli, rateE4 },
      },
    ]
  })

/** What came beyond the order (above zero) or is still missing (below); null for goods nobody ordered. */
export const offOrderMilli = (line: ReceiptLine): number | null =>
  line.order === null || line.qtyMilli === null ? null : line.qtyMilli + (line.damagedMilli ?? 0) - line.order.pendingMilli

/** The first column of a line that is still to be filled; null when it can be saved. */
export const missingOfReceipt = (line: ReceiptLine): string | null => (line.qtyMilli === null ? 'qty' : null)

/** The receipt as main takes it; goods without a batch number get one of ours. */
export const receiptToPost = (
  uid: string,
  head: ReceiptHead,
  lines: readonly ReceiptLine[],
): InputOf<'purchases.postReceipt'> => ({
  uid,
  date: head.date,
  supplier: head.supplier?.uid ?? '',
  challanNumber: head.challanNumber,
  challanDate: head.challanDate,
  notes: head.notes,
  autoBatch: true,
  lines: lines.map((line) => ({
    itemId: line.item?.id ?? 0,
    order: line.order && { uid: line.order.uid, line: line.order.line },
    batch: line.batch,
    expiry: line.expiry,
    mrpPaise: line.mrpPaise,
    unit: line.per?.unit ?? null,
    qtyMilli: line.qtyMilli ?? 0,
    freeMilli: line.freeMilli ?? 0,
    damagedMilli: line.damagedMilli ?? 0,
    shortMilli: line.shortMilli ?? 0,
    rateE4: line.rateE4,
    discountBp: line.discountBp,
  })),
})
