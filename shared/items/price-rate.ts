import { type RateE4, rateE4 } from '../quantity.ts'

/** Where a rate can come from, in the order they are asked (market.md §2.2 row 14). The first that has one on the day gives it. */
export const rateSources = ['party', 'party-list', 'tier', 'company', 'batch', 'item'] as const
export type RateSource = (typeof rateSources)[number]

/** A dated row of a rate: of an item (batch 0) or of one batch, per `unit`. A null rate takes the earlier one away. */
export type RateRow = {
  readonly id: number
  /** 0: the party's own. */
  readonly listId: number
  readonly batchId: number
  readonly unit: string
  /** Base units in that unit; null when the item has no such unit any more. */
  readonly factor: number | null
  readonly fromDate: string
  readonly seq: number
  readonly rateE4: number | null
  /** A party's rate from which no further discount comes off. */
  readonly net: boolean
}
export type ListRef = { readonly id: number; readonly name: string }

/** Everything the rate of one item for one party can come from. */
export type RateFacts = {
  readonly date: string
  /** The sale unit rates are asked per. */
  readonly unit: string
  readonly factor: number
  /** Rows of every list named below and the party's own; later ones may be among them. */
  readonly rows: readonly RateRow[]
  readonly partyList: ListRef | null
  readonly tierList: ListRef | null
  /** What the manufacturer's goods are sold by when nothing before it has a rate. */
  readonly companyList: ListRef | null
  /** The list of the batch's and item's own rates: PTR. */
  readonly baseList: ListRef
}

export type RateStep = {
  readonly source: RateSource
  readonly listId: number | null
  readonly list: string | null
  /** `taken`: the bill's rate; `passed`: would have been one, an earlier source had it; `withdrawn`: taken away by a dated row; `none`: nothing there. */
  readonly outcome: 'taken' | 'passed' | 'withdrawn' | 'none'
  /** Per sale unit; null unless taken or passed. */
  readonly rateE4: RateE4 | null
  readonly fromDate: string | null
  /** The row itself, for who set it and when. */
  readonly row: Pick<RateRow, 'id' | 'listId' | 'batchId' | 'seq'> | null
  readonly net: boolean
}
export type ResolvedRate = {
  readonly rateE4: RateE4 | null
  readonly taken: RateStep | null
  readonly steps: readonly RateStep[]
}

const later = (a: RateRow, b: RateRow): number =>
  a.fromDate === b.fromDate ? a.seq - b.seq || a.id - b.id : a.fromDate < b.fromDate ? -1 : 1

/** The row of a list that holds on a day (model rule 7): the latest not after it, a later correction of the same day winning. */
export function rowOn(rows: readonly RateRow[], listId: number, batchId: number, date: string): RateRow | null {
  let found: RateRow | null = null
  for (const row of rows)
    if (row.listId === listId && row.batchId === batchId && row.fromDate <= date && (found === null || later(row, found) > 0))
      found = row
  return found
}

/** A rate per another unit as one per `factor` base units, to 1/10,000 rupee, half up. */
const perUnit = (rate: number, from: number, to: number): RateE4 =>
  rateE4(from === to ? rate : Number((BigInt(rate) * BigInt(to) * 2n + BigInt(from)) / (2n * BigInt(from))))

type Place = { source: RateSource; list: ListRef | null; batches: readonly number[] }

function places(facts: RateFacts, batchId: number | null): Place[] {
  // in a list a batch's own rate stands before the item's
  const inList = batchId === null ? [0] : [batchId, 0]
  return [
    { source: 'party', list: { id: 0, name: '' }, batches: [0] },
    { source: 'party-list', list: facts.partyList, batches: inList },
    { source: 'tier', list: facts.tierList, batches: inList },
    { source: 'company', list: facts.companyList, batches: inList },
    { source: 'batch', list: facts.baseList, batches: batchId === null ? [] : [batchId] },
    { source: 'item', list: facts.baseList, batches: [0] },
  ]
}

/**
 * The rate of an item for a party on a day, per sale unit, with everything that was looked at: party special, the party's list, its
 * tier's list, the company's default list, the batch's and the item's own rate, in that order; within a list a batch's own row before
 * the item's. A row looked at once is not told twice.
 */
export function resolveRate(facts: RateFacts, batchId: number | null): ResolvedRate {
  const seen = new Set<number>()
  let taken: RateStep | null = null
  const steps: RateStep[] = []
  for (const { source, list, batches } of places(facts, batchId)) {
    const bare = { source, listId: list?.id || null, list: list?.name || null, fromDate: null, row: null, net: false } as const
    if (list === null) {
      steps.push({ ...bare, outcome: 'none', rateE4: null })
      continue
    }
    const rows = batches.flatMap((batch) => rowOn(facts.rows, list.id, batch, facts.date) ?? [])
    if (rows.length > 0 && rows.every((row) => seen.has(key(source, row)))) continue
    for (const row of rows) seen.add(key(source, row))
    const row = rows.find((one) => one.rateE4 !== null && one.factor !== null) ?? rows[0]
    if (!row) {
      steps.push({ ...bare, outcome: 'none', rateE4: null })
      continue
    }
    const told = { ...bare, fromDate: row.fromDate, row: { id: row.id, listId: row.listId, batchId: row.batchId, seq: row.seq } }
    if (row.rateE4 === null || row.factor === null) {
      steps.push({ ...told, outcome: 'withdrawn', rateE4: null })
      continue
    }
    const outcome = taken ? 'passed' : 'taken'
    const step: RateStep = { ...told, outcome, rateE4: perUnit(row.rateE4, row.factor, facts.factor), net: row.net }
    taken ??= step
    steps.push(step)
  }
  return { rateE4: taken?.rateE4 ?? null, taken, steps }
}

/** A party's rows and a list's are of different tables; their ids may be the same. */
const key = (source: RateSource, row: RateRow): number => (source === 'party' ? -row.id : row.id)
