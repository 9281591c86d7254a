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
  /** A person found the item by himself. */
  readonly found?: boolean
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

/** The line with an item a person found; it is his word, so it is taken when how much is known. */
export function withItem(row: PasteRow, choice: PastedChoice): PasteRow {
  const choices = [choice, ...row.line.choices.filter((one) => one.item.id !== choice.item.id)]
  const typed = row.qty !== shownOf(row.line.choices[row.at])
  const next = { ...row, line: { ...row.line, choices }, at: 0, qty: typed ? row.qty : shownOf(choice), found: true }
  return { ...next, taken: goodsOfRow(next) !== null }
}

/** The line after the name was taken away: what it was chosen for is a guess like any other. */
export const withoutName = (row: PasteRow): PasteRow => ({
  ...row,
  taken: false,
  line: { ...row.line, choices: row.line.choices.map((one) => ({ ...one, chosen: null })) },
})

const ofItem: readonly string[] = ['item', 'several', 'similar', 'nickname']
/**
 * The words that will be kept as the party's own name for the item of a row: where it was a person who said which item it is, and the words alone did
 * not. Null where nothing is learnt, and where it is known already.
 */
export function learnt(row: PasteRow): { said: string; itemId: number } | null {
  const choice = row.line.choices[row.at]
  const { words, certainty, doubts } = row.line
  const asked = row.found || row.at > 0 || (certainty !== 'certain' && doubts.some((doubt) => ofItem.includes(doubt)))
  if (!row.taken || !asked || !choice || choice.chosen !== null || goodsOfRow(row) === null) return null
  return /\p{L}/u.test(words) && words.length <= 100 ? { said: words, itemId: choice.item.id } : null
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
