import { Refusal } from '../refusal.ts'

const longest = 16

/**
 * The number of a document: kind and device, financial year of its date, serial: `SA/26-27/000123` (model rule 4). At most 16
 * characters (gst-rules.md §3.2); the serial is padded to six digits, or to what a longer prefix leaves. Refuses `accounts/series-full` when
 * the next serial does not fit. Throws on a prefix, year or serial that could never make a lawful number.
 */
export function documentNumber(series: {
  readonly prefix: string
  readonly device: string
  readonly fy: string
  readonly next: number
}): string {
  const head = `${series.prefix}${series.device}/${series.fy}/`
  if (!/^[A-Za-z1-9][A-Za-z0-9-]*\/\d\d-\d\d\/$/.test(head)) throw new RangeError(`series: ${head}`)
  if (!Number.isSafeInteger(series.next) || series.next < 1) throw new RangeError(`serial: ${series.next}`)
  const number = head + String(series.next).padStart(Math.min(6, longest - head.length), '0')
  if (number.length > longest) {
    throw new Refusal('accounts/series-full', `No number is left in ${head}: start a series with a shorter prefix`, 'number', {
      series: head,
    })
  }
  return number
}

export type NumberProblem = { readonly code: string; readonly message: string }

/**
 * What is wrong with a document number typed or imported, or null (gst-rules.md §3.2): 1 to 16 letters, digits, `-` and `/`, not
 * zero all over; and for an e-invoice a first character that is a letter or 1 to 9.
 */
export function documentNumberProblem(
  number: string,
  { eInvoice = false }: { readonly eInvoice?: boolean } = {},
): NumberProblem | null {
  if (number.length < 1 || number.length > longest) {
    return { code: 'accounts/number-length', message: 'A document number has 1 to 16 characters' }
  }
  if (!/^[A-Za-z0-9/-]+$/.test(number)) {
    return { code: 'accounts/number-characters', message: 'A document number has only letters, digits, - and /' }
  }
  if (!/[A-Za-z1-9]/.test(number)) return { code: 'accounts/number-zero', message: 'A document number cannot be zero' }
  if (eInvoice && !/^[A-Za-z1-9]/.test(number)) {
    return { code: 'accounts/number-first', message: 'The number of an e-invoice begins with a letter or a digit from 1 to 9' }
  }
  return null
}

/** Two numbers are the same when these are: case does not tell numbers apart. */
export const documentNumberKey = (number: string): string => number.toUpperCase()
