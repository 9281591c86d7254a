import { type LocalDate, parseExpiryEntry } from '../../shared/calendar.ts'
import { readStockQuantity, showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { readQuantityEntry } from '../../shared/items/quantity-entry.ts'
import { parsePaise } from '../../shared/money.ts'
import { lineAmount, parseBasisPoints, parseRateE4 } from '../../shared/quantity.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { expiry, money, percent, rate } from '../ui/format.ts'
import { codeWords } from '../words.ts'

/** The item of a line with its units and the tax of the day. */
export type GoodsItem = OutputOf<'purchases.desk'>['items'][number]

/**
 * A line of goods that are ordered, received or billed. Quantities in thousandths of the base unit; the rate is per `per`, or per the
 * item's sale unit when that is null. Null elsewhere is "not entered".
 */
export type GoodsLine = {
  readonly key: string
  readonly item: GoodsItem | null
  readonly per: { readonly unit: string; readonly factor: number } | null
  readonly batch: string
  readonly expiry: LocalDate | null
  readonly mrpPaise: number | null
  readonly qtyMilli: number | null
  readonly freeMilli: number | null
  readonly rateE4: number | null
  readonly discountBp: number | null
  /** What it was last bought at from this supplier (else from anybody), per the same unit. */
  readonly last: { readonly rateE4: number; readonly date: string; readonly supplier: string } | null
}

export const blankGoods = (): GoodsLine => ({
  key: crypto.randomUUID(),
  item: null,
  per: null,
  batch: '',
  expiry: null,
  mrpPaise: null,
  qtyMilli: null,
  freeMilli: null,
  rateE4: null,
  discountBp: null,
  last: null,
})

export const factorOf = (line: Pick<GoodsLine, 'per' | 'item'>): number => line.per?.factor ?? line.item?.saleFactor ?? 1

/** The items with these numbers, as they stand on a day. */
export async function goodsItems(date: LocalDate, itemIds: readonly number[]): Promise<ReadonlyMap<number, GoodsItem>> {
  const { items } = await fetchNow('purchases.desk', { date, supplier: null, itemIds: [...new Set(itemIds)] })
  return new Map(items.map((item) => [item.id, item]))
}

/** What an item was last bought at, from this supplier if he ever sold it. Null when it was never bought. */
export async function lastBought(item: GoodsItem, supplier: string | null): Promise<GoodsLine['last']> {
  const his = supplier === null ? [] : await fetchNow('purchases.lastPurchases', { itemId: item.id, supplier })
  const [last] = his.length > 0 ? his : await fetchNow('purchases.lastPurchases', { itemId: item.id, supplier: null })
  // another unit's rate says nothing about this one
  return last && last.factor === item.saleFactor ? { rateE4: last.rateE4, date: last.date, supplier: last.supplier } : null
}

/** An item taken on a line: what was last paid for it stands there to be kept or typed over. */
export async function withItem<Line extends GoodsLine>(
  line: Line,
  hit: { readonly id: number; readonly mrpPaise: number | null },
  head: { readonly date: LocalDate; readonly supplier: { readonly uid: string } | null },
): Promise<Line> {
  const item = (await goodsItems(head.date, [hit.id])).get(hit.id) ?? null
  const last = item && (await lastBought(item, head.supplier?.uid ?? null))
  return { ...line, item, per: null, last, mrpPaise: line.mrpPaise ?? hit.mrpPaise, rateE4: line.rateE4 ?? last?.rateE4 ?? null }
}

/** A quantity as the shelf says it: '20', '9:5'; '' when not entered. */
export const shownGoods = (qtyMilli: number | null, line: Pick<GoodsLine, 'item'>): string =>
  qtyMilli === null || !line.item ? '' : showStockQuantity(qtyMilli, line.item.saleFactor)

/** The line's value before discount and tax; null until it can be worked out. */
export const grossOf = (line: GoodsLine): number | null =>
  line.item && line.qtyMilli !== null && line.rateE4 !== null
    ? lineAmount({ qtyMilli: line.qtyMilli, rateE4: line.rateE4, factor: factorOf(line) })
    : null

/** Reads a quantity: `20`, `20+2`, `2b`, `7l`, `9:5`. 0 is a quantity here: nothing came, nothing billed. Null when it is none. */
function readGoods(text: string, item: GoodsItem): { qtyMilli: number; freeMilli: number } | null {
  if (text.includes(':')) {
    const shelf = readStockQuantity(text, item.saleFactor)
    return shelf === null ? null : { qtyMilli: shelf, freeMilli: 0 }
  }
  if (/^0+$/.test(text.trim())) return { qtyMilli: 0, freeMilli: 0 }
  const read = readQuantityEntry(text, item)
  return read.problem ? null : read
}

/** What was understood of a quantity that is being typed: '2 box = 20 strips', or why it cannot be one. */
export function quantityEcho(line: GoodsLine, text: string): string | null {
  if (!line.item || text.trim() === '' || text.includes(':')) return null
  const read = readQuantityEntry(text, line.item)
  return read.problem ? codeWords(read.problem.code, read.problem.details, read.problem.message) : read.echo
}

const readPercent = (text: string): number | null => {
  const value = parseBasisPoints(text)
  return value === null || value < 0 || value > 10_000 ? null : value
}
const notBelow = (value: number | null): number | null => (value !== null && value < 0 ? null : value)

type NumberField<Line> = { [K in keyof Line]: Line[K] extends number | null ? K : never }[keyof Line] & string

/** A cell that is emptied, or read; text that is no value is not taken. */
const written =
  <Line extends GoodsLine, T>(field: keyof Line, read: (text: string) => T | null) =>
  (line: Line, text: string): Line | null => {
    const value = text.trim() === '' ? null : read(text)
    return value === null && text.trim() !== '' ? null : { ...line, [field]: value }
  }

/** A column of quantities besides the billed one (free, damaged, short): empty or 0 is none. */
export const quantityRule = <Line extends GoodsLine>(id: string, field: NumberField<Line>): EntryRules<Line> => ({
  id,
  entry: true,
  edit: (line) => shownGoods(line[field] as number | null, line),
  write: (line, text) => {
    if (!line.item) return null
    if (text.trim() === '') return { ...line, [field]: null }
    const read = readGoods(text, line.item)
    return read === null || read.freeMilli > 0 ? null : { ...line, [field]: read.qtyMilli || null }
  },
})

export type GoodsColumn = 'item' | 'pack' | 'batch' | 'expiry' | 'mrp' | 'qty' | 'free' | 'rate' | 'discount' | 'gst' | 'amount'

/** How each cell of goods is typed, by column; a document takes the ones it has. */
export function goodsRules<Line extends GoodsLine>() {
  return {
    item: { id: 'item', entry: true, edit: (line) => line.item?.name ?? '' },
    pack: { id: 'pack' },
    batch: {
      id: 'batch',
      entry: true,
      edit: (line) => line.batch,
      write: (line, text) => (text.trim().length > 30 ? null : { ...line, batch: text.trim() }),
    },
    expiry: { id: 'expiry', entry: true, edit: (line) => expiry(line.expiry), write: written('expiry', parseExpiryEntry) },
    mrp: {
      id: 'mrp',
      entry: true,
      edit: (line) => money(line.mrpPaise),
      write: written('mrpPaise', (text) => notBelow(parsePaise(text))),
    },
    qty: {
      id: 'qty',
      entry: true,
      edit: (line) => shownGoods(line.qtyMilli, line),
      // `20+2` gives free goods in the same breath; a plain quantity leaves what is in Free alone
      write: (line, text) => {
        if (!line.item) return null
        if (text.trim() === '') return { ...line, qtyMilli: null }
        const read = readGoods(text, line.item)
        return read && { ...line, qtyMilli: read.qtyMilli, ...(read.freeMilli > 0 ? { freeMilli: read.freeMilli } : {}) }
      },
    },
    free: quantityRule<Line>('free', 'freeMilli' as NumberField<Line>),
    rate: {
      id: 'rate',
      entry: true,
      edit: (line) => rate(line.rateE4),
      write: written('rateE4', (text) => notBelow(parseRateE4(text))),
    },
    discount: {
      id: 'discount',
      entry: true,
      edit: (line) => percent(line.discountBp),
      write: written('discountBp', readPercent),
    },
    gst: { id: 'gst' },
    amount: { id: 'amount' },
  } satisfies Readonly<Record<GoodsColumn, EntryRules<Line>>>
}
