import { type Paise, paise } from '../money.ts'

/** Notes in circulation, in rupees; coins are counted as one amount. */
export const denominations = [500, 200, 100, 50, 20, 10] as const
export type Denomination = (typeof denominations)[number]
export type Pieces = { readonly [D in Denomination as `n${D}`]: number }

/** What the books say of a day's cash, in the order it is read. */
export const dayFigures = [
  'openingPaise',
  'salesPaise',
  'receiptsPaise',
  'otherInPaise',
  'paymentsPaise',
  'otherOutPaise',
  'expectedPaise',
] as const

/** The drawer as counted: pieces of each note and the coins. */
export const counted = (pieces: Pieces, coinsPaise: number): Paise =>
  paise(denominations.reduce((sum, note) => sum + pieces[`n${note}`] * note * 100, coinsPaise))
