import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type ReorderFacts, type ReorderRule, suggestOrder } from '../../../shared/inventory/reorder.ts'
import type { ReorderAsk } from '../../../shared/inventory/reorder-contract.ts'
import { evaluateFormula, formulaNames } from '../../../shared/inventory/reorder-formula.ts'
import { type Paise, sumPaise } from '../../../shared/money.ts'
import { lineAmount, type Milli, milli, type RateE4 } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { onOrder, type StockItem, sellable, sold, stockItems } from './item-stock.ts'
import { type ListQuestion, matching, sortedPage } from './list-page.ts'
import { suppliersById } from './worth.ts'

type Last = {
  item_id: number
  supplier_id: number
  date: string
  rate_e4: RateE4
  unit: string
  factor: number
  qty: Milli
  free_qty: Milli
}

/** The last purchase of each item named: from whom, at what rate, with how much free. */
export const lastPurchases = (ids: readonly number[]) => text<Last>`
  with last as (
    select j.value as item_id, (select m.posting_id from stock_move m indexed by stock_move_in where m.item_id = j.value and m.kind = 'purchase' and m.qty > 0 order by m.date desc, m.posting_id desc limit 1) as posting_id
    from json_each(${JSON.stringify(ids)}) j)
  select last.item_id, d.party_id as supplier_id, d.date, l.rate_e4, l.unit, l.factor, l.qty, l.free_qty
  from last join posting p on p.id = last.posting_id join document_version v on v.id = p.version_id join document d on d.id = v.document_id
  join document_line l on l.version_id = v.id and l.item_id = last.item_id
  where d.party_id is not null group by last.item_id`

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

const factsOf = (
  item: StockItem,
  by: Record<'stock' | 'order' | 'sold', Map<number, number>>,
  leadDays: number,
): ReorderFacts => ({
  stockMilli: by.stock.get(item.id) ?? 0,
  onOrderMilli: by.order.get(item.id) ?? 0,
  soldMilli: by.sold.get(item.id) ?? 0,
  // lost sales are noted by another room; until one is asked for there are none
  lostMilli: 0,
  minimumMilli: item.minimum,
  maximumMilli: item.maximum,
  reorderMilli: item.reorder,
  leadDays,
  packFactor: item.saleFactor,
})

/** What to order by a rule, for every item it concerns. Refuses `inventory/formula`. */
export function reorderReport(db: Reader, ask: Ask, today: LocalDate) {
  assertFormula(ask)
  const rule: ReorderRule = ask
  const by = { stock: sellable(db, today), order: onOrder(db), sold: sold(db, today, ask.days) }
  const items = stockItems(db, ask.company).filter(
    ({ id, minimum }) => !ask.needed || minimum !== null || by.sold.has(id) || by.stock.has(id) || ask.method === 'formula',
  )
  const suppliers = suppliersById(db)
  // lead days belong to the supplier, who is known by the last purchase: looked up only where they can change the answer
  const first = items.map((item) => ({ item, facts: factsOf(item, by, ask.leadDays) }))
  const concerned = first.filter(({ facts }) => !ask.needed || mayNeed(facts, rule))
  const last = new Map(db.rows(lastPurchases(concerned.map(({ item }) => item.id))).map((row) => [row.item_id, row]))
  const wanted = ask.supplier === null ? null : Buffer.from(uidBytes(ask.supplier)).toString('hex')
  const all = concerned.flatMap(({ item, facts }) => {
    const bought = last.get(item.id)
    const supplier = bought ? suppliers.get(bought.supplier_id) : undefined
    if (wanted !== null && (!supplier || Buffer.from(supplier.uid).toString('hex') !== wanted)) return []
    const known = { ...facts, leadDays: supplier?.lead_days ?? ask.leadDays }
    const suggestion = suggestOrder(known, rule)
    if (ask.needed && suggestion.suggestedMilli === 0) return []
    return [rowOf(item, known, suggestion, bought, supplier)]
  })
  const found = matching(all, ask.filter, (row) => `${row.item} ${row.company ?? ''} ${row.supplier ?? ''}`)
  return {
    rows: sortedPage(found, ask as ListQuestion, keys, 'item'),
    total: found.length,
    sums: { items: found.filter((row) => row.suggestedMilli > 0).length, lastCostPaise: costOf(found) },
  }
}

/** With the longest lead a supplier may have, is there anything to order? Spares the look at the last purchase of what is plenty. */
const mayNeed = (facts: ReorderFacts, rule: ReorderRule): boolean =>
  rule.method === 'formula' || suggestOrder({ ...facts, leadDays: 365 }, rule).suggestedMilli > 0

type Supplier = ReturnType<typeof suppliersById> extends Map<number, infer S> ? S : never

function rowOf(
  item: StockItem,
  facts: ReorderFacts,
  suggestion: ReturnType<typeof suggestOrder>,
  bought: Last | undefined,
  supplier: Supplier | undefined,
) {
  return {
    itemId: item.id,
    item: item.name,
    company: item.company,
    pack: item.pack,
    saleUnit: item.saleUnit,
    saleFactor: item.saleFactor,
    supplier: supplier?.name ?? null,
    supplierUid: supplier ? uidText(supplier.uid) : null,
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
  }
}
type Row = ReturnType<typeof rowOf>

/** What the order would come to at the last rates; what was never bought counts for nothing. */
const costOf = (rows: readonly Row[]): Paise =>
  sumPaise(
    rows.map((row) =>
      row.lastRateE4 === null || row.lastFactor === null
        ? 0
        : lineAmount({ qtyMilli: row.suggestedMilli, rateE4: row.lastRateE4, factor: row.lastFactor }),
    ),
  )

const keys: Readonly<Record<string, (row: Row) => string | number | null>> = {
  item: (row) => row.item,
  company: (row) => row.company,
  supplier: (row) => row.supplier,
  stock: (row) => row.stockMilli,
  onOrder: (row) => row.onOrderMilli,
  average: (row) => row.averageMilli,
  cover: (row) => row.coverDays,
  suggested: (row) => row.suggestedMilli,
}

type LowAsk = ListQuestion & { company: string | null; beyond: 'low' | 'over' }

/** Items at or below their minimum, or above their maximum, the furthest off first. */
export function lowStock(db: Reader, ask: LowAsk, today: LocalDate) {
  const stock = sellable(db, today)
  const order = onOrder(db)
  const all = stockItems(db, ask.company).flatMap((item) => {
    const have = stock.get(item.id) ?? 0
    const short = ask.beyond === 'low' ? (item.minimum ?? 0) - have : have - (item.maximum ?? 0)
    const concerned =
      ask.beyond === 'low' ? item.minimum !== null && have <= item.minimum : item.maximum !== null && have > item.maximum
    if (!concerned) return []
    return [
      {
        itemId: item.id,
        item: item.name,
        company: item.company,
        saleUnit: item.saleUnit,
        saleFactor: item.saleFactor,
        stockMilli: milli(have),
        minimumMilli: item.minimum,
        maximumMilli: item.maximum,
        shortMilli: milli(short),
        onOrderMilli: milli(order.get(item.id) ?? 0),
      },
    ]
  })
  const found = matching(all, ask.filter, (row) => `${row.item} ${row.company ?? ''}`)
  const sorts = {
    short: (row: (typeof all)[number]) => -row.shortMilli,
    item: (row: (typeof all)[number]) => row.item,
    company: (row: (typeof all)[number]) => row.company,
    stock: (row: (typeof all)[number]) => row.stockMilli,
  }
  return { rows: sortedPage(found, ask, sorts, 'short'), total: found.length, sums: { items: found.length } }
}
