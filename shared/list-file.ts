import { z } from 'zod'
import { formatDate, formatExpiry, isLocalDate } from './calendar.ts'
import { groupIndian } from './digits.ts'
import { formatPaise, share } from './money.ts'
import { formatBasisPoints, formatMilli, formatRateE4 } from './quantity.ts'

/**
 * What a column of a list holds. The table on screen, the workbook, the CSV and the paper are all made from the same declaration, so a
 * figure cannot differ between them. `money` is paise, `qty` thousandths, `rate` 1/10,000 rupee, `percent` hundredths of a percent,
 * `expiry` a date shown as 07/28, `flag` a yes or no.
 */
export const cellKinds = ['text', 'money', 'rate', 'qty', 'percent', 'count', 'date', 'expiry', 'flag'] as const
export type CellKind = (typeof cellKinds)[number]

const Path = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/, 'not the name of a value')

/** A column as it leaves the house: its head, and where its value stands in a row of the call. */
export const ListColumn = z.object({
  title: z.string().max(80),
  kind: z.enum(cellKinds),
  path: Path,
  /** What stands for a code: { cash: 'Cash' }. */
  words: z.record(z.string(), z.string().max(120)).optional(),
  /** Where the row holds the size of the unit a quantity is told in. */
  per: Path.optional(),
  /** Takes what room is left on paper. */
  grow: z.boolean().optional(),
  /** Where the sums hold this column's total over the whole filter. */
  sum: Path.optional(),
})
export type ListColumn = z.output<typeof ListColumn>

/** The words a file needs of its own; the window hands them in, in its language. */
export const ListWords = z.object({
  total: z.string().max(60).default('Total'),
  page: z.string().max(60).default('Page {{page}} of {{pages}}'),
  continued: z.string().max(60).default('continued'),
  yes: z.string().max(20).default('Yes'),
})
export type ListWords = z.output<typeof ListWords>

/** A list to be written: the call that answers it with its filter and sort, and the columns on show. */
export const ListAsk = z.object({
  call: z.string().max(80),
  input: z.record(z.string(), z.unknown()),
  title: z.string().min(1).max(120),
  /** The period, what is filtered: lines under the title. */
  notes: z.array(z.string().max(300)).max(8).default([]),
  columns: z.array(ListColumn).min(1).max(60),
  language: z.enum(['en', 'hi', 'ur']).default('en'),
  words: ListWords.default(ListWords.parse({})),
})
export type ListAsk = z.output<typeof ListAsk>

/** The value at a path of a row; undefined where there is none. Only a row's own values are read. */
export function valueAt(row: unknown, path: string): unknown {
  let at = row
  for (const key of path.split('.')) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}

const numeric: readonly CellKind[] = ['money', 'rate', 'qty', 'percent', 'count']
/** True for what stands at the end of its column and is a number in a workbook. */
export const isNumericKind = (kind: CellKind): boolean => numeric.includes(kind)

type Told = Pick<ListColumn, 'kind' | 'words' | 'per' | 'path'>

/** A quantity in units of the size the row names; thousandths of that unit, rounded where the unit does not divide it. */
function inUnits(value: number, column: Told, row: unknown): number {
  const size = column.per === undefined ? 1 : Number(valueAt(row, column.per))
  return Number.isSafeInteger(size) && size > 1 ? share(value, 1, size) : value
}

/** How a value is written for people: '1,84,250.00', '21-Nov-26', the words of a code; '' when there is none. */
export function cellText(value: unknown, column: Told, row: unknown = {}): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'number' && isNumericKind(column.kind)) return numberText(value, column, row)
  if (typeof value === 'string' && isLocalDate(value)) {
    if (column.kind === 'date') return formatDate(value)
    if (column.kind === 'expiry') return formatExpiry(value)
  }
  if (typeof value === 'boolean' || column.kind === 'flag')
    return value ? (column.words?.true ?? '✓') : (column.words?.false ?? '')
  return column.words?.[String(value)] ?? String(value)
}

function numberText(value: number, column: Told, row: unknown): string {
  switch (column.kind) {
    case 'money':
      return formatPaise(value)
    case 'rate':
      return formatRateE4(value)
    case 'qty':
      return formatMilli(inUnits(value, column, row))
    case 'percent':
      return formatBasisPoints(value).replace('%', '')
    default:
      return `${value < 0 ? '−' : ''}${groupIndian(String(Math.abs(value)))}`
  }
}

const places: Partial<Record<CellKind, number>> = { money: 2, rate: 4, qty: 3, percent: 2 }

/** A value as data: a number in rupees or units, a plain date 'YYYY-MM-DD', or text in words. Null when there is none. */
export function cellData(value: unknown, column: Told, row: unknown = {}): number | string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'number' && isNumericKind(column.kind)) {
    const units = column.kind === 'qty' ? inUnits(value, column, row) : value
    // decimal text to number: the nearest double to the exact figure, never a product of doubles
    return Number(`${units}e-${places[column.kind] ?? 0}`)
  }
  if (typeof value === 'string' && (column.kind === 'date' || column.kind === 'expiry') && isLocalDate(value)) return value
  return cellText(value, column, row)
}

/** Text that a spreadsheet would take for a formula gets a quote in front: what opens a CSV must not run what a party is called. */
export const harmless = (text: string): string => (/^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text)
