import { sql as raw } from 'kysely'
import { addDays, daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import {
  claimable,
  type ExpiryDays,
  type ExpiryLevel,
  expiryLevel,
  expiryLevels,
  returnWindow,
} from '../../../shared/inventory/expiry-level.ts'
import { type Paise, paise } from '../../../shared/money.ts'
import { type BasisPoints, type Milli, milli } from '../../../shared/quantity.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { type BatchPart, batchWorth, poolsByBatch } from './batch-worth.ts'
import { type ListQuestion, ordered, pageOf, stretch, where, wordsIn } from './list-sql.ts'
import { worthOfPart } from './worth.ts'

/** The firm's days for a day. */
export function expiryDaysOn(db: Reader, date: LocalDate): ExpiryDays {
  const days = (name: 'critical' | 'warning' | 'info') => Number(firmFact(db, `expiry-${name}-days`, date))
  return { critical: days('critical'), warning: days('warning'), info: days('info') }
}

export type ExpiringAsk = Omit<ListQuestion, 'part'> & {
  company: string | null
  locationId: number | null
  level: 'all' | ExpiryLevel
  marked: boolean | null
}

/** The days a level spans: each goes on where the one before it ends. */
function span(level: 'all' | ExpiryLevel, today: LocalDate, { critical, warning, info }: ExpiryDays) {
  const ends = { expired: -1, critical, warning: Math.max(critical, warning), info: Math.max(critical, warning, info) }
  const upto = Math.min(level === 'all' ? ends.info : ends[level], info)
  const at = level === 'all' ? -1 : expiryLevels.indexOf(level) - 1
  const before = at < 0 ? null : ends[expiryLevels[at] as ExpiryLevel]
  const terms = [raw`h.expiry <= ${addDays(today, upto)}`]
  if (before !== null) terms.push(raw`h.expiry > ${addDays(today, before)}`)
  return terms
}

// in stock at our own places, from the one that ends first; what is with a supplier or customer is not here to act on
const stored = raw`on_hand h indexed by on_hand_by_expiry cross join location l on l.id = h.location_id and l.kind in ('saleable','quarantine','expiry','transit')
  cross join batch b on b.id = h.batch_id cross join item i on i.id = b.item_id cross join item_stand s on s.item_id = b.item_id
  left join batch_bought k on k.batch_id = b.id left join party p on p.id = k.supplier_id and p.is_supplier = 1`

const words = raw`(i.name || ' ' || b.number || ' ' || coalesce(i.manufacturer, '') || ' ' || coalesce(p.name, ''))`

function narrowed(ask: ExpiringAsk, today: LocalDate, days: ExpiryDays, level = ask.level) {
  const terms = [
    raw`h.qty <> 0 and h.expiry is not null and h.qty > 0`,
    ...span(level, today, days),
    ...wordsIn(ask.filter, words),
  ]
  if (ask.company !== null) terms.push(raw`i.manufacturer = ${ask.company}`)
  if (ask.locationId !== null) terms.push(raw`h.location_id = ${ask.locationId}`)
  if (ask.marked !== null) terms.push(raw`(b.claim_marked_on is not null) = ${ask.marked ? 1 : 0}`)
  return where(terms)
}

// near enough to sort by; what is shown is exact
const costOfItem = raw`iif(s.qty = 0, s.value, 1.0 * s.value * h.qty / s.qty)`
const costOfBatch = raw`coalesce((select 1.0 * sum(value_left) * h.qty / nullif(sum(qty_left), 0) from cost_layer y where y.item_id = b.item_id and y.batch_id = b.id), ${costOfItem})`
const keysOn = (today: LocalDate, cost: typeof costOfItem) => ({
  expiry: [raw`h.expiry`],
  item: [raw`i.name collate nocase`],
  company: [raw`i.manufacturer collate nocase`],
  supplier: [raw`p.name collate nocase`],
  location: [raw`l.name collate nocase`],
  qty: [raw`h.qty`],
  cost: [cost],
  claimable: [
    raw`iif(coalesce(p.return_days_before, p.return_days_after) is null or julianday(${today}) - julianday(h.expiry) > coalesce(p.return_days_after, 0), 0, ${cost} * coalesce(p.return_bp, 10000))`,
  ],
})

type Terms = { return_days_before: number | null; return_days_after: number | null; return_bp: number | null }
type Worth = Terms & {
  batch_id: number
  qty: Milli
  expiry: LocalDate
  whole_qty: number
  whole_value: number
  company: string | null
}
const worthColumns = raw`h.batch_id, h.qty, h.expiry, s.qty as whole_qty, s.value as whole_value, i.manufacturer as company, p.return_days_before, p.return_days_after, p.return_bp`

type Look = { today: LocalDate; withCost: boolean; pools: BatchPart | null }
/** What a batch in stock cost, whether its supplier still takes it back, and what that brings. */
function worthOn(row: Worth, { today, pools }: Pick<Look, 'today' | 'pools'>) {
  const terms = {
    daysBefore: row.return_days_before,
    daysAfter: row.return_days_after,
    shareBp: row.return_bp as BasisPoints | null,
  }
  const window = returnWindow(row.expiry, today, terms)
  const costPaise = pools?.(row.batch_id, row.qty) ?? worthOfPart(row.qty, { qty: row.whole_qty, value: row.whole_value })
  return { window, costPaise, claimablePaise: claimable(costPaise, window, terms) }
}

type Row = Worth & {
  batch: string
  mrp: Paise | null
  blocked: string | null
  marked: string | null
  item_id: number
  item: string
  sale_unit: string
  sale_factor: number
  location_id: number
  location: string
  supplier: string | null
  supplier_uid: Uint8Array | null
}

/** A page of batches in stock that expired or soon will. */
export const expiringPage = (ask: ExpiringAsk, today: LocalDate, days: ExpiryDays, byBatch = false) => text<Row>`
  select ${worthColumns}, b.number as batch, b.mrp_printed as mrp, b.blocked_reason as blocked, b.claim_marked_on as marked, i.id as item_id,
    i.name as item, i.sale_unit, i.sale_factor, l.id as location_id, l.name as location, p.name as supplier, p.uid as supplier_uid
  from ${stored} ${narrowed(ask, today, days)}
  ${ordered(ask, keysOn(today, byBatch ? costOfBatch : costOfItem), 'expiry', raw`h.expiry, i.name collate nocase, b.id, l.id`)} ${stretch(ask)}`

/** The same rows of all pages, only what is added up. */
export const expiringWorth = (ask: ExpiringAsk, today: LocalDate, days: ExpiryDays) =>
  text<Worth>`select ${worthColumns} from ${stored} ${narrowed(ask, today, days)}`

type Sum = { batches: number; qty: number; cost: number; claimable: number }
export const nothing = (): Sum => ({ batches: 0, qty: 0, cost: 0, claimable: 0 })
export const shown = (sum: Sum, withCost: boolean) => ({
  qtyMilli: milli(sum.qty),
  costPaise: withCost ? paise(sum.cost) : null,
  claimablePaise: withCost ? paise(sum.claimable) : null,
})

/** Adds up what expires into the sums that a row belongs to. */
export function addUp(
  db: Reader,
  { ask, today, days }: { ask: ExpiringAsk; today: LocalDate; days: ExpiryDays },
  into: (row: { expiry: LocalDate; company: string | null }) => readonly Sum[],
): void {
  const pools = batchWorth(db, { asOn: null, today })
  for (const row of db.rows(expiringWorth(ask, today, days))) {
    const { costPaise, claimablePaise } = worthOn(row, { today, pools })
    for (const sum of into(row)) {
      sum.batches += 1
      sum.qty += row.qty
      sum.cost += costPaise
      sum.claimable += claimablePaise
    }
  }
}

/** By level, all levels of the filter; and the sum of those of one. */
function levelSums(db: Reader, ask: ExpiringAsk, today: LocalDate) {
  const days = expiryDaysOn(db, today)
  const by = Object.fromEntries(expiryLevels.map((level) => [level, nothing()])) as Record<ExpiryLevel, Sum>
  addUp(db, { ask: { ...ask, level: 'all' }, today, days }, ({ expiry }) => {
    const level = expiryLevel(expiry, today, days)
    return level === null ? [] : [by[level]]
  })
  const asked = expiryLevels.filter((level) => ask.level === 'all' || ask.level === level).map((level) => by[level])
  const sum = nothing()
  for (const one of asked) for (const part of Object.keys(sum) as (keyof Sum)[]) sum[part] += one[part]
  const levels = Object.fromEntries(expiryLevels.map((level) => [level, by[level].batches])) as Record<ExpiryLevel, number>
  return { sum, levels }
}

/** The near-expiry worklist: counts by level are of the whole filter without the level, so that a level can be chosen by them. */
export function expiringReport(
  db: Reader,
  ask: ExpiringAsk & Pick<ListQuestion, 'part'>,
  { today, withCost }: Pick<Look, 'today' | 'withCost'>,
) {
  return pageOf(
    ask,
    () => {
      const days = expiryDaysOn(db, today)
      const rows = db.rows(expiringPage(ask, today, days, poolsByBatch(db, { asOn: null, today })))
      const items = [...new Set(rows.map((row) => row.item_id))]
      const pools = batchWorth(db, { asOn: null, today }, items)
      return rows.map((row) => shownRow(row, { today, withCost, pools, days }))
    },
    () => {
      const { sum, levels } = levelSums(db, ask, today)
      return { total: sum.batches, sums: { ...shown(sum, withCost), levels } }
    },
  )
}

function shownRow(row: Row, { today, withCost, pools, days }: Look & { days: ExpiryDays }) {
  const { window, costPaise, claimablePaise } = worthOn(row, { today, pools })
  return {
    itemId: row.item_id,
    item: row.item,
    company: row.company,
    saleUnit: row.sale_unit,
    saleFactor: row.sale_factor,
    batchId: row.batch_id,
    batch: row.batch,
    expiry: row.expiry as string,
    daysLeft: daysBetween(today, row.expiry),
    level: expiryLevel(row.expiry, today, days) ?? ('info' as const),
    locationId: row.location_id,
    location: row.location,
    qtyMilli: row.qty,
    mrpPaise: row.mrp,
    costPaise: withCost ? costPaise : null,
    supplier: row.supplier,
    supplierUid: row.supplier_uid ? uidText(row.supplier_uid) : null,
    window,
    claimablePaise: withCost ? claimablePaise : null,
    markedOn: row.marked,
    blocked: row.blocked !== null,
  }
}

export const everything: ExpiringAsk = {
  filter: '',
  sort: null,
  descending: false,
  offset: 0,
  limit: 1,
  company: null,
  locationId: null,
  level: 'all',
  marked: null,
}

/** Batches by level, for the first screen. */
export function expiryCounts(db: Reader, { today, withCost }: Pick<Look, 'today' | 'withCost'>) {
  const { sum, levels } = levelSums(db, everything, today)
  const { costPaise, claimablePaise } = shown(sum, withCost)
  return { ...levels, costPaise, claimablePaise }
}
