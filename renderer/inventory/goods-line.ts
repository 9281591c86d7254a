import { readStockQuantity, showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { type AdjustReason, adjustReasons } from '../../shared/inventory/stock-reasons.ts'
import { parsePaise } from '../../shared/money.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import type { ItemHit, SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { money } from '../ui/format.ts'
import { words } from '../words.ts'

export type PlacedBatch = OutputOf<'inventory.placedBatches'>[number]
type GoodsItem = Pick<ItemHit, 'id' | 'uid' | 'name' | 'packLabel' | 'manufacturer' | 'saleUnit' | 'saleFactor'>

/** A line of goods named by batch and place. Null is "not entered yet"; below zero is goods that are missing (adjustments only). */
export type GoodsLine = {
  readonly key: string
  readonly item: GoodsItem | null
  readonly batch: PlacedBatch | null
  readonly qtyMilli: number | null
  readonly reason: AdjustReason | null
  readonly valuePaise: number | null
}

export const blankLine = (): GoodsLine => ({
  key: crypto.randomUUID(),
  item: null,
  batch: null,
  qtyMilli: null,
  reason: null,
  valuePaise: null,
})

export const shownQuantity = (line: GoodsLine): string =>
  line.item && line.qtyMilli !== null ? showStockQuantity(line.qtyMilli, line.item.saleFactor) : ''

/** `-9:5` is 9 units and 5 loose fewer. */
export function readSigned(text: string, saleFactor: number): number | null {
  const minus = /^\s*[-−]/.test(text)
  const size = readStockQuantity(text.replace(/^\s*[-−+]/, ''), saleFactor)
  return size === null ? null : minus ? 0 - size : size
}

/** The reason whose words, or code, begin as typed. */
export const reasonOf = (text: string): AdjustReason | null => {
  const typed = text.trim().toLocaleLowerCase()
  const starts = (reason: AdjustReason) =>
    words(`inventory.reasons.${reason}`).toLocaleLowerCase().startsWith(typed) || reason.startsWith(typed)
  return typed === '' ? null : (adjustReasons.find(starts) ?? null)
}

const item: EntryRules<GoodsLine> = { id: 'item', entry: true, edit: (line) => line.item?.name ?? '' }
const batch: EntryRules<GoodsLine> = {
  id: 'batch',
  entry: true,
  skip: (line) => line.batch !== null,
  edit: (line) => line.batch?.number ?? '',
}
const quantity = (signed: boolean): EntryRules<GoodsLine> => ({
  id: 'qty',
  entry: true,
  edit: shownQuantity,
  write: (line, text) => {
    if (!line.item) return null
    if (text.trim() === '') return { ...line, qtyMilli: null }
    const typed = signed ? readSigned(text, line.item.saleFactor) : readStockQuantity(text, line.item.saleFactor)
    return typed === null ? null : { ...line, qtyMilli: typed }
  },
})
const reason: EntryRules<GoodsLine> = {
  id: 'reason',
  entry: true,
  edit: (line) => (line.reason ? words(`inventory.reasons.${line.reason}`) : ''),
  write: (line, text) => {
    if (text.trim() === '') return { ...line, reason: null }
    const found = reasonOf(text)
    return found === null ? null : { ...line, reason: found }
  },
}
const value: EntryRules<GoodsLine> = {
  id: 'value',
  entry: true,
  // less goes at cost; more comes at the last cost unless something else is said
  skip: (line) => (line.qtyMilli ?? 0) < 0,
  edit: (line) => money(line.valuePaise),
  write: (line, text) => {
    if (text.trim() === '') return { ...line, valuePaise: null }
    const paise = parsePaise(text)
    return paise === null ? null : { ...line, valuePaise: paise }
  },
}

/** Columns of goods that only leave, and of goods that may be more or less. */
export const leavingRules: readonly EntryRules<GoodsLine>[] = [
  item,
  { id: 'pack' },
  batch,
  { id: 'expiry' },
  { id: 'location' },
  { id: 'stock' },
  quantity(false),
]
export const adjustingRules: readonly EntryRules<GoodsLine>[] = [
  item,
  { id: 'pack' },
  batch,
  { id: 'expiry' },
  { id: 'location' },
  { id: 'stock' },
  quantity(true),
  reason,
  value,
]
/** A count: what stands in the book is not shown. */
export const countingRules: readonly EntryRules<GoodsLine>[] = [
  item,
  { id: 'pack' },
  batch,
  { id: 'expiry' },
  { id: 'mrp' },
  { id: 'rack' },
  quantity(false),
]

/** The first column that is still to be filled; null when the line can be saved. */
export const missingOf =
  ({ reasons = false, zero = false }: { reasons?: boolean; zero?: boolean } = {}) =>
  (line: GoodsLine): string | null => {
    if (!line.batch) return 'batch'
    if (line.qtyMilli === null || (line.qtyMilli === 0 && !zero)) return 'qty'
    return reasons && line.reason === null ? 'reason' : null
  }

/** Fields of a line as main names them, and their columns. */
export const columnOf: Readonly<Record<string, string>> = {
  itemId: 'item',
  batchId: 'batch',
  locationId: 'batch',
  qtyMilli: 'qty',
  reason: 'reason',
  valuePaise: 'value',
}

type Choosing<Head> = {
  kind: string
  rules: readonly EntryRules<GoodsLine>[]
  readHead: SheetKind<Head, GoodsLine>['readHead']
  /** The place whose batches are offered; null offers every place people can put their hands on. */
  placeOf: (head: Head) => number | null
  /** Batches with none left are offered too. */
  empty?: boolean
  isEmptyHead?: (head: Head) => boolean
  /** A batch that the book does not know. */
  fresh?: (line: GoodsLine, text: string) => Promise<PlacedBatch | null>
}

const dayOf = (head: unknown): string => (head as { date: string }).date
const onHand: ReadonlySet<string> = new Set(['saleable', 'quarantine', 'expiry'])

/** A document of goods that stand somewhere: items, then their batches wherever they are, earliest expiry first. */
export const goodsKind = <Head>({
  placeOf,
  empty = false,
  fresh,
  ...about
}: Choosing<Head>): SheetKind<Head, GoodsLine, PlacedBatch> => ({
  ...about,
  blank: blankLine,
  afterItem: 'qty',
  take: (line, { id, uid, name, packLabel, manufacturer, saleUnit, saleFactor }) => ({
    ...line,
    item: { id, uid, name, packLabel, manufacturer, saleUnit, saleFactor },
    batch: null,
  }),
  choosing: {
    column: 'batch',
    next: 'qty',
    find: async (line, lines, head) => {
      const rows = await fetchNow('inventory.placedBatches', {
        itemId: line.item?.id ?? 0,
        date: dayOf(head),
        locationId: placeOf(head),
        empty,
      })
      const taken = new Set(
        lines.flatMap((one) => (one.key !== line.key && one.batch ? [`${one.batch.id} ${one.batch.locationId}`] : [])),
      )
      return rows.filter((row) => onHand.has(row.locationKind) && !taken.has(`${row.id} ${row.locationId}`))
    },
    take: (line, batch) => ({ ...line, batch }),
    text: (row) => row.number,
    none: (line) => words('inventory.documents.noBatches', { item: line.item?.name ?? '' }),
    ...(fresh ? { fresh } : {}),
  },
})
