import { readQuantityEntry } from '../../shared/items/quantity-entry.ts'
import type { OutputOf } from '../client.ts'
import { quantity } from '../ui/format.ts'
import type { LoadedGoods } from './bill-load.ts'

export type PastedLine = OutputOf<'sales.readOrder'>['lines'][number]
export type PastedChoice = PastedLine['choices'][number]

/** A line of a pasted order as it is reviewed: which item, how much, and whether it is taken. Talk is left out. */
export type PasteRow = {
  readonly line: PastedLine
  readonly at: number
  /** As typed: in the item's sale units, `10+1` with free goods. */
  readonly qty: string
  /** Only what is certain is taken before a person looked. */
  readonly taken: boolean
}

/** Quantity of a choice in its sale units: '10+1'; '' when none was understood. */
export function shownOf(choice: PastedChoice | undefined): string {
  if (!choice || choice.qtyMilli === null) return ''
  const { saleFactor } = choice.item
  const loose = choice.qtyMilli % saleFactor !== 0
  const units = (milli: number) => quantity(milli / (loose ? 1 : saleFactor)).replaceAll(',', '')
  return `${units(choice.qtyMilli)}${loose ? 'l' : ''}${choice.freeMilli > 0 ? `+${units(choice.freeMilli)}` : ''}`
}

export const rowsOf = (lines: readonly PastedLine[]): PasteRow[] =>
  lines
    .filter((line) => line.certainty !== 'talk')
    .map((line) => ({ line, at: 0, qty: shownOf(line.choices[0]), taken: line.certainty === 'certain' }))

/** The same line with another of its items; what was typed as the quantity stays, another item may count otherwise. */
export function withChoice(row: PasteRow, by: number): PasteRow {
  const last = row.line.choices.length - 1
  const at = Math.max(0, Math.min(last, row.at + by))
  if (at === row.at) return row
  const typed = row.qty !== shownOf(row.line.choices[row.at])
  return { ...row, at, qty: typed ? row.qty : shownOf(row.line.choices[at]), taken: false }
}

/** What of a row can go on the document; null while item or quantity is missing. */
export function goodsOfRow(row: PasteRow): LoadedGoods | null {
  const choice = row.line.choices[row.at]
  if (!choice || row.qty.trim() === '') return null
  const { item } = choice
  const units = [
    { name: item.baseUnit, factor: 1 },
    { name: item.saleUnit, factor: item.saleFactor },
  ].filter((unit, index, all) => all.findIndex((other) => other.name === unit.name) === index)
  const read = readQuantityEntry(row.qty, { units, saleUnit: item.saleUnit })
  if (read.problem) return null
  const { qtyMilli, freeMilli } = read
  return { item, qtyMilli, freeMilli, agreed: null, batch: null, source: null }
}
