import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { addDays, type LocalDate } from '../../../shared/calendar.ts'
import { type ReorderFacts, type ReorderRule, suggestOrder } from '../../../shared/inventory/reorder.ts'
import type { ReorderAsk } from '../../../shared/inventory/reorder-contract.ts'
import { evaluateFormula, formulaNames } from '../../../shared/inventory/reorder-formula.ts'
import { type Paise, sumPaise } from '../../../shared/money.ts'
import { lineAmount, type Milli, milli, type RateE4 } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { activeItems, byName, itemColumns, type NamedItem, onOrder, shownItem, soldIn, unsaleable } from './item-stock.ts'
import { sortedPage } from './list-page.ts'
import { ordered, pageOf, where, wordsIn } from './list-sql.ts'

type Last = { item_id: number; date: string; rate_e4: RateE4; unit: string; factor: number; qty: Milli; free_qty: Milli }

/** The last purchase of each item named: at what rate, with how much free. */
export const lastPurchases = (ids: readonly number[]) => text<Last>`
  select k.item_id, k.date, l.rate_e4, l.unit, l.factor, l.qty, l.free_qty
  from json_each(${JSON.stringify(ids)}) j cross join item_bought k on k.item_id = j.value cross join document_line l on l.version_id = k.version_id and l.line_no = k.line_no`

type Ask = z.output<typeof ReorderAsk>

/** Refuses a formula that cannot be read, before it is silently nothing for every item. */
function assertFormula({ method, formula }: Ask): void {
  if (method !== 'formula') return
  const figures = Object.fromEntries(formulaNames.map((name) => [name, 1])) as Record<(typeof formulaNames)[number], number>
  const result = evaluateFormula(formula, figures)
  if (!result.ok)
    throw new Refusal('inventory/formula', `The formula cannot be read at place ${result.at + 1}`, 'formula', {
      place: result.at + 1,
      names: formulaNames.join(', '),
    })
}

type Known = {
  id: number
  sale_factor: number
  minimum: Milli | null
  maximum: Milli | null
  reorder: Milli | null
  stock: number
  on_order: number
  sold: number
  lost: number
  lead_days: number | null
}

/** What customers asked for in the period and did not get because it was not there; noted at the counter. */
const lostIn = (today: LocalDate, days: number) => raw`
  select item_id, sum(qty) as qty from lost_sale where active = 1 and reason in ('stock', 'expiry') and date > ${addDays(today, -days)} group by item_id`

