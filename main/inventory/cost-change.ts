import type { CostLayer, MoveKind, MoveRef } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { milli } from '../../shared/quantity.ts'
import type { Layer } from './cost.ts'

/** A move of the entry being posted; `at` counts over all its postings, as MoveRef does. */
export type NewMove = {
  at: number
  date: LocalDate
  itemId: number
  batchId: number
  qtyMilli: number
  kind: MoveKind
  ofMove: number | null
  mirror: boolean
  /** Null for what is valued here: issues and customers' returns. */
  receivedPaise: number | null
  /** What the entry's own stock values say of it. */
  statedPaise: number
}

/** What the entry adds to the value of a receipt already in the book, on the entry's own day. */
export type Correction = { moveId: number; date: LocalDate; amountPaise: number }

/**
 * What one derived entry is to say: this move of this kind is worth so much more (or less), as on that day. `answers` tells the
 * account: of goods that left (by the move's kind), of a receipt valued before its bill, of a change of method.
 */
export type Revaluation = {
  date: LocalDate
  move: MoveRef
  moveKind: MoveKind
  itemId: number
  amountPaise: Paise
  kind: 'issue' | 'revalue' | 'method'
  answers?: 'receipt'
}

export type ItemCost = { revaluations: Revaluation[]; layers: CostLayer[] }

/** Moves of the entry have no id yet: they come after every stored one. */
const newFrom = 2 ** 50
export const newId = (at: number): number => newFrom + at
export const moveRef = (id: number): MoveRef => (id >= newFrom ? { at: id - newFrom } : { id })

/** The layers to keep: those that changed, and those used up as nothing, which drops them. */
export function changedLayers(itemId: number, stored: readonly Layer[], now: readonly Layer[]): CostLayer[] {
  const key = (layer: Layer) => `${layer.pool} ${layer.date} ${layer.receipt}`
  const left = new Map(stored.map((layer) => [key(layer), layer]))
  const changed: Layer[] = []
  for (const layer of now) {
    const before = left.get(key(layer))
    left.delete(key(layer))
    // a layer that this very entry makes and uses up was never stored
    const same = before
      ? before.qtyMilli === layer.qtyMilli && before.valuePaise === layer.valuePaise
      : layer.qtyMilli === 0 && layer.valuePaise === 0
    if (!same) changed.push(layer)
  }
  for (const gone of left.values()) changed.push({ ...gone, qtyMilli: 0, valuePaise: 0 })
  return changed.map((layer) => ({
    itemId,
    poolBatchId: layer.pool,
    date: layer.date,
    receipt: moveRef(layer.receipt),
    qtyLeftMilli: milli(layer.qtyMilli),
    valueLeftPaise: paise(layer.valuePaise),
  }))
}
