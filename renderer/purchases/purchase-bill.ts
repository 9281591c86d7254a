import type { LocalDate } from '../../shared/calendar.ts'
import { supplyType } from '../../shared/gst/place-of-supply.ts'
import type { Settled } from '../../shared/gst/tax.ts'
import { isSlab } from '../../shared/items/tax-rates.ts'
import { paise, parsePaise } from '../../shared/money.ts'
import { billedTax, differsFromItem, priceSupplierBill } from '../../shared/purchases/price-bill.ts'
import { basisPoints, milli, parseBasisPoints, rateE4 } from '../../shared/quantity.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { money, percent } from '../ui/format.ts'
import { blankGoods, factorOf, type GoodsColumn, type GoodsItem, type GoodsLine, goodsRules, withItem } from './goods-line.ts'
import type { Supplier } from './supplier-field.tsx'

export const itcClasses = ['inputs', 'capital', 'blocked', 'none'] as const
export type ItcClass = (typeof itcClasses)[number]
export type Unbilled = OutputOf<'purchases.unbilledLines'>[number]
export type BillDesk = OutputOf<'purchases.desk'>

/** The received line a bill's line is for. */
export type Received = Pick<Unbilled, 'uid' | 'line' | 'number' | 'unbilledMilli' | 'rateE4'> & { readonly order: string | null }
export type BillLine = GoodsLine & {
  /** On what the first discount leaves: `10+5` in the cell. */
  readonly discount2Bp: number | null
  /** Scheme amount off the line; lines kept by older versions have none, nor a rate of their own. */
  readonly schemePaise?: number | null
  /** The rate of GST on the supplier's bill where it is not the item's. */
  readonly gstBp?: number | null
  readonly itc: ItcClass
  readonly received: Received | null
}
export type BillHead = {
  readonly date: LocalDate
  readonly supplier: Supplier | null
  readonly supplierNumber: string
  readonly supplierDate: LocalDate
  readonly discountPaise: number
  readonly chargesPaise: number
  readonly tcsPaise: number
  /** The total printed on the supplier's paper. */
  readonly paperPaise: number | null
}

export const newBillHead = (date: LocalDate): BillHead => ({
  date,
  supplier: null,
  supplierNumber: '',
  supplierDate: date,
  discountPaise: 0,
  chargesPaise: 0,
  tcsPaise: 0,
  paperPaise: null,
})

export const blankBillLine = (): BillLine => ({ ...blankGoods(), discount2Bp: null, itc: 'inputs', received: null })

/** The letters an ITC class is typed by. */
export const itcLetters: Readonly<Record<string, ItcClass>> = { i: 'inputs', c: 'capital', b: 'blocked', n: 'none' }
const rules: Readonly<Record<GoodsColumn, EntryRules<BillLine>>> = goodsRules<BillLine>()

/** The rate a line is taxed at. */
export const shownGst = (line: BillLine): number | null => (line.item ? (line.gstBp ?? line.item.rateBp) : null)

/** '5', or '10+5' where the second is on what the first leaves. */
export const shownDiscounts = (line: BillLine): string =>
  line.discount2Bp ? `${percent(line.discountBp)}+${percent(line.discount2Bp)}` : percent(line.discountBp)

const matched = (line: BillLine) => line.received !== null

