import { addDays, daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import {
  claimable,
  type ExpiryDays,
  type ExpiryLevel,
  expiryLevel,
  expiryLevels,
  type LadderRung,
  ladderRung,
  ladderRungs,
  type ReturnWindow,
  returnWindow,
} from '../../../shared/inventory/expiry-level.ts'
import { type Paise, sumPaise } from '../../../shared/money.ts'
import { type BasisPoints, type Milli, milli } from '../../../shared/quantity.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { type ListQuestion, matching, sortedPage } from './list-page.ts'
import { suppliersById, worthNow } from './worth.ts'

/** The firm's days for a day: 30, 90 and 180 unless it says otherwise. */
export function expiryDaysOn(db: Reader, date: LocalDate): ExpiryDays {
  const days = (name: 'critical' | 'warning' | 'info', usual: number) =>
    Number(firmFact(db, `expiry-${name}-days`, date) ?? usual)
  return { critical: days('critical', 30), warning: days('warning', 90), info: days('info', 180) }
}

type Stored = {
  batch_id: number
  batch: string
  expiry: LocalDate
  mrp: Paise | null
  blocked: string | null
  marked: string | null
  item_id: number
  item: string
  company: string | null
  sale_unit: string
  sale_factor: number
  location_id: number
  location: string
  qty: Milli
  supplier_id: number | null
}

/** Batches in our own places with an expiry up to a day, each with the supplier it last came from. What is with a supplier or customer is not here to act on. */
export const expiringUntil = (until: LocalDate) => text<Stored>`
  select b.id as batch_id, b.number as batch, b.expiry, b.mrp_printed as mrp, b.blocked_reason as blocked, b.claim_marked_on as marked, i.id as item_id, i.name as item,
    i.manufacturer as company, i.sale_unit, i.sale_factor, l.id as location_id, l.name as location, h.qty,
    (select d.party_id from document d where d.id = (select v.document_id from document_version v where v.id = (select p.version_id from posting p where p.id = (
      select m.posting_id from stock_move m indexed by stock_move_in where m.item_id = b.item_id and m.batch_id = b.id and m.qty > 0 and m.kind = 'purchase' order by m.date desc limit 1)))) as supplier_id
  from on_hand h cross join batch b on b.id = h.batch_id cross join location l on l.id = h.location_id cross join item i on i.id = b.item_id
  where h.qty > 0 and b.expiry <= ${until} and l.kind in ('saleable','quarantine','expiry','transit')
  order by b.expiry, i.name collate nocase, b.id, l.id`

type Expiring = {
  itemId: number
  item: string
  company: string | null
  saleUnit: string
  saleFactor: number
  batchId: number
  batch: string
  expiry: LocalDate
  daysLeft: number
  level: ExpiryLevel
  locationId: number
  location: string
  qtyMilli: Milli
  mrpPaise: Paise | null
  costPaise: Paise
  supplier: string | null
  supplierUid: string | null
  window: ReturnWindow
  claimablePaise: Paise
  markedOn: string | null
  blocked: boolean
}

/** Everything in stock that expired or will within `days.info` days, earliest first. */
export function expiringStock(db: Reader, today: LocalDate, days: ExpiryDays): Expiring[] {
  const stored = db.rows(expiringUntil(addDays(today, days.info)))
  const worth = worthNow(db, [...new Set(stored.map((row) => row.item_id))])
  const suppliers = suppliersById(db)
  return stored.flatMap((row) => {
    const level = expiryLevel(row.expiry, today, days)
    if (level === null) return []
    const supplier = row.supplier_id === null ? undefined : suppliers.get(row.supplier_id)
    const terms = {
      daysBefore: supplier?.return_days_before ?? null,
      daysAfter: supplier?.return_days_after ?? null,
      shareBp: (supplier?.return_bp ?? null) as BasisPoints | null,
    }
    const window = returnWindow(row.expiry, today, terms)
    const costPaise = worth(row.item_id, row.qty)
    return [
      {
        itemId: row.item_id,
        item: row.item,
        company: row.company,
        saleUnit: row.sale_unit,
        saleFactor: row.sale_factor,
        batchId: row.batch_id,
        batch: row.batch,
        expiry: row.expiry,
        daysLeft: daysBetween(today, row.expiry),
        level,
        locationId: row.location_id,
        location: row.location,
        qtyMilli: row.qty,
        mrpPaise: row.mrp,
        costPaise,
        supplier: supplier?.name ?? null,
        supplierUid: supplier ? uidText(supplier.uid) : null,
        window,
        claimablePaise: claimable(costPaise, window, terms),
        markedOn: row.marked,
        blocked: row.blocked !== null,
      },
    ]
  })
}

const levelCounts = (rows: readonly Expiring[]) =>
  Object.fromEntries(expiryLevels.map((level) => [level, rows.filter((row) => row.level === level).length])) as Record<
    ExpiryLevel,
    number
  >
const sums = (rows: readonly Expiring[], withCost: boolean) => ({
  qtyMilli: milli(rows.reduce((sum, row) => sum + row.qtyMilli, 0)),
  costPaise: withCost ? sumPaise(rows.map((row) => row.costPaise)) : null,
  claimablePaise: withCost ? sumPaise(rows.map((row) => row.claimablePaise)) : null,
})

type Ask = ListQuestion & {
  company: string | null
  locationId: number | null
  level: 'all' | ExpiryLevel
  marked: boolean | null
}
type Look = { today: LocalDate; withCost: boolean }

const keys: Readonly<Record<string, (row: Expiring) => string | number | null>> = {
  expiry: (row) => row.expiry,
  item: (row) => row.item,
  company: (row) => row.company,
  supplier: (row) => row.supplier,
  location: (row) => row.location,
  qty: (row) => row.qtyMilli,
  cost: (row) => row.costPaise,
  claimable: (row) => row.claimablePaise,
}

/** The near-expiry worklist: counts by level are of the whole filter without the level, so that a level can be chosen by them. */
export function expiringReport(db: Reader, ask: Ask, { today, withCost }: Look) {
  const narrowed = expiringStock(db, today, expiryDaysOn(db, today)).filter(
    (row) =>
      (ask.company === null || row.company === ask.company) &&
      (ask.locationId === null || row.locationId === ask.locationId) &&
      (ask.marked === null || (row.markedOn !== null) === ask.marked),
  )
  const found = matching(narrowed, ask.filter, (row) => `${row.item} ${row.batch} ${row.company ?? ''} ${row.supplier ?? ''}`)
  const rows = ask.level === 'all' ? found : found.filter((row) => row.level === ask.level)
  const plain = withCost ? {} : { costPaise: null, claimablePaise: null }
  return {
    rows: sortedPage(rows, ask, keys, 'expiry').map((row) => ({ ...row, ...plain })),
    total: rows.length,
    sums: { ...sums(rows, withCost), levels: levelCounts(found) },
  }
}

/** Batches by level, for the first screen. */
export function expiryCounts(db: Reader, { today, withCost }: Look) {
  const rows = expiringStock(db, today, expiryDaysOn(db, today))
  const { costPaise, claimablePaise } = sums(rows, withCost)
  return { ...levelCounts(rows), costPaise, claimablePaise }
}

type Rung = ReturnType<typeof sums>
const rungsOf = (rows: readonly Expiring[], today: LocalDate, withCost: boolean) => {
  const by = new Map<LadderRung, Expiring[]>()
  for (const row of rows) {
    const rung = ladderRung(row.expiry, today)
    if (rung) by.set(rung, [...(by.get(rung) ?? []), row])
  }
  return Object.fromEntries(ladderRungs.map((rung) => [rung, sums(by.get(rung) ?? [], withCost)])) as Record<LadderRung, Rung>
}

/** The ladder by company over the next 180 days, whatever the firm's own days are. */
export function expiryLadder(db: Reader, ask: ListQuestion & { locationId: number | null }, { today, withCost }: Look) {
  const stock = expiringStock(db, today, { critical: 30, warning: 90, info: 180 }).filter(
    (row) => ask.locationId === null || row.locationId === ask.locationId,
  )
  const byCompany = new Map<string, Expiring[]>()
  for (const row of matching(stock, ask.filter, (one) => one.company ?? '')) {
    const name = row.company ?? ''
    const known = byCompany.get(name)
    if (known) known.push(row)
    else byCompany.set(name, [row])
  }
  const summed = (rows: readonly Expiring[]) => {
    const { costPaise, claimablePaise } = sums(rows, withCost)
    return { ...rungsOf(rows, today, withCost), batches: rows.length, costPaise, claimablePaise }
  }
  const rows = [...byCompany].map(([company, of]) => ({ company, ...summed(of) }))
  const cost = (paid: Paise | null) => paid ?? 0
  return {
    rows: sortedPage(
      rows,
      ask,
      {
        company: (row) => row.company,
        batches: (row) => row.batches,
        cost: (row) => cost(row.costPaise),
        claimable: (row) => cost(row.claimablePaise),
        ...Object.fromEntries(ladderRungs.map((rung) => [rung, (row: (typeof rows)[number]) => cost(row[rung].costPaise)])),
      },
      'company',
    ),
    total: rows.length,
    sums: summed([...byCompany.values()].flat()),
  }
}
