import type { LocalDate } from '../../shared/calendar.ts'
import { readStockQuantity, showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { paise, parsePaise } from '../../shared/money.ts'
import { lineAmount, parseRateE4 } from '../../shared/quantity.ts'
import { type ReturnPlace, type ReturnReason, returnPlaces } from '../../shared/sales/return-drafts.ts'
import {
  backOf,
  type Figures,
  figuresBy,
  lessOf,
  moreOf,
  noFigures,
  noteTotal,
  untaxed,
} from '../../shared/sales/settle-return.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { money, rate } from '../ui/format.ts'
import { words } from '../words.ts'

export type ReturnBill = OutputOf<'sales.returnableBill'>
export type Sold = ReturnBill['lines'][number]
export type Batch = OutputOf<'inventory.placedBatches'>[number]
export type SaleHit = OutputOf<'sales.findSales'>[number]

/** What the document is: goods back (our credit note), the buyer's own bill for them, value less, value more, goods for goods. */
export const returnWays = ['goods', 'his', 'less', 'more', 'replace'] as const
export type ReturnWay = (typeof returnWays)[number]
export const settleWays = ['adjust', 'account', 'cash', 'upi', 'bank'] as const
export type SettleWay = (typeof settleWays)[number]

/** The head keeps the bill without its lines; those are the sheet's. */
export type ReturnHead = {
  readonly date: LocalDate
  readonly way: ReturnWay
  readonly bill: ReturnBill | null
  /** Without a bill: whose goods they are. */
  readonly party: { readonly uid: string; readonly name: string; readonly city: string | null } | null
  readonly reason: ReturnReason | null
  readonly settle: SettleWay
  readonly narration: string
  readonly hisNumber: string
  readonly hisDate: LocalDate | null
}
export type ReturnLine = {
  readonly key: string
  readonly item: { readonly id: number; readonly name: string } | null
  readonly way: ReturnWay
  /** The bill's line; null for goods without a bill. */
  readonly sold: Sold | null
  /** Without a bill, and what is given in its place: a batch as it stands somewhere. */
  readonly batch: Batch | null
  readonly factor: number
  readonly qtyMilli: number | null
  readonly freeMilli: number | null
  readonly to: ReturnPlace
  readonly rateE4: number | null
  readonly amountPaise: number | null
}

export const newReturnHead = (date: LocalDate): ReturnHead => ({
  date,
  way: 'goods',
  bill: null,
  party: null,
  reason: null,
  settle: 'adjust',
  narration: '',
  hisNumber: '',
  hisDate: null,
})
export const blankReturn = (): ReturnLine => ({
  key: crypto.randomUUID(),
  item: null,
  way: 'goods',
  sold: null,
  batch: null,
  factor: 1,
  qtyMilli: null,
  freeMilli: null,
  to: 'saleable',
  rateE4: null,
  amountPaise: null,
})

export const ofValue = (way: ReturnWay): boolean => way === 'less' || way === 'more'
/** A quantity as the shelf says it: '20', '9:5'. */
export const shown = (qtyMilli: number | null, line: Pick<ReturnLine, 'factor'>): string =>
  qtyMilli === null ? '' : showStockQuantity(qtyMilli, line.factor)

/** Where goods go is typed by the first letter of the place as it is shown, or of its name in English. */
export function readPlace(text: string): ReturnPlace | null {
  const typed = text.trim().toLocaleLowerCase()
  if (typed === '') return null
  return (
    returnPlaces.find((place) => place.startsWith(typed)) ??
    returnPlaces.find((place) => words(`sales.return.places.${place}`).toLocaleLowerCase().startsWith(typed)) ??
    null
  )
}

const quantityCell = (id: 'qty' | 'free', field: 'qtyMilli' | 'freeMilli'): EntryRules<ReturnLine> => ({
  id,
  entry: true,
  skip: (line) => ofValue(line.way) || (id === 'free' && (line.way === 'replace' || line.sold?.leftFreeMilli === 0)),
  edit: (line) => shown(line[field], line),
  write: (line, text) => {
    if (!line.item || ofValue(line.way)) return null
    if (text.trim() === '') return { ...line, [field]: null }
    const read = readStockQuantity(text, line.factor)
    return read === null ? null : { ...line, [field]: read }
  },
})

export const returnRules: readonly EntryRules<ReturnLine>[] = [
  { id: 'item', entry: true, skip: (line) => line.item !== null, edit: (line) => line.item?.name ?? '' },
  { id: 'batch', entry: true, skip: (line) => line.sold !== null, edit: (line) => line.sold?.batch ?? line.batch?.number ?? '' },
  { id: 'expiry' },
  { id: 'sold' },
  { id: 'back' },
  { id: 'left' },
  quantityCell('qty', 'qtyMilli'),
  quantityCell('free', 'freeMilli'),
  {
    id: 'to',
    entry: true,
    skip: (line) => ofValue(line.way),
    edit: (line) => words(`sales.return.places.${line.to}`),
    write: (line, text) => {
      const to = readPlace(text)
      return to && { ...line, to }
    },
  },
  {
    id: 'rate',
    entry: true,
    skip: (line) => line.sold !== null,
    edit: (line) => rate(line.sold?.rateE4 ?? line.rateE4),
    write: (line, text) => {
      if (line.sold) return null
      const rateE4 = text.trim() === '' ? null : parseRateE4(text)
      return rateE4 === null && text.trim() !== '' ? null : { ...line, rateE4 }
    },
  },
  {
    id: 'amount',
    entry: true,
    skip: (line) => !ofValue(line.way),
    edit: (line) => money(ofValue(line.way) ? line.amountPaise : null),
    write: (line, text) => {
      if (!ofValue(line.way)) return null
      const amountPaise = text.trim() === '' ? null : parsePaise(text)
      return (amountPaise === null && text.trim() !== '') || (amountPaise ?? 0) < 0 ? null : { ...line, amountPaise }
    },
  },
]

/** Every batch of an item once, those with stock first: goods without a bill may be of any. */
async function anyBatch(itemId: number, date: LocalDate): Promise<readonly Batch[]> {
  const all = await fetchNow('inventory.placedBatches', { itemId, date, empty: true })
  const seen = new Set<number>()
  return all.filter((batch) => !seen.has(batch.id) && seen.add(batch.id))
}

/** A return as a sheet: its lines are those of one bill, or goods without a bill. */
export const returnKind: SheetKind<ReturnHead, ReturnLine, Batch> = {
  kind: 'sale-return',
  rules: returnRules,
  blank: blankReturn,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'settle' in head ? (head as ReturnHead) : null),
  isEmptyHead: (head) => head.bill === null && head.party === null,
  // with a bill nothing can come back that is not on it
  find: async (text, head) => (head.bill ? { text, rows: [], exact: false } : await fetchNow('items.search', { text })),
  take: (line, hit) => ({ ...line, item: { id: hit.id, name: hit.name }, factor: hit.saleFactor }),
  afterItem: 'batch',
  choosing: {
    column: 'batch',
    next: 'qty',
    find: (line, _, head) => (line.item && !line.sold ? anyBatch(line.item.id, head.date) : Promise.resolve([])),
    take: (line, batch) => ({ ...line, batch, to: batch.expired ? 'expiry' : line.to }),
    text: (batch) => batch.number,
    none: () => words('sales.return.noBatch'),
  },
}

