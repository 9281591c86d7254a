import { isLocalDate, type LocalDate, parseExpiryEntry } from '../../shared/calendar.ts'
import { readStockQuantity, showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { parsePaise, share } from '../../shared/money.ts'
import { lineAmount, parseBasisPoints, parseRateE4 } from '../../shared/quantity.ts'
import type { InputOf } from '../client.ts'
import type { ItemHit, SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { expiry, money, percent, rate } from '../ui/format.ts'

export type OpeningItem = Pick<
  ItemHit,
  'id' | 'uid' | 'name' | 'packLabel' | 'manufacturer' | 'saleUnit' | 'saleFactor' | 'mrpPaise'
>

/** A line of opening stock being keyed. Null is "not entered yet". */
export type OpeningLine = {
  readonly key: string
  readonly item: OpeningItem | null
  readonly batch: string
  readonly expiry: LocalDate | null
  readonly mrpPaise: number | null
  readonly qtyMilli: number | null
  /** Cost per sale unit; a help to work out the value, which is what counts. */
  readonly rateE4: number | null
  readonly valuePaise: number | null
  /** Tax credit availed on the goods when they were bought; lines kept by older versions have none. */
  readonly credit?: Credit | null
}
type Credit = { readonly rateBp: number; readonly supply: 'intra' | 'inter' }

export const blankLine = (): OpeningLine => ({
  key: crypto.randomUUID(),
  item: null,
  batch: '',
  expiry: null,
  mrpPaise: null,
  qtyMilli: null,
  rateE4: null,
  valuePaise: null,
})

const valued = (line: OpeningLine): OpeningLine =>
  line.rateE4 === null || line.qtyMilli === null || !line.item
    ? line
    : { ...line, valuePaise: lineAmount({ qtyMilli: line.qtyMilli, rateE4: line.rateE4, factor: line.item.saleFactor }) }

const orNone = <T>(text: string, read: (text: string) => T | null, put: (value: T | null) => OpeningLine): OpeningLine | null => {
  if (text.trim() === '') return put(null)
  const value = read(text)
  return value === null ? null : put(value)
}

/** `12` is CGST and SGST of 12 %, `12 I` is IGST. */
function readCredit(text: string): Credit | null {
  const [, typed = '', inter] = /^([\d.]+)\s*%?\s*(i|igst)?$/i.exec(text.trim()) ?? []
  const rateBp = parseBasisPoints(typed)
  return rateBp === null || rateBp <= 0 ? null : { rateBp, supply: inter ? 'inter' : 'intra' }
}
export const shownCredit = ({ credit }: OpeningLine): string =>
  credit ? `${percent(credit.rateBp)}${credit.supply === 'inter' ? ' I' : ''}` : ''
/** What a write-off of the whole line would give back. */
export const creditOf = ({ credit, valuePaise }: OpeningLine): number =>
  !credit || valuePaise === null
    ? 0
    : credit.supply === 'inter'
      ? share(valuePaise, credit.rateBp, 10_000)
      : 2 * share(valuePaise, credit.rateBp, 20_000)

export const shownQuantity = (line: OpeningLine): string =>
  line.item && line.qtyMilli !== null ? showStockQuantity(line.qtyMilli, line.item.saleFactor) : ''

/** How each cell is typed; opening-columns.tsx adds how it looks. */
export const openingRules: readonly EntryRules<OpeningLine>[] = [
  { id: 'item', entry: true, edit: (line) => line.item?.name ?? '' },
  { id: 'pack' },
  {
    id: 'batch',
    entry: true,
    edit: (line) => line.batch,
    write: (line, text) => (text.length > 30 ? null : { ...line, batch: text.trim() }),
  },
  {
    id: 'expiry',
    entry: true,
    edit: (line) => expiry(line.expiry),
    write: (line, text) => orNone(text, parseExpiryEntry, (value) => ({ ...line, expiry: value })),
  },
  {
    id: 'mrp',
    entry: true,
    edit: (line) => money(line.mrpPaise),
    write: (line, text) => orNone(text, parsePaise, (value) => ({ ...line, mrpPaise: value })),
  },
  {
    id: 'qty',
    entry: true,
    edit: shownQuantity,
    write: (line, text) =>
      orNone(
        text,
        (typed) => (line.item ? readStockQuantity(typed, line.item.saleFactor) : null),
        (value) => valued({ ...line, qtyMilli: value }),
      ),
  },
  {
    id: 'rate',
    entry: true,
    edit: (line) => rate(line.rateE4),
    write: (line, text) =>
      orNone(text, parseRateE4, (value) => (value !== null && value < 0 ? line : valued({ ...line, rateE4: value }))),
  },
  {
    id: 'value',
    entry: true,
    // worked out from the rate: Enter passes over it, the arrows still reach it
    skip: (line) => line.rateE4 !== null && line.valuePaise !== null,
    edit: (line) => money(line.valuePaise),
    write: (line, text) => orNone(text, parsePaise, (value) => ({ ...line, valuePaise: value, rateE4: null })),
  },
  {
    id: 'credit',
    entry: true,
    // few shops know it of every batch: Enter passes over it, the arrows reach it
    skip: () => true,
    edit: shownCredit,
    write: (line, text) => orNone(text, readCredit, (value) => ({ ...line, credit: value })),
  },
]

/** The first column of a line that is still to be filled; null when it can be saved. */
export function missing(line: OpeningLine): string | null {
  if (line.batch === '') return 'batch'
  if (line.qtyMilli === null || line.qtyMilli <= 0) return 'qty'
  return line.valuePaise === null ? 'value' : null
}

/** The draft as main takes it. */
export const toPost = (uid: string, date: LocalDate, lines: readonly OpeningLine[]): InputOf<'inventory.openingStock'> => ({
  uid,
  date,
  lines: lines.map((line) => ({
    itemId: line.item?.id ?? 0,
    batch: line.batch,
    expiry: line.expiry,
    mrpPaise: line.mrpPaise,
    qtyMilli: line.qtyMilli ?? 0,
    valuePaise: line.valuePaise ?? 0,
    credit: line.credit ?? null,
  })),
})

/** Fields of a line as main names them, and their columns. */
export const columnOf: Readonly<Record<string, string>> = {
  itemId: 'item',
  batch: 'batch',
  expiry: 'expiry',
  mrpPaise: 'mrp',
  qtyMilli: 'qty',
  valuePaise: 'value',
  credit: 'credit',
}

export type OpeningHead = { readonly date: LocalDate }

/** A sheet of opening stock. */
export const openingKind: SheetKind<OpeningHead, OpeningLine> = {
  kind: 'opening-stock',
  rules: openingRules,
  blank: blankLine,
  readHead: (kept) => {
    const { date } = (kept.head ?? kept) as Partial<OpeningHead>
    return date !== undefined && isLocalDate(date) ? { date } : null
  },
  afterItem: 'batch',
  take: (line, { id, uid, name, packLabel, manufacturer, saleUnit, saleFactor, mrpPaise }) => ({
    ...line,
    item: { id, uid, name, packLabel, manufacturer, saleUnit, saleFactor, mrpPaise },
    mrpPaise: line.mrpPaise ?? mrpPaise,
  }),
}