/** Goods that were received already have their batch, expiry and MRP; Enter passes over them. */
export const billRules: readonly EntryRules<BillLine>[] = [
  rules.item,
  rules.pack,
  { ...rules.batch, skip: matched },
  { ...rules.expiry, skip: matched },
  { ...rules.mrp, skip: matched },
  rules.qty,
  { ...rules.free, skip: matched },
  rules.rate,
  {
    id: 'discount',
    entry: true,
    edit: shownDiscounts,
    write: (line, text) => {
      const [first = '', second, ...more] = text.split('+')
      const one = rules.discount.write?.(line, first)
      if (!one || more.length > 0) return null
      if (second === undefined) return { ...one, discount2Bp: null }
      const two = rules.discount.write?.(line, second)
      return two ? { ...one, discount2Bp: two.discountBp } : null
    },
  },
  {
    id: 'scheme',
    entry: true,
    // most lines have none: the arrows reach it
    skip: () => true,
    edit: (line) => money(line.schemePaise),
    write: (line, text) => {
      if (text.trim() === '') return { ...line, schemePaise: null }
      const amount = parsePaise(text)
      return amount === null || amount < 0 ? null : { ...line, schemePaise: amount || null }
    },
  },
  {
    id: 'gst',
    entry: true,
    skip: () => true,
    edit: (line) => percent(shownGst(line)),
    write: (line, text) => {
      if (!line.item) return null
      if (text.trim() === '') return { ...line, gstBp: null }
      const typed = parseBasisPoints(text)
      if (typed === null || !isSlab(typed)) return null
      return { ...line, gstBp: differsFromItem(line.item, typed) ? typed : null }
    },
  },
  {
    id: 'itc',
    entry: true,
    // nearly always credit on goods: the arrows reach it
    skip: () => true,
    edit: (line) => line.itc,
    write: (line, text) => {
      const itc = itcLetters[text.trim().toLowerCase().charAt(0)]
      return itc === undefined ? null : { ...line, itc }
    },
  },
  rules.amount,
]

/** The supplier's bill as a sheet. */
export const billKind: SheetKind<BillHead, BillLine> = {
  kind: 'purchase',
  rules: billRules,
  blank: blankBillLine,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'supplierNumber' in head ? (head as BillHead) : null),
  isEmptyHead: (head) => head.supplier === null && head.supplierNumber === '',
  take: (line, hit, head) => withItem(line, hit, head),
  afterItem: 'batch',
}

/** What was received, as the lines of a bill: at the expected rate, for what is not yet billed. */
export const linesFrom = (unbilled: readonly Unbilled[], items: ReadonlyMap<number, GoodsItem>): BillLine[] =>
  unbilled.flatMap((line) => {
    const item = items.get(line.itemId)
    if (!item) return []
    return [
      {
        ...blankBillLine(),
        item,
        per: { unit: line.unit, factor: line.factor },
        batch: line.batch,
        expiry: line.expiry as LocalDate | null,
        mrpPaise: line.mrpPaise,
        qtyMilli: line.unbilledMilli,
        freeMilli: line.freeMilli || null,
        rateE4: line.rateE4,
        discountBp: line.discountBp || null,
        received: {
          uid: line.uid,
          line: line.line,
          number: line.number,
          unbilledMilli: line.unbilledMilli,
          rateE4: line.rateE4,
          order: line.order?.number ?? null,
        },
      },
    ]
  })

/** What charges and collected tax are called in the books. */
export type AddedWords = { readonly freight: string; readonly tcs: string }
export type BillPreview = { readonly settled: Settled; readonly roundOffPaise: number | null } | { readonly refused: unknown }

/** Lines that can be priced: an item, a quantity and a rate. */
export const pricedLines = (lines: readonly BillLine[]): BillLine[] =>
  lines.filter((line) => line.item !== null && line.qtyMilli !== null && line.rateE4 !== null)

/** A supplier without registration or under composition charges no tax. */
export const chargesNoTax = (desk: BillDesk): boolean =>
  desk.supplier?.category === 'composition' || desk.supplier?.category === 'unregistered'

/** The most a bill may be rounded by; beyond it the papers differ. */
const mostRoundOffPaise = 100

/**
 * The figures of the bill as main will settle them: the same function on the same facts. Where the total on the supplier's paper is
 * within a rupee of ours, the bill is rounded as the paper is.
 */
