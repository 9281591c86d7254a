import type { LocalDate } from '../../shared/calendar.ts'
import { type LineFigures, returnedFigures } from '../../shared/gst/returned.ts'
import { roundOffOf } from '../../shared/gst/tax.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { blankGoods, type GoodsItem, type GoodsLine, goodsRules } from './goods-line.ts'

export type Returnable = OutputOf<'purchases.returnableLines'>[number]
export type BillRow = OutputOf<'purchases.bills'>['rows'][number]
/** A line of the bill, and how much of it goes back. */
export type ReturnLine = GoodsLine & { readonly bought: Returnable | null }
/** The bill that goods go back against; `receipt`: goods received that no bill has come for. */
export type Returned = Pick<
  BillRow,
  'uid' | 'number' | 'supplier' | 'supplierUid' | 'supplierNumber' | 'supplierDate' | 'totalPaise'
> & { readonly receipt?: boolean }
export type ReturnHead = {
  readonly date: LocalDate
  readonly bill: Returned | null
  readonly supplierNote: string
  readonly reason: string
}
/** What a return's head keeps of its bill. */
export const returnedBill = (bill: Returned): Returned => ({
  uid: bill.uid,
  number: bill.number,
  supplier: bill.supplier,
  supplierUid: bill.supplierUid,
  supplierNumber: bill.supplierNumber,
  supplierDate: bill.supplierDate,
  totalPaise: bill.totalPaise,
})
export const newReturnHead = (date: LocalDate): ReturnHead => ({ date, bill: null, supplierNote: '', reason: '' })
const blankReturn = (): ReturnLine => ({ ...blankGoods(), bought: null })

const rules = goodsRules<ReturnLine>()
export const returnRules: readonly EntryRules<ReturnLine>[] = [
  { ...rules.item, skip: (line) => line.item !== null },
  { id: 'batch' },
  { id: 'expiry' },
  { id: 'bought' },
  { id: 'returned' },
  { id: 'left' },
  { id: 'stock' },
  rules.qty,
  rules.free,
  { id: 'rate' },
  { id: 'amount' },
]

/** A purchase return as a sheet: its lines are those of one bill. */
export const returnKind: SheetKind<ReturnHead, ReturnLine> = {
  kind: 'purchase-return',
  rules: returnRules,
  blank: blankReturn,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'supplierNote' in head ? (head as ReturnHead) : null),
  isEmptyHead: (head) => head.bill === null,
  // nothing can go back that is not on the bill
  find: async (text) => ({ text, rows: [], exact: false }),
  take: (line) => line,
  afterItem: 'qty',
}

/** The lines of the bill as they stand, with nothing yet to go back. */
export const linesOfBill = (returnable: readonly Returnable[], items: ReadonlyMap<number, GoodsItem>): ReturnLine[] =>
  returnable.flatMap((bought) => {
    const item = items.get(bought.itemId)
    if (!item) return []
    return [
      {
        ...blankReturn(),
        item,
        per: { unit: bought.unit, factor: bought.factor },
        batch: bought.batch,
        expiry: bought.expiry as LocalDate | null,
        mrpPaise: bought.mrpPaise,
        rateE4: bought.rateE4,
        bought,
      },
    ]
  })

/** Lines of which something goes back. */
export const goingBack = (lines: readonly ReturnLine[]): ReturnLine[] =>
  lines.filter((line) => (line.qtyMilli ?? 0) + (line.freeMilli ?? 0) > 0)

/** What a line takes back of its bill: value and tax at the rates of the bill; nothing while it is more than is left. */
export function figuresOf(line: ReturnLine): LineFigures | null {
  const { bought } = line
  const qtyMilli = line.qtyMilli ?? 0
  if (!bought || qtyMilli === 0 || qtyMilli > bought.leftMilli) return null
  const before = { billedQtyMilli: bought.qtyMilli, beforeQtyMilli: 0, qtyMilli: bought.returnedMilli }
  const zero = { taxablePaise: 0, igstPaise: 0, cgstPaise: 0, sgstPaise: 0, cessPaise: 0 }
  const beforeFigures = bought.returnedMilli > 0 ? returnedFigures({ original: bought, beforeFigures: zero, ...before }) : zero
  return returnedFigures({
    original: bought,
    billedQtyMilli: bought.qtyMilli,
    beforeQtyMilli: bought.returnedMilli,
    beforeFigures,
    qtyMilli,
  })
}

/** What the debit note comes to, rounded as the firm rounds. */
export function returnTotals(lines: readonly ReturnLine[], roundOff: boolean) {
  const figures = lines.flatMap((line) => figuresOf(line) ?? [])
  const taxablePaise = sumPaise(figures.map((one) => one.taxablePaise))
  const taxPaise = sumPaise(figures.map((one) => one.igstPaise + one.cgstPaise + one.sgstPaise + one.cessPaise))
  const exactPaise = paise(taxablePaise + taxPaise)
  const roundOffPaise = roundOff ? roundOffOf(exactPaise) : paise(0)
  return { taxablePaise, taxPaise, roundOffPaise, totalPaise: paise(exactPaise + roundOffPaise) }
}

type ReceiptRow = OutputOf<'purchases.receipts'>['rows'][number]
/** A goods receipt that waits for its bill, told as a bill to return against. */
export const returnedReceipt = (receipt: ReceiptRow): Returned => ({
  uid: receipt.uid,
  number: receipt.number,
  supplier: receipt.supplier,
  supplierUid: receipt.supplierUid,
  supplierNumber: receipt.challanNumber ?? receipt.number,
  supplierDate: receipt.date,
  totalPaise: receipt.valuePaise,
  receipt: true,
})

const partsOf = (lines: readonly ReturnLine[]) =>
  lines.map((line) => ({ line: line.bought?.line ?? 1, qtyMilli: line.qtyMilli ?? 0, freeMilli: line.freeMilli ?? 0 }))

/** The return before a bill as main takes it. */
export const receiptReturnToPost = (
  uid: string,
  head: ReturnHead,
  lines: readonly ReturnLine[],
): InputOf<'purchases.postReceiptReturn'> => ({
  uid,
  date: head.date,
  receipt: head.bill?.uid ?? '',
  reason: head.reason,
  lines: partsOf(lines),
})

/** The return as main takes it. */
export const returnToPost = (uid: string, head: ReturnHead, lines: readonly ReturnLine[]): InputOf<'purchases.postReturn'> => ({
  uid,
  date: head.date,
  bill: head.bill?.uid ?? '',
  supplierNote: head.supplierNote,
  reason: head.reason,
  lines: partsOf(lines),
})
