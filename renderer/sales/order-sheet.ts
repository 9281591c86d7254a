import type { LocalDate } from '../../shared/calendar.ts'
import type { PriceFacts } from '../../shared/items/price-line.ts'
import { share } from '../../shared/money.ts'
import type { challanReasons } from '../../shared/sales/challan-contract.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import type { ItemHit, SheetKind } from '../items/sheet.ts'
import { blankGoods, factorOf, type GoodsItem, type GoodsLine, goodsRules } from '../purchases/goods-line.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { words } from '../words.ts'
import { type Agreed, ownFree } from './agreed.ts'
import { type BatchHit, blankLine } from './bill-line.ts'
import type { LoadedGoods } from './bill-load.ts'
import { byRules, percentsOf } from './bill-price.ts'
import { agree, discountRule, flatRule } from './order-discounts.ts'

export type Customer = { readonly uid: string; readonly name: string; readonly city: string | null }
/** `of`: what is agreed for all that is left of the line that is answered. */
type Ref = { readonly uid: string; readonly line: number; readonly of?: Agreed | undefined }
/** A line of a quotation, an order or a challan; `shelf` is the batch a challan takes from, `ref` what the line answers. */
export type OrderLine = GoodsLine & {
  /** Discounts in order, each off what the ones before left; then an amount. */
  readonly discountsBp: readonly number[]
  readonly flatPaise: number | null
  readonly shelf: BatchHit | null
  readonly ref: Ref | null
  readonly stockMilli: number | null
}

export type OrderHead = {
  readonly date: LocalDate
  readonly party: Customer | null
  /** Whom a quotation is for who is not in the book. */
  readonly forName: string
  /** Wanted, or valid till. */
  readonly day: LocalDate | null
  readonly reference: string
  readonly salesman: string
  readonly notes: string
  /** The draft order that is being changed. */
  readonly changes: { readonly uid: string; readonly version: number; readonly number: string } | null
}
export type ChallanHead = {
  readonly date: LocalDate
  readonly party: Customer | null
  readonly reason: (typeof challanReasons)[number]
  readonly transport: string
  readonly notes: string
}

export const newOrderHead = (date: LocalDate): OrderHead => ({
  date,
  party: null,
  forName: '',
  day: null,
  reference: '',
  salesman: '',
  notes: '',
  changes: null,
})
export const newChallanHead = (date: LocalDate): ChallanHead => ({
  date,
  party: null,
  reason: 'bill-follows',
  transport: '',
  notes: '',
})
export const blankOrderLine = (): OrderLine => ({
  ...blankGoods(),
  discountsBp: [],
  flatPaise: null,
  shelf: null,
  ref: null,
  stockMilli: null,
})

/** The item of a search row with its units, as lines of goods keep it. */
async function goodsItem(hit: ItemHit): Promise<GoodsItem> {
  const whole = await fetchNow('items.item', { uid: hit.uid })
  const units = [
    { name: whole.baseUnit, factor: 1 },
    { name: hit.saleUnit, factor: hit.saleFactor },
    ...whole.units.map((unit) => ({ name: unit.unit, factor: unit.factor })),
  ].filter((unit, at, all) => all.findIndex((other) => other.name === unit.name) === at)
  const { id, uid, name, packLabel, manufacturer, hsn, taxClass, rateBp, saleUnit, saleFactor } = hit
  const item = {
    id,
    uid,
    name,
    packLabel,
    manufacturer,
    hsn,
    taxClass,
    rateBp,
    saleUnit,
    saleFactor,
    units,
    decimals: whole.decimals,
  }
  return { ...item, cessBp: 0, cessUnitPaise: 0 } as unknown as GoodsItem
}

/** An item taken on a line, at what the party pays for it that day. */
export async function orderItem(
  line: OrderLine,
  hit: ItemHit,
  head: { date: LocalDate; party: Customer | null },
): Promise<OrderLine> {
  const [item, prices] = await Promise.all([
    goodsItem(hit),
    fetchNow('items.priceFacts', {
      itemId: hit.id,
      date: head.date,
      party: head.party?.uid ?? null,
    }) as unknown as Promise<PriceFacts>,
  ])
  const priced = byRules({
    ...blankLine(),
    item: { ...hit, units: item.units, decimals: item.decimals },
    prices,
    rateE4: hit.rateE4,
    qtyMilli: line.qtyMilli,
  })
  return {
    ...line,
    item,
    per: null,
    shelf: null,
    ref: null,
    mrpPaise: hit.mrpPaise,
    stockMilli: hit.stockMilli,
    rateE4: priced.rateE4,
    discountsBp: percentsOf(priced),
    flatPaise: priced.flatPaise,
  }
}

/** Goods of a pasted order, a quotation or an order as lines of a sheet. */
export async function linesOfGoods(
  goods: readonly LoadedGoods[],
  head: { date: LocalDate; party: Customer | null },
): Promise<OrderLine[]> {
  const lines: OrderLine[] = []
  for (const one of goods) {
    const line = await orderItem(
      { ...blankOrderLine(), qtyMilli: one.qtyMilli, freeMilli: one.freeMilli || null },
      one.item,
      head,
    )
    const { rateE4, discountsBp, flatPaise } = one.agreed ?? line
    const { source } = one
    const { uid, line: nth, of } = source ?? { uid: '', line: 0 }
    lines.push({ ...line, rateE4, discountsBp, flatPaise, ref: source && { uid, line: nth, of } })
  }
  return lines
}

