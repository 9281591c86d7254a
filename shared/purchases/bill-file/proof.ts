import { type Paise, paise, share, sumPaise } from '../../money.ts'
import { lineAmount } from '../../quantity.ts'
import type { FileBill, FileLine } from './rows.ts'

/** What the amount column of a file holds: quantity × rate, or that less discount, or that with tax. */
export const amountMeanings = ['gross', 'net', 'with-tax'] as const
export type AmountMeaning = (typeof amountMeanings)[number]

export type LineProof = {
  readonly rowNo: number
  readonly grossPaise: Paise
  readonly netPaise: Paise
  readonly taxPaise: Paise
  /** `none`: the file gives no amount to prove with. */
  readonly state: 'proved' | 'off' | 'none'
  /** What the amount should be under the file's meaning. */
  readonly expectedPaise: Paise
}
export type BillProof = {
  /** Null when the file has no amounts, or no one meaning fits most of them. */
  readonly meaning: AmountMeaning | null
  readonly lines: readonly LineProof[]
  readonly netPaise: Paise
  readonly taxPaise: Paise
  /** Net and tax, to the rupee. */
  readonly totalPaise: Paise
  /** The paper's total less ours; null when the file gives none. Proved when within `totalSlackPaise`. */
  readonly offPaise: Paise | null
  readonly totalProved: boolean
}

/** A supplier's program rounds each line or each rate; a rupee on a bill is not an error of copying. */
export const totalSlackPaise = 100
const wholePercent = 10_000
const rupee = 100
const e4InPaisa = 100

/** Paise a printed rate may hide: half of its last decimal, for every pack; and two for rounding. */
function slack(line: FileLine): number {
  const hidden = line.rateE4 % e4InPaisa === 0 ? e4InPaisa / 2 : 1
  return 2 + Math.ceil((Math.abs(line.qtyMilli) * hidden) / (1000 * e4InPaisa))
}

const grossOf = ({ qtyMilli, rateE4 }: FileLine): Paise => lineAmount({ qtyMilli, rateE4, factor: 1 })

function figuresOf(line: FileLine): { grossPaise: Paise; netPaise: Paise; taxPaise: Paise } {
  const grossPaise = grossOf(line)
  const netPaise = paise(grossPaise - share(grossPaise, line.discountBp, wholePercent) - line.discountPaise)
  return { grossPaise, netPaise, taxPaise: share(netPaise, line.gstBp ?? 0, wholePercent) }
}

const amountUnder = (meaning: AmountMeaning, { grossPaise, netPaise, taxPaise }: ReturnType<typeof figuresOf>): Paise =>
  meaning === 'gross' ? grossPaise : meaning === 'net' ? netPaise : paise(netPaise + taxPaise)

/**
 * Proves a bill of a file line by line: quantity × rate, its discount and its tax against the amount the file gives, under the one
 * meaning of that column which fits most lines (at least two in three); then the sum against the bill's total. A wrong digit in
 * quantity, rate, discount or amount leaves its line `off`.
 */
export function proveBill(bill: Pick<FileBill, 'lines' | 'totalPaise'>): BillProof {
  const figures = bill.lines.map(figuresOf)
  const fits = (meaning: AmountMeaning, at: number): boolean => {
    const line = bill.lines[at] as FileLine
    const expected = amountUnder(meaning, figures[at] as ReturnType<typeof figuresOf>)
    return line.amountPaise !== null && Math.abs(line.amountPaise - expected) <= slack(line)
  }
  const withAmount = bill.lines.flatMap((line, at) => (line.amountPaise === null ? [] : [at]))
  const counted = amountMeanings.map((meaning) => ({ meaning, count: withAmount.filter((at) => fits(meaning, at)).length }))
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a))
  const meaning = best.count > 0 && best.count * 3 >= withAmount.length * 2 ? best.meaning : null
  const lines = bill.lines.map((line, at): LineProof => {
    const own = figures[at] as ReturnType<typeof figuresOf>
    const state = line.amountPaise === null ? 'none' : meaning !== null && fits(meaning, at) ? 'proved' : 'off'
    return { rowNo: line.rowNo, ...own, state, expectedPaise: amountUnder(meaning ?? 'net', own) }
  })
  const netPaise = sumPaise(lines.map((line) => line.netPaise))
  const taxPaise = sumPaise(lines.map((line) => line.taxPaise))
  const totalPaise = paise(Math.round((netPaise + taxPaise) / rupee) * rupee)
  const offPaise = bill.totalPaise === null ? null : paise(bill.totalPaise - totalPaise)
  return {
    meaning,
    lines,
    netPaise,
    taxPaise,
    totalPaise,
    offPaise,
    totalProved: offPaise !== null && Math.abs(offPaise) <= totalSlackPaise,
  }
}

const farApart = 3

/**
 * True when a rate looks like that of another pack: three times the last one or a third of it, or above the MRP it came with. A
 * misread pack corrupts stock without any sum being wrong.
 */
export const packDoubt = (line: Pick<FileLine, 'rateE4' | 'mrpPaise'>, lastRateE4: number | null): boolean =>
  (line.mrpPaise !== null && line.rateE4 > line.mrpPaise * e4InPaisa) ||
  (lastRateE4 !== null && lastRateE4 > 0 && (line.rateE4 > lastRateE4 * farApart || line.rateE4 * farApart < lastRateE4))
