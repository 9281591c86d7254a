import type { PriceFacts } from '../../shared/items/price-line.ts'
import { distribute, paise } from '../../shared/money.ts'
import { lineAmount, type Milli, milli, rateE4 } from '../../shared/quantity.ts'
import type { OutputOf } from '../client.ts'
import { type Agreed, dividing } from './agreed.ts'
import { byRules, isKeyed, type RuledCell } from './bill-price.ts'

export type ItemHit = OutputOf<'items.search'>['rows'][number]
export type BatchHit = OutputOf<'inventory.batches'>['rows'][number]
export type UnitOfItem = { readonly name: string; readonly factor: number }

/** The item of a line as it was taken from the search, with its units. */
export type LineItem = Pick<
  ItemHit,
  | 'id'
  | 'uid'
  | 'name'
  | 'packLabel'
  | 'manufacturer'
  | 'rack'
  | 'hsn'
  | 'taxClass'
  | 'rateBp'
  | 'saleUnit'
  | 'saleFactor'
  | 'schedule'
  | 'mrpPaise'
  | 'rateE4'
> & { readonly units: readonly UnitOfItem[]; readonly decimals: number }

/** The batch a line takes from, and how many others there were to choose from. */
export type LineBatch = Pick<
  BatchHit,
  | 'id'
  | 'number'
  | 'expiry'
  | 'locationId'
  | 'mrpPaise'
  | 'effectiveMrpPaise'
  | 'rateE4'
  | 'availableMilli'
  | 'nearExpiry'
  | 'packFactor'
>

/** The line of an order or a challan that a line of the bill answers. */
export type LineSource = {
  readonly kind: 'order' | 'challan'
  readonly uid: string
  readonly line: number
  readonly number: string
  /** What is agreed for all that is left of it. */
  readonly of?: Agreed | undefined
}

/** One line of the bill on screen. Quantities are base units in thousandths; the rate is per the item's sale unit. */
export type BillLine = {
  readonly key: string
  readonly item: LineItem | null
  readonly batch: LineBatch | null
  /** Batches there were to choose from when the item was taken. */
  readonly choices: number
  readonly qtyMilli: number | null
  readonly freeMilli: number | null
  readonly rateE4: number | null
  /** Percentages in order, compounding: the party's and the company's in the first column, the goods' own in the second. */
  readonly first: readonly number[]
  readonly second: readonly number[]
  /** The scheme's amount off the line. */
  readonly flatPaise: number | null
  /** Cells the clerk keyed himself; the others follow the rules. */
  readonly keyed: readonly RuledCell[]
  /** What the rules work with; comes with the item and is not kept with the draft. */
  readonly prices: PriceFacts | null
  readonly source?: LineSource | null
  /** The last deal with this party, net of its discounts per sale unit, and how far from it is marked. */
  readonly last?: { readonly netE4: number; readonly day: string; readonly markBp: number } | null
}

export const blankLine = (): BillLine => ({
  key: crypto.randomUUID(),
  item: null,
  batch: null,
  choices: 0,
  qtyMilli: null,
  freeMilli: null,
  rateE4: null,
  first: [],
  second: [],
  flatPaise: null,
  keyed: [],
  prices: null,
})

/** What is agreed for the lines of orders and challans, divided among the lines of the bill. */
export const withAgreed = dividing<BillLine>({ agreed: (line) => line.source, qtyMilli: (line) => line.qtyMilli ?? 0 })

export const isBlank = (line: BillLine): boolean => line.item === null

/** Billed and free together: what leaves the shelf. */
export const leavingMilli = (line: BillLine): number => (line.qtyMilli ?? 0) + (line.freeMilli ?? 0)

/** Gross amount of a line before discount and tax, for the column; the totals come from priceBill. */
export const grossPaise = (line: BillLine): number | null =>
  line.item && line.qtyMilli !== null && line.rateE4 !== null
    ? lineAmount({ qtyMilli: milli(line.qtyMilli), rateE4: rateE4(line.rateE4), factor: line.item.saleFactor })
    : null

/** A batch put on a line: its rate, unless the clerk has keyed one. */
export const withBatch = (line: BillLine, batch: LineBatch, choices: number): BillLine =>
  byRules({
    ...line,
    batch,
    choices,
    rateE4: isKeyed(line, 'rate') ? line.rateE4 : (batch.rateE4 ?? line.item?.rateE4 ?? line.rateE4),
  })

/** What other lines of this bill already take from a batch. */
export const takenElsewhere = (lines: readonly BillLine[], batchId: number, exceptKey: string): number =>
  lines.reduce(
    // goods on a challan are not on the shelf
    (sum, line) =>
      line.key !== exceptKey && line.batch?.id === batchId && line.source?.kind !== 'challan' ? sum + leavingMilli(line) : sum,
    0,
  )

export type Split = {
  /** The lines that take the line's place: each batch for what it has, earliest expiry first. */
  readonly lines: readonly BillLine[]
  /** What no batch has. */
  readonly shortMilli: number
}

/**
 * Spreads a line over batches, its own first and then in the order given (earliest expiry first). Free goods leave with the last
 * part, so that the billed quantity is taken from the oldest goods. `left` is what each batch still has for this line.
 */
export function splitOver(line: BillLine, batches: readonly LineBatch[], left: (batch: LineBatch) => number): Split {
  const own = line.batch
  const order = own ? [own, ...batches.filter((batch) => batch.id !== own.id)] : [...batches]
  let billed = line.qtyMilli ?? 0
  let free = line.freeMilli ?? 0
  const lines: BillLine[] = []
  for (const batch of order) {
    if (billed + free <= 0) break
    let room = Math.max(0, left(batch))
    const takesBilled = Math.min(billed, room)
    room -= takesBilled
    const takesFree = takesBilled === billed ? Math.min(free, room) : 0
    if (takesBilled + takesFree === 0) continue
    billed -= takesBilled
    free -= takesFree
    // what the whole quantity earned stays: a part alone would reach neither scheme nor slab. A batch may have a rate of its own
    const { rateE4 } = withBatch(line, batch, line.choices)
    const key = lines.length === 0 ? line.key : crypto.randomUUID()
    const keyed = [...new Set<RuledCell>([...line.keyed, 'free', 'first', 'second', 'flat'])]
    lines.push({ ...line, batch, key, rateE4, keyed, qtyMilli: takesBilled, freeMilli: takesFree || null })
  }
  return { lines: withFlat(lines, line.flatPaise), shortMilli: billed + free }
}

/** A quantity in base units as the item's sale units, for cells: 35 tablets of 10 are '3.5' strips. */
export const inSaleUnits = (qtyMilli: number, item: Pick<LineItem, 'saleFactor'>): Milli | null =>
  qtyMilli % item.saleFactor === 0 ? milli(qtyMilli / item.saleFactor) : null

/** The amount off a line spread over the lines it became, by what is billed on each. */
function withFlat(lines: readonly BillLine[], flatPaise: number | null): BillLine[] {
  const weights = lines.map((line) => line.qtyMilli ?? 0)
  if (!flatPaise || weights.every((weight) => weight === 0)) return [...lines]
  const parts = distribute(paise(flatPaise), weights)
  return lines.map((line, index) => ({ ...line, flatPaise: parts[index] || null }))
}
