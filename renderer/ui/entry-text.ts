import { formatDate, formatExpiry, isLocalDate, type LocalDate, parseDateEntry, parseExpiryEntry } from '../../shared/calendar.ts'
import { formatPaise, type Paise, parsePaise } from '../../shared/money.ts'
import {
  type BasisPoints,
  formatBasisPoints,
  formatMilli,
  formatRateE4,
  type Milli,
  parseBasisPoints,
  parseMilli,
  parseRateE4,
  type RateE4,
} from '../../shared/quantity.ts'
import type { WordKey } from '../words.ts'

/** How one kind of value is typed and shown. `read` is null for text that is not one. */
export type EntryKind<T> = {
  readonly show: (value: T) => string
  readonly read: (text: string, today: LocalDate) => T | null
  /** Words for text that cannot be read. */
  readonly problem: WordKey
  /** Shown beside the box. */
  readonly unit?: string
  readonly width?: 'number' | 'date'
}

export const moneyEntry: EntryKind<Paise> = { show: formatPaise, read: parsePaise, problem: 'ui.notMoney' }
export const quantityEntry: EntryKind<Milli> = { show: formatMilli, read: parseMilli, problem: 'ui.notQuantity' }
export const rateEntry: EntryKind<RateE4> = { show: formatRateE4, read: parseRateE4, problem: 'ui.notRate' }
export const percentEntry: EntryKind<BasisPoints> = {
  show: (valueBp) => formatBasisPoints(valueBp).replace('%', ''),
  read: parseBasisPoints,
  problem: 'ui.notPercent',
  unit: '%',
}
/** Whole numbers without a unit (days, copies). */
export const countEntry: EntryKind<number> = {
  show: (n) => formatMilli(n * 1000),
  read: (text) => {
    const thousandths = parseMilli(text)
    return thousandths === null || thousandths % 1000 !== 0 ? null : thousandths / 1000
  },
  problem: 'ui.notNumber',
}
export const dateEntry: EntryKind<LocalDate> = {
  show: (date) => (isLocalDate(date) ? formatDate(date) : date),
  read: parseDateEntry,
  problem: 'ui.notDate',
  width: 'date',
}
export const expiryEntry: EntryKind<LocalDate> = {
  show: (date) => (isLocalDate(date) ? formatExpiry(date) : date),
  read: (text) => parseExpiryEntry(text),
  problem: 'ui.notExpiry',
  width: 'date',
}

/** What a typed text means: empty, a value, or something that cannot be read. */
export type Entry<T> = { kind: 'empty' } | { kind: 'value'; value: T } | { kind: 'problem'; problem: WordKey }

/** Reads a box. A text that still shows the value it arrived with is that value, whatever its rounding on screen. */
export function readEntry<T>(entry: EntryKind<T>, text: string, today: LocalDate, current: T | null): Entry<T> {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'empty' }
  if (current !== null && trimmed === entry.show(current)) return { kind: 'value', value: current }
  const value = entry.read(trimmed, today)
  return value === null ? { kind: 'problem', problem: entry.problem } : { kind: 'value', value }
}
