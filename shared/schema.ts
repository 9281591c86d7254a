import { z } from 'zod'
import { isLocalDate, type LocalDate } from './calendar.ts'
import type { Paise } from './money.ts'
import type { BasisPoints, Milli, RateE4 } from './quantity.ts'

/** Building blocks of the contracts: each crosses a process as a plain number or text and comes out branded. */
const whole = z.number().int().refine(Number.isSafeInteger, 'too large')

export const Uid = z.uuid()
/** Integer paise. */
export const PaiseZ = whole as unknown as z.ZodType<Paise, number>
/** Thousandths of the base unit. */
export const MilliZ = whole as unknown as z.ZodType<Milli, number>
/** 1/10,000 rupee per unit of the line. */
export const RateE4Z = whole.min(0).max(10_000_000_000_000) as unknown as z.ZodType<RateE4, number>
/** Hundredths of a percent, 0 to 100 %. */
export const BasisPointsZ = whole.min(0).max(10_000) as unknown as z.ZodType<BasisPoints, number>
/** 'YYYY-MM-DD', a day that exists. */
export const DateZ = z.string().refine(isLocalDate, 'not a date') as unknown as z.ZodType<LocalDate, string>
/** 'YYYY-MM' */
export const MonthZ = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month')
/** Text a person typed: trimmed, bounded, no control characters. */
export const typed = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.trim())
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is refused
    .refine((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text), 'has control characters')
/** The same, where leaving it empty means "none". */
export const optionalText = (max: number) =>
  typed(max)
    .transform((text) => text || null)
    .nullable()
    .default(null)

/** A page of a list: SQLite sorts, filters and totals; the window keeps 100-row pages. */
export const PageAsk = z.object({
  filter: typed(200).default(''),
  offset: whole.min(0).default(0),
  limit: whole.min(1).max(500).default(100),
  sort: z.string().max(40).nullable().default(null),
  descending: z.boolean().default(false),
  /** A list may answer its rows first (the total is then what they show) and its totals to a second question; others answer all. */
  part: z.enum(['all', 'rows', 'totals']).default('all'),
})
export const page = <R extends z.ZodType, S extends z.ZodType>(row: R, sums: S) =>
  z.object({ rows: z.array(row), total: whole, sums: sums.nullable() })
export const Nothing = z.object({})
export const Done = z.object({ ok: z.literal(true) })
/** What a task answers at once; its result arrives with the last progress. */
export const Ticket = z.object({ ticket: z.string(), name: z.string() })
