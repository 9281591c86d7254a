import { type Paise, paise } from '../money.ts'

/** Tax by head, in paise. */
export type Heads = { readonly igstPaise: Paise; readonly cgstPaise: Paise; readonly sgstPaise: Paise; readonly cessPaise: Paise }

export const headKeys = ['igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const

const nothing = paise(0)
export const noHeads: Heads = { igstPaise: nothing, cgstPaise: nothing, sgstPaise: nothing, cessPaise: nothing }

/** One by one; `by` −1 takes away. */
export const addPaise = (to: Heads, more: { readonly [K in keyof Heads]: number }, by: 1 | -1 = 1): Heads =>
  Object.fromEntries(headKeys.map((head) => [head, paise(to[head] + by * more[head])])) as Heads

export const sumHeads = (heads: Heads): Paise => paise(headKeys.reduce((sum, head) => sum + heads[head], 0))