export function previewBill(head: BillHead, desk: BillDesk, all: readonly BillLine[], words: AddedWords): BillPreview {
  const lines = pricedLines(all)
  const taxes = new Map(desk.items.map((item) => [item.id, item]))
  const draft = billToPost('', head, lines, { words, roundOffPaise: null })
  const price = (roundOffPaise: number | null) =>
    priceSupplierBill(
      {
        discountPaise: paise(head.discountPaise),
        charges: (draft.charges ?? []).map((charge) => ({ ...charge, amountPaise: paise(charge.amountPaise) })),
        afterTax: (draft.afterTax ?? []).map((added) => ({ ...added, amountPaise: paise(added.amountPaise) })),
        roundOffPaise: roundOffPaise === null ? null : paise(roundOffPaise),
        lines: lines.map((line) => ({
          qtyMilli: milli(line.qtyMilli ?? 0),
          rateE4: rateE4(line.rateE4 ?? 0),
          discountBp: basisPoints(line.discountBp ?? 0),
          discount2Bp: basisPoints(line.discount2Bp ?? 0),
          schemePaise: paise(line.schemePaise ?? 0),
        })),
      },
      lines.map((line) => {
        const item = taxes.get(line.item?.id ?? 0) ?? (line.item as GoodsItem)
        return { ...item, ...billedTax(item, chargesNoTax(desk) ? null : (line.gstBp ?? null)), factor: factorOf(line) }
      }),
      {
        supply: supplyType({
          supplierState: desk.supplier?.stateCode ?? desk.firmState,
          pos: desk.firmState,
          category: 'regular',
        }),
        untaxed: chargesNoTax(desk),
        roundOff: desk.roundOff,
      },
    )
  try {
    const ours = price(null)
    const asPaper = head.paperPaise === null ? null : head.paperPaise - (ours.totalPaise - ours.roundOffPaise)
    return asPaper === null || Math.abs(asPaper) > mostRoundOffPaise
      ? { settled: ours, roundOffPaise: null }
      : { settled: price(asPaper), roundOffPaise: asPaper }
  } catch (refused) {
    return { refused }
  }
}

/** The first column of a line that is still to be filled; null when it can be saved. */
export function missingOf(line: BillLine): string | null {
  if (line.qtyMilli === null) return 'qty'
  return line.rateE4 === null ? 'rate' : null
}

/** The bill as main takes it; goods without a batch number get one of ours. */
export function billToPost(
  uid: string,
  head: BillHead,
  lines: readonly BillLine[],
  { words, roundOffPaise }: { readonly words: AddedWords; readonly roundOffPaise: number | null },
): InputOf<'purchases.postBill'> {
  return {
    uid,
    date: head.date,
    supplier: head.supplier?.uid ?? '',
    supplierNumber: head.supplierNumber,
    supplierDate: head.supplierDate,
    lines: lines.map((line) => ({
      itemId: line.item?.id ?? 0,
      batch: line.batch,
      expiry: line.expiry,
      mrpPaise: line.mrpPaise,
      qtyMilli: line.qtyMilli ?? 0,
      freeMilli: line.freeMilli ?? 0,
      rateE4: line.rateE4 ?? 0,
      discountBp: line.discountBp ?? 0,
      discount2Bp: line.discount2Bp ?? 0,
      schemePaise: line.schemePaise ?? 0,
      gstBp: line.gstBp ?? null,
      unit: line.per?.unit ?? null,
      itc: line.itc,
      receipt: line.received && { uid: line.received.uid, line: line.received.line },
    })),
    discountPaise: head.discountPaise,
    charges: head.chargesPaise > 0 ? [{ name: words.freight, amountPaise: head.chargesPaise }] : [],
    afterTax: head.tcsPaise > 0 ? [{ name: words.tcs, amountPaise: head.tcsPaise, kind: 'tcs' }] : [],
    roundOffPaise,
    paper: head.paperPaise === null ? null : { totalPaise: head.paperPaise },
    autoBatch: true,
  }
}

/** Fields of a line of the calls, and the column they are shown in. */
export const columnOf: Readonly<Record<string, string>> = {
  itemId: 'item',
  barcode: 'item',
  receipt: 'item',
  order: 'item',
  batch: 'batch',
  expiry: 'expiry',
  mrpPaise: 'mrp',
  qtyMilli: 'qty',
  freeMilli: 'free',
  damagedMilli: 'damaged',
  shortMilli: 'short',
  rateE4: 'rate',
  unit: 'rate',
  discountBp: 'discount',
  discount2Bp: 'discount',
  schemePaise: 'scheme',
  gstBp: 'gst',
  itc: 'itc',
}
