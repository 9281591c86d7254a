import { formatDate, formatExpiry, isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { groupIndian } from '../../shared/digits.ts'
import { formatPaise } from '../../shared/money.ts'
import { formatBasisPoints, formatMilli, formatRateE4 } from '../../shared/quantity.ts'

/**
 * How values are written in cells. Digits are Latin in all three languages; blank means "not entered", `–` means a zero balance,
 * ₹ stands on totals and in prose, not in columns.
 */
type Maybe<T> = T | null | undefined
const blank = (value: unknown): value is null | undefined => value === null || value === undefined

/** '1,84,250.00', or '' when not entered. */
export const money = (amountPaise: Maybe<number>): string => (blank(amountPaise) ? '' : formatPaise(amountPaise))
/** A balance: zero is '–'. */
export const balance = (amountPaise: Maybe<number>): string => (amountPaise === 0 ? '–' : money(amountPaise))
/** '₹1,84,250.00', for totals and prose. */
export const rupees = (amountPaise: number): string =>
  amountPaise < 0 ? `−₹${formatPaise(-amountPaise)}` : `₹${formatPaise(amountPaise)}`
/** '62.32' lakh or crore of rupees, for charts; the unit goes in the title. */
export const inLakh = (amountPaise: number): string => (amountPaise / 1e7).toFixed(2)
/** '20', '2.5'. */
export const quantity = (qtyMilli: Maybe<number>): string => (blank(qtyMilli) ? '' : formatMilli(qtyMilli))
/** '18.50', '18.5025'. */
export const rate = (valueRateE4: Maybe<number>): string => (blank(valueRateE4) ? '' : formatRateE4(valueRateE4))
/** '2.5' without the sign, for a column whose head says %. */
export const percent = (valueBp: Maybe<number>): string => (blank(valueBp) ? '' : formatBasisPoints(valueBp).replace('%', ''))
/** '1,00,000'. */
export const count = (n: Maybe<number>): string => (blank(n) ? '' : `${n < 0 ? '−' : ''}${groupIndian(String(Math.abs(n)))}`)
/** '21-Nov-26'. */
export const day = (date: Maybe<string>): string => (!blank(date) && isLocalDate(date) ? formatDate(date) : '')
/** '07/28'. */
export const expiry = (date: Maybe<string>): string => (!blank(date) && isLocalDate(date) ? formatExpiry(date) : '')
/** '1 Apr 2026', for the period of a report in words. */
export const longDay = (date: LocalDate): string => {
  const [dayOf = '', monthOf = ''] = formatDate(date).split('-')
  return `${Number(dayOf)} ${monthOf} ${date.slice(0, 4)}`
}