/** What is known of every item that the rule may concern, by name: who sold it last tells the lead days. */
export function reorderFacts(ask: Ask, today: LocalDate) {
  const terms = [
    ...activeItems(ask.company),
    ...wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.manufacturer, '') || ' ' || coalesce(p.name, ''))`),
  ]
  if (ask.supplier !== null) terms.push(raw`p.uid = ${uidBytes(ask.supplier)}`)
  if (ask.needed && ask.method === 'minmax') terms.push(raw`i.minimum_qty is not null`)
  else if (ask.needed && ask.method !== 'formula')
    terms.push(raw`(i.minimum_qty is not null or s.item_id is not null or o.item_id is not null or q.item_id is not null)`)
  const listedByName = (ask.sort ?? 'item') === 'item'
  // along the names nothing is sorted, and a page ends where it is full
  const way = listedByName ? raw`indexed by item_by_name` : raw``
  const narrow = ask.needed && ask.method === 'minmax' ? raw`indexed by item_with_minimum` : way
  return text<Known>`
    with unsaleable as materialized (${unsaleable(today)}), waits as materialized (${onOrder}), sold as materialized (${soldIn(today, ask.days)}),
      lost as materialized (${lostIn(today, ask.days)})
    select i.id, i.sale_factor, i.minimum_qty as minimum, i.maximum_qty as maximum, i.reorder_qty as reorder,
      coalesce(s.saleable_qty, 0) - coalesce(u.qty, 0) as stock, coalesce(w.qty, 0) as on_order, coalesce(o.qty, 0) as sold, coalesce(q.qty, 0) as lost, p.lead_days
    from item i ${narrow} left join item_stand s on s.item_id = i.id left join unsaleable u on u.item_id = i.id left join waits w on w.item_id = i.id
      left join sold o on o.item_id = i.id left join lost q on q.item_id = i.id left join item_bought k on k.item_id = i.id left join party p on p.id = k.supplier_id and p.is_supplier = 1
    ${where(terms)} ${ordered(ask, named, 'item', byName)}`
}

/** Keys that SQL sorts by; the others are figures worked out of its rows. */
const named = {
  item: [raw`i.name collate nocase`],
  company: [raw`i.manufacturer collate nocase`],
  supplier: [raw`p.name collate nocase`],
}

const factsOf = (item: Known, usualLead: number): ReorderFacts => ({
  stockMilli: item.stock,
  onOrderMilli: item.on_order,
  soldMilli: item.sold,
  lostMilli: item.lost,
  minimumMilli: item.minimum,
  maximumMilli: item.maximum,
  reorderMilli: item.reorder,
  leadDays: item.lead_days ?? usualLead,
  packFactor: item.sale_factor,
})

type Row = { item: Known; facts: ReorderFacts; suggestion: ReturnType<typeof suggestOrder> }

/** The rows of the list in the order of names or of another text asked for; how much to order is worked out by one function for all four ways. */
function* suggested(db: Reader, ask: Ask, today: LocalDate): Generator<Row> {
  const rule: ReorderRule = ask
  for (const item of db.each(reorderFacts(ask, today))) {
    const facts = factsOf(item, ask.leadDays)
    const suggestion = suggestOrder(facts, rule)
    if (!ask.needed || suggestion.suggestedMilli > 0) yield { item, facts, suggestion }
  }
}

/** The stretch asked for: in the order SQL gives them no more is worked out than is shown. */
function stretchOf(db: Reader, ask: Ask, today: LocalDate): Row[] {
  if (ask.sort !== null && Object.hasOwn(keys, ask.sort)) return sortedPage([...suggested(db, ask, today)], ask, keys, ask.sort)
  const rows: Row[] = []
  let at = 0
  for (const row of suggested(db, ask, today)) {
    if (at++ >= ask.offset) rows.push(row)
    if (rows.length === ask.limit) break
  }
  return rows
}

type Named = NamedItem & { pack: string | null; supplier: string | null; supplier_uid: Uint8Array | null }
/** What the items of a page are called, and who sold them last. */
const namesOf = (ids: readonly number[]) => text<Named>`
  select ${itemColumns}, i.pack_label as pack, p.name as supplier, p.uid as supplier_uid
  from json_each(${JSON.stringify(ids)}) j cross join item i on i.id = j.value left join item_bought k on k.item_id = i.id left join party p on p.id = k.supplier_id and p.is_supplier = 1`

const boughtBy = (db: Reader, rows: readonly Row[]) =>
  new Map(db.rows(lastPurchases(rows.map(({ item }) => item.id))).map((row) => [row.item_id, row]))

/** What to order by a rule, for every item it concerns. Refuses `inventory/formula`. */
export function reorderReport(db: Reader, ask: Ask, today: LocalDate) {
  assertFormula(ask)
  return pageOf(
    ask,
    () => {
      const rows = stretchOf(db, ask, today)
      const last = boughtBy(db, rows)
      const names = new Map(db.rows(namesOf(rows.map(({ item }) => item.id))).map((row) => [row.id, row]))
      return rows.map((row) => rowOf(row, names.get(row.item.id) as Named, last.get(row.item.id)))
    },
    () => {
      const rows = [...suggested(db, ask, today)]
      const wanted = rows.filter(({ suggestion }) => suggestion.suggestedMilli > 0)
      return { total: rows.length, sums: { items: wanted.length, lastCostPaise: costOf(wanted, boughtBy(db, wanted)) } }
    },
  )
}

const rowOf = ({ item, facts, suggestion }: Row, named: Named, bought: Last | undefined) => ({
  ...shownItem(named),
  pack: named.pack,
  supplier: named.supplier,
  supplierUid: named.supplier_uid ? uidText(named.supplier_uid) : null,
  stockMilli: milli(facts.stockMilli),
  onOrderMilli: milli(facts.onOrderMilli),
  soldMilli: milli(facts.soldMilli),
  averageMilli: suggestion.averageMilli,
  coverDays: suggestion.coverDays,
  leadDays: facts.leadDays,
  lostMilli: milli(facts.lostMilli),
  minimumMilli: item.minimum,
  maximumMilli: item.maximum,
  suggestedMilli: suggestion.suggestedMilli,
  packFactor: facts.packFactor,
  lastRateE4: bought?.rate_e4 ?? null,
  lastUnit: bought?.unit ?? null,
  lastFactor: bought?.factor ?? null,
  lastFreeMilli: bought?.free_qty ?? null,
  lastQtyMilli: bought?.qty ?? null,
  lastDate: bought?.date ?? null,
})

/** What the order would come to at the last rates; what was never bought counts for nothing. */
const costOf = (rows: readonly Row[], last: ReadonlyMap<number, Last>): Paise =>
  sumPaise(
    rows.map(({ item, suggestion }) => {
      const bought = last.get(item.id)
      return bought ? lineAmount({ qtyMilli: suggestion.suggestedMilli, rateE4: bought.rate_e4, factor: bought.factor }) : 0
    }),
  )

const keys: Readonly<Record<string, (row: Row) => string | number | null>> = {
  stock: ({ facts }) => facts.stockMilli,
  onOrder: ({ facts }) => facts.onOrderMilli,
  average: ({ suggestion }) => suggestion.averageMilli,
  cover: ({ suggestion }) => suggestion.coverDays,
  suggested: ({ suggestion }) => suggestion.suggestedMilli,
}
