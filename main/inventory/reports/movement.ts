import { addDays, daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { type ReturnWindow, returnWindow } from '../../../shared/inventory/expiry-level.ts'
import { type AbcClass, abc, type Speed, speedOf } from '../../../shared/inventory/stock-classes.ts'
import { type Paise, paise, share, sumPaise } from '../../../shared/money.ts'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { inStock, type StockItem, sold, stockItems } from './item-stock.ts'
import { type ListQuestion, matching, sortedPage } from './list-page.ts'
import { lastPurchases } from './reorder.ts'
import { suppliersById, worthNow } from './worth.ts'

type Cost = { item_id: number; cost: number }

/** What was sold in the days cost, by item: the value entries of sales and their returns, corrections of earlier cost among them. */
export const soldCost = (today: LocalDate, days: number) => text<Cost>`
  select v.item_id, -sum(v.amount) as cost from posting p indexed by posting_by_date cross join stock_value v on v.posting_id = p.id cross join stock_move m on m.id = v.move_id
  where p.date > ${addDays(today, -days)} and p.date <= ${today} and v.kind in ('issue','revalue','receipt') and m.kind in ('sale','sale-return') group by v.item_id`

type Days = { item_id: number; sold_on: LocalDate | null; came_on: LocalDate | null; expiry: LocalDate | null }

/** For items in stock: last sold, first came, earliest expiry of what is left. */
export const daysOf = (ids: readonly number[]) => text<Days>`
  select j.value as item_id, (select max(date) from stock_move m indexed by stock_move_sold where m.item_id = j.value and m.kind = 'sale' and m.qty < 0) as sold_on,
    (select min(m.date) from stock_move m indexed by stock_move_in where m.item_id = j.value and m.qty > 0) as came_on,
    (select min(b.expiry) from batch b join on_hand h on h.batch_id = b.id where b.item_id = j.value and h.qty > 0) as expiry
  from json_each(${JSON.stringify(ids)}) j`

type MovementAsk = ListQuestion & {
  company: string | null
  days: number
  slowDays: number
  deadDays: number
  class: 'all' | AbcClass
  speed: 'all' | Speed
}

type Figures = {
  qty: number
  sold: number
  valuePaise: Paise
  costPaise: Paise
  class: AbcClass
  shareBp: number
  soldOn: LocalDate | null
  idleFrom: LocalDate
  speed: Speed
}

/** Stock beyond what the days asked for will take, and its share of the value; what never sells is all too much. */
function excessOf({ qty, sold: out, valuePaise }: Figures): { excessMilli: Milli; excessPaise: Paise } {
  const excess = Math.max(qty - Math.max(out, 0), 0)
  return { excessMilli: milli(excess), excessPaise: qty > 0 ? share(valuePaise, excess, qty) : paise(0) }
}

/** Every item that is in stock or was sold, with its figures. Classes are of the whole list, whatever is filtered after. */
function figuresOf(db: Reader, ask: MovementAsk, today: LocalDate): { item: StockItem; at: Figures; expiry: LocalDate | null }[] {
  const qty = inStock(db)
  const out = sold(db, today, ask.days)
  const cost = new Map(db.rows(soldCost(today, ask.days)).map((row) => [row.item_id, row.cost]))
  const items = stockItems(db, ask.company).filter(({ id }) => (qty.get(id) ?? 0) !== 0 || out.has(id))
  const worth = worthNow(db, null)
  const days = new Map(db.rows(daysOf(items.map(({ id }) => id))).map((row) => [row.item_id, row]))
  const costs = items.map(({ id }) => Math.max(cost.get(id) ?? 0, 0))
  const total = costs.reduce((sum, one) => sum + one, 0)
  const classes = abc(costs)
  return items.map((item, index) => {
    const have = qty.get(item.id) ?? 0
    const known = days.get(item.id)
    const soldOn = known?.sold_on ?? null
    const idleFrom = soldOn ?? known?.came_on ?? today
    return {
      item,
      expiry: known?.expiry ?? null,
      at: {
        qty: have,
        sold: out.get(item.id) ?? 0,
        valuePaise: have === 0 ? paise(0) : worth(item.id, have),
        costPaise: paise(cost.get(item.id) ?? 0),
        class: classes[index] as AbcClass,
        shareBp: total === 0 ? 0 : share(costs[index] as number, 10_000, total),
        soldOn,
        idleFrom,
        speed: speedOf(idleFrom, today, ask),
      },
    }
  })
}

type Windowed = { supplier: string | null; window: ReturnWindow }

/** ABC by sale at cost and speed by days since the last sale, with what is more than the days will take. */
export function movementReport(db: Reader, ask: MovementAsk, { today, withCost }: { today: LocalDate; withCost: boolean }) {
  const all = figuresOf(db, ask, today).filter(
    ({ at }) =>
      (ask.class === 'all' || at.class === ask.class) && (ask.speed === 'all' || (at.speed === ask.speed && at.qty > 0)),
  )
  const found = matching(all, ask.filter, ({ item }) => `${item.name} ${item.company ?? ''}`)
  const rows = sortedPage(found, ask, keys, 'class')
  const windows = windowsOf(db, rows, today)
  const money = (value: Paise) => (withCost ? value : null)
  return {
    rows: rows.map(({ item, at }) => {
      const { excessMilli, excessPaise } = excessOf(at)
      return {
        itemId: item.id,
        item: item.name,
        company: item.company,
        saleUnit: item.saleUnit,
        saleFactor: item.saleFactor,
        class: at.class,
        speed: at.speed,
        qtyMilli: milli(at.qty),
        soldMilli: milli(at.sold),
        valuePaise: money(at.valuePaise),
        soldCostPaise: money(at.costPaise),
        shareBp: at.shareBp,
        coverDays: at.sold > 0 ? Math.floor((Math.max(at.qty, 0) * ask.days) / at.sold) : null,
        lastSale: at.soldOn,
        idleDays: daysBetween(at.idleFrom, today),
        excessMilli,
        excessPaise: money(excessPaise),
        ...(windows.get(item.id) ?? { supplier: null, window: 'none' as const }),
      }
    }),
    total: found.length,
    sums: {
      valuePaise: money(sumPaise(found.map(({ at }) => at.valuePaise))),
      soldCostPaise: money(sumPaise(found.map(({ at }) => at.costPaise))),
      excessPaise: money(sumPaise(found.map(({ at }) => excessOf(at).excessPaise))),
    },
  }
}

type Row = ReturnType<typeof figuresOf>[number]

/** Whether the last supplier still takes the batch that ends first; for the rows shown only. */
function windowsOf(db: Reader, rows: readonly Row[], today: LocalDate): Map<number, Windowed> {
  const suppliers = suppliersById(db)
  const last = new Map(db.rows(lastPurchases(rows.map(({ item }) => item.id))).map((row) => [row.item_id, row]))
  return new Map(
    rows.map(({ item, expiry }) => {
      const supplier = suppliers.get(last.get(item.id)?.supplier_id ?? -1)
      const window =
        expiry && supplier
          ? returnWindow(expiry, today, {
              daysBefore: supplier.return_days_before,
              daysAfter: supplier.return_days_after,
              shareBp: null,
            })
          : ('none' as const)
      return [item.id, { supplier: supplier?.name ?? null, window }]
    }),
  )
}

const keys: Readonly<Record<string, (row: Row) => string | number | null>> = {
  class: ({ at }) => `${at.class}${String(1e15 - Math.max(at.costPaise, 0)).padStart(16, '0')}`,
  item: ({ item }) => item.name,
  company: ({ item }) => item.company,
  qty: ({ at }) => at.qty,
  sold: ({ at }) => at.sold,
  value: ({ at }) => at.valuePaise,
  soldCost: ({ at }) => at.costPaise,
  cover: ({ at }) => (at.sold > 0 ? at.qty / at.sold : null),
  lastSale: ({ at }) => at.soldOn,
  idle: ({ at }) => at.idleFrom,
  excess: ({ at }) => excessOf(at).excessPaise,
}