/** The lines of a bill with nothing yet coming back. */
export const linesOfBill = (bill: ReturnBill, way: ReturnWay, date: LocalDate): ReturnLine[] =>
  bill.lines.map((sold) => ({
    ...blankReturn(),
    item: { id: sold.itemId, name: sold.item },
    way,
    sold,
    factor: sold.factor,
    to: placeAtFirst(sold, way, date),
  }))

/** Expired goods go to the expiry place, what is replaced to quarantine, good ones back to the shelf. */
function placeAtFirst(sold: Sold, way: ReturnWay, date: LocalDate): ReturnPlace {
  if (sold.expiry !== null && sold.expiry < date) return 'expiry'
  return way === 'replace' ? 'quarantine' : 'saleable'
}

/** Lines of which something comes back or changes. */
export const touched = (lines: readonly ReturnLine[]): ReturnLine[] =>
  lines.filter((line) => (ofValue(line.way) ? (line.amountPaise ?? 0) > 0 : (line.qtyMilli ?? 0) + (line.freeMilli ?? 0) > 0))

/** Whether the document adjusts tax: a credit in time, a debit always, the buyer's bill where he charges GST. */
export function carriesGst({ bill, way, date }: Pick<ReturnHead, 'bill' | 'way' | 'date'>): boolean {
  if (!bill || way === 'replace') return false
  if (way === 'more') return true
  return way === 'his' ? bill.buyerCharges : date <= bill.gstUntil
}

/** What a line comes to; null while it asks for more than is left, or for nothing. */
export function figuresOf(line: ReturnLine, head: ReturnHead): Figures | null {
  const { sold } = line
  const taxed = (figures: Figures) => (carriesGst(head) ? figures : untaxed(figures))
  if (!sold) {
    if (line.qtyMilli === null || line.rateE4 === null) return null
    const taxablePaise = lineAmount({ qtyMilli: line.qtyMilli, rateE4: line.rateE4, factor: line.factor } as never)
    return { ...noFigures, taxablePaise }
  }
  if (line.way === 'replace') return noFigures
  if (ofValue(line.way)) {
    if (line.amountPaise === null) return null
    if (line.way === 'more') return moreOf(sold, line.amountPaise, head.bill?.supply === 'intra')
    return line.amountPaise > sold.left.taxablePaise ? null : taxed(lessOf(sold, line.amountPaise))
  }
  const qtyMilli = line.qtyMilli ?? 0
  if (qtyMilli > sold.leftMilli) return null
  const { grossPaise: _, ...figures } = backOf(sold, qtyMilli)
  return taxed(figures)
}

/** What the document comes to, rounded as main rounds it. */
export function totalsOf(lines: readonly ReturnLine[], head: ReturnHead) {
  const figures = lines.flatMap((line) => figuresOf(line, head) ?? [])
  const sum = figures.reduce((all, one) => figuresBy((key) => all[key] + one[key]), noFigures)
  const left = head.bill?.lines.reduce((all, line) => all + line.left.taxablePaise, 0)
  const credit = head.way === 'goods' || head.way === 'less'
  const whole = credit && carriesGst(head) && sum.taxablePaise === left ? (head.bill?.wholePaise ?? null) : null
  const roundOff = head.bill?.roundOff ?? true
  const { roundOffPaise, totalPaise } = noteTotal(figures, roundOff && head.way !== 'replace', whole)
  const taxPaise = paise(sum.igstPaise + sum.cgstPaise + sum.sgstPaise + sum.cessPaise)
  return { taxablePaise: sum.taxablePaise, taxPaise, roundOffPaise, totalPaise }
}
