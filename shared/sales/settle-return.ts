import { type LineFigures, returnedFigures } from '../gst/returned.ts'
import { roundOffOf } from '../gst/tax.ts'
import { type Paise, paise, share, sumPaise } from '../money.ts'

export const figureKeys = ['taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const
export type Figures = { readonly [K in (typeof figureKeys)[number]]: Paise }
export const noFigures: Figures = {
  taxablePaise: paise(0),
  igstPaise: paise(0),
  cgstPaise: paise(0),
  sgstPaise: paise(0),
  cessPaise: paise(0),
}

/** Each of the five figures by a function of its name. */
export const figuresBy = (of: (key: (typeof figureKeys)[number]) => number): Figures => ({
  taxablePaise: paise(of('taxablePaise')),
  igstPaise: paise(of('igstPaise')),
  cgstPaise: paise(of('cgstPaise')),
  sgstPaise: paise(of('sgstPaise')),
  cessPaise: paise(of('cessPaise')),
})
export const worthOf = (figures: LineFigures): number => sumPaise(figureKeys.map((key) => figures[key]))

/** A line of a posted bill with all that came of it since, over notes that are not cancelled. */
export type SoldLine = LineFigures & {
  readonly qtyMilli: number
  readonly freeMilli: number
  readonly grossPaise: number
  readonly returnedMilli: number
  readonly returnedFreeMilli: number
  /** What came back without GST (a commercial note, a buyer's bill without tax): it took value and left the tax. */
  readonly untaxedMilli: number
  /** Value and tax that notes for goods took back. */
  readonly returned: Figures
  /** Value and tax that notes of value only took back, less what debit notes added. */
  readonly noted: Figures
}

/** What the line stands for before any goods come back: the bill's figures after notes of value. */
const standing = (line: SoldLine): Figures => figuresBy((key) => Math.max(0, line[key] - line.noted[key]))

/** The tax that went with what came back without GST: it stays paid, and no later note may take it. */
function takenOf(line: SoldLine): Figures {
  const whole = standing(line)
  return figuresBy((key) =>
    key === 'taxablePaise' || line.qtyMilli === 0
      ? line.returned[key]
      : line.returned[key] + share(whole[key], line.untaxedMilli, line.qtyMilli),
  )
}

/**
 * What of a line no note has taken back yet. With all goods back and all value taken nothing is: notes with GST and without in turn round their
 * parts of the tax each for itself, and a paisa of it would stand over.
 */
export function leftOf(line: SoldLine): Figures {
  const whole = standing(line)
  const taken = takenOf(line)
  if (line.returnedMilli >= line.qtyMilli && taken.taxablePaise >= whole.taxablePaise) return noFigures
  return figuresBy((key) => Math.max(0, whole[key] - taken[key]))
}

/**
 * What comes back for so much of a line (gst-rules.md §2.3): its share of the stored figures, so that the last return of a line takes the
 * exact remainder of value and of every head; free goods are worth nothing. Throws beyond what was sold: the caller refuses that first.
 */
export function backOf(line: SoldLine, qtyMilli: number): Figures & { grossPaise: Paise } {
  if (qtyMilli === 0) return { ...noFigures, grossPaise: paise(0) }
  const back = returnedFigures({
    original: standing(line),
    billedQtyMilli: line.qtyMilli,
    beforeQtyMilli: line.returnedMilli,
    beforeFigures: takenOf(line),
    qtyMilli,
  })
  const grossUpTo = (qty: number) => share(line.grossPaise, qty, line.qtyMilli)
  return { ...back, grossPaise: paise(grossUpTo(line.returnedMilli + qtyMilli) - grossUpTo(line.returnedMilli)) }
}

/** Value alone, without GST: what a commercial note gives and what a buyer without GST may bill. */
export const untaxed = <F extends Figures>(figures: F): F => ({ ...figures, ...noFigures, taxablePaise: figures.taxablePaise })

/** So much less value of a line, with its part of the tax that is left; all that is left takes all that is left. */
export function lessOf(line: SoldLine, amountPaise: number): Figures {
  const left = leftOf(line)
  return figuresBy((key) =>
    key === 'taxablePaise' ? amountPaise : left.taxablePaise === 0 ? 0 : share(left[key], amountPaise, left.taxablePaise),
  )
}

/** So much more value of a line, taxed as the line was: each head at the bill's rate, cess in the bill's proportion. */
export function moreOf(line: SoldLine & { readonly rateBp: number }, amountPaise: number, intra: boolean): Figures {
  const half = intra ? share(amountPaise, line.rateBp, 20_000) : 0
  return {
    taxablePaise: paise(amountPaise),
    igstPaise: intra ? paise(0) : share(amountPaise, line.rateBp, 10_000),
    cgstPaise: paise(half),
    sgstPaise: paise(half),
    cessPaise: line.taxablePaise === 0 ? paise(0) : share(line.cessPaise, amountPaise, line.taxablePaise),
  }
}

/**
 * The note's total and its round-off. When nothing of the bill is left after it, the round-off brings the notes to the bill's own total, so
 * that nobody stays owing the paise of a bill that came back whole (`wholePaise`: what of the bill's total no note has taken).
 */
export function noteTotal(lines: readonly Figures[], roundOff: boolean, wholePaise: number | null) {
  const exactPaise = sumPaise(lines.map(worthOf))
  const rest = wholePaise === null ? null : wholePaise - exactPaise
  const roundOffPaise = rest !== null && Math.abs(rest) <= 100 ? paise(rest) : roundOff ? roundOffOf(exactPaise) : paise(0)
  return { roundOffPaise, totalPaise: paise(exactPaise + roundOffPaise) }
}

/**
 * What goods given in place of so much of a line are worth by the bill, tax and all, free goods spread over the whole: the measure of what a
 * person may give by himself. Nothing of it is booked.
 */
export const replacedWorth = (line: SoldLine, qtyMilli: number): Paise =>
  line.qtyMilli + line.freeMilli === 0 ? paise(0) : share(worthOf(line), qtyMilli, line.qtyMilli + line.freeMilli)