const rules = goodsRules<OrderLine>()
const freeRule: EntryRules<OrderLine> = {
  ...rules.free,
  write: (line, text) => {
    const written = rules.free.write?.(line, text) ?? null
    return written && { ...written, ref: ownFree(written.ref) }
  },
}
export const orderRules: readonly EntryRules<OrderLine>[] = [
  rules.item,
  rules.pack,
  { id: 'company' },
  { id: 'stock' },
  rules.qty,
  freeRule,
  rules.rate,
  discountRule,
  flatRule,
  rules.gst,
  rules.amount,
]
export const challanRules: readonly EntryRules<OrderLine>[] = [
  rules.item,
  rules.pack,
  { id: 'batch', entry: true, skip: (line) => line.shelf !== null, edit: (line) => line.shelf?.number ?? '' },
  { id: 'expiry' },
  { id: 'stock' },
  rules.qty,
  freeRule,
  rules.rate,
  rules.gst,
  rules.amount,
]

const headWith =
  <Head>(field: string) =>
  ({ head }: { readonly head?: unknown }): Head | null =>
    typeof head === 'object' && head !== null && field in head ? (head as Head) : null

const orderSheet = (kind: string): SheetKind<OrderHead, OrderLine> => ({
  kind,
  rules: orderRules,
  blank: blankOrderLine,
  readHead: headWith<OrderHead>('forName'),
  isEmptyHead: (head) => head.party === null && head.forName === '',
  take: orderItem,
  afterItem: 'qty',
  agree,
})
export const quotationKind = orderSheet('quotation')
export const salesOrderKind = orderSheet('sales-order')

/** A challan: items with the batch they are taken from, earliest expiry first. */
export const challanKind: SheetKind<ChallanHead, OrderLine, BatchHit> = {
  kind: 'challan',
  rules: challanRules,
  blank: blankOrderLine,
  readHead: headWith<ChallanHead>('transport'),
  isEmptyHead: (head) => head.party === null,
  take: orderItem,
  afterItem: 'qty',
  agree,
  choosing: {
    column: 'batch',
    next: 'qty',
    find: async (line, lines, head) => {
      const { rows } = await fetchNow('inventory.batches', { itemId: line.item?.id ?? 0, date: head.date, tier: 'ptr' })
      const taken = new Set(
        lines.flatMap((one) => (one.key !== line.key && one.shelf ? [`${one.shelf.id} ${one.shelf.locationId}`] : [])),
      )
      return rows.filter((row) => row.availableMilli > 0 && !taken.has(`${row.id} ${row.locationId}`))
    },
    take: (line, shelf) => ({ ...line, shelf, expiry: shelf.expiry as LocalDate | null, stockMilli: shelf.availableMilli }),
    text: (row) => row.number,
    none: (line) => words('sales.bill.noStock', { item: line.item?.name ?? '' }),
  },
}

/** The first column of a line that is still to be filled; null when it can be saved. */
export function missingOfOrder(line: OrderLine): string | null {
  if (!line.qtyMilli) return 'qty'
  return line.rateE4 === null ? 'rate' : null
}
export const missingOfChallan = (line: OrderLine): string | null => (line.shelf ? missingOfOrder(line) : 'batch')

export const columnOf: Readonly<Record<string, string>> = {
  itemId: 'item',
  batchId: 'batch',
  locationId: 'batch',
  unit: 'qty',
  qtyMilli: 'qty',
  freeMilli: 'free',
  rateE4: 'rate',
  discountsBp: 'discount',
  discountPaise: 'flat',
}

/** More is asked for than is in stock. */
export const isShort = (line: OrderLine): boolean =>
  line.stockMilli !== null && (line.qtyMilli ?? 0) + (line.freeMilli ?? 0) > line.stockMilli

type Shown = OutputOf<'sales.salesOrder'>
/** Lines of a posted quotation or order, to be ordered or changed; `whole`: also what is answered. */
export async function linesOfShown(
  shown: Shown,
  head: { date: LocalDate; party: Customer | null },
  ask: { whole: boolean; refs: boolean },
): Promise<OrderLine[]> {
  const lines: OrderLine[] = []
  for (const one of shown.lines) {
    const qtyMilli = ask.whole ? one.qtyMilli : one.leftMilli
    if (qtyMilli === 0) continue
    const { rows } = await fetchNow('items.search', { text: one.item })
    const hit = rows.find((row) => row.id === one.itemId)
    if (!hit) continue
    const taken = await orderItem(blankOrderLine(), hit, head)
    const line = {
      ...taken,
      qtyMilli,
      // free goods go with what is left, in whole units, as a bill takes them
      freeMilli: (ask.whole ? one.freeMilli : Math.floor((one.freeMilli * one.leftMilli) / one.qtyMilli / 1000) * 1000) || null,
      rateE4: share(one.rateE4, factorOf(taken), one.factor),
      discountsBp: one.discountsBp,
      flatPaise: (ask.whole ? one.flatPaise : one.flatLeftPaise) || null,
    }
    const free = line.freeMilli
      ? { freeMilli: line.freeMilli, whole: { qtyMilli: one.qtyMilli, freeMilli: one.freeMilli } }
      : undefined
    const of = ask.whole ? undefined : { ofMilli: one.leftMilli, flatPaise: one.flatLeftPaise || null, free }
    lines.push({ ...line, ref: ask.refs ? { uid: shown.uid, line: one.line, of } : (one.quotation ?? null) })
  }
  return lines
}
