import type { LocalDate } from '../../../shared/calendar.ts'
import { type AgeBand, ageBand, ageBands } from '../../../shared/inventory/stock-classes.ts'
import { distribute, type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { inStock, type StockItem, stockItems } from './item-stock.ts'
import { type ListQuestion, matching, sortedPage } from './list-page.ts'
import { worthNow } from './worth.ts'

type Receipt = { item_id: number; date: LocalDate; qty: Milli }

/** What came in of the items named, latest first: bought, opened with, found more; not what came back from a buyer or from another place. */
export const receiptsOf = (ids: readonly number[]) => text<Receipt>`
  select m.item_id, m.date, sum(m.qty) as qty from json_each(${JSON.stringify(ids)}) j cross join stock_move m indexed by stock_move_in on m.item_id = j.value
  where m.qty > 0 and m.kind in ('purchase','opening','adjustment','count') group by m.item_id, m.date order by m.item_id, m.date desc`

type Bands<V> = Record<AgeBand, V>

/**
 * Which receipts a quantity is taken to be of: the latest first, as goods leave oldest first. What is more than ever came (a return, say)
 * is of the oldest. In thousandths by band, and the day of the oldest.
 */
export function agedQty(
  qtyMilli: number,
  receipts: readonly { date: LocalDate; qty: number }[],
  today: LocalDate,
): { bands: Bands<number>; oldest: LocalDate | null } {
  const bands = Object.fromEntries(ageBands.map((band) => [band, 0])) as Bands<number>
  let left = qtyMilli
  let oldest: LocalDate | null = null
  for (const { date, qty } of receipts) {
    if (left <= 0) break
    const taken = Math.min(left, qty)
    bands[ageBand(date, today)] += taken
    left -= taken
    oldest = date
  }
  if (left > 0) bands[oldest ? ageBand(oldest, today) : 'older'] += left
  return { bands, oldest }
}

type Aged = {
  item: StockItem
  qty: number
  valuePaise: Paise
  oldest: LocalDate | null
  bands: Bands<{ qtyMilli: Milli; valuePaise: Paise }>
}

function agedStock(db: Reader, company: string | null, today: LocalDate): Aged[] {
  const qty = inStock(db)
  const items = stockItems(db, company).filter(({ id }) => (qty.get(id) ?? 0) > 0)
  const worth = worthNow(db, null)
  const receipts = new Map<number, Receipt[]>()
  for (const row of db.rows(receiptsOf(items.map(({ id }) => id)))) {
    const known = receipts.get(row.item_id)
    if (known) known.push(row)
    else receipts.set(row.item_id, [row])
  }
  return items.map((item) => {
    const have = qty.get(item.id) as number
    const valuePaise = worth(item.id, have)
    const { bands, oldest } = agedQty(have, receipts.get(item.id) ?? [], today)
    // the item's paise go to the bands whole: nothing is lost by rounding each
    const values = distribute(
      valuePaise,
      ageBands.map((band) => bands[band]),
    )
    return {
      item,
      qty: have,
      valuePaise,
      oldest,
      bands: Object.fromEntries(
        ageBands.map((band, at) => [band, { qtyMilli: milli(bands[band]), valuePaise: values[at] ?? paise(0) }]),
      ) as Aged['bands'],
    }
  })
}

/** Stock by age, an item a row. */
export function ageingReport(
  db: Reader,
  ask: ListQuestion & { company: string | null },
  { today, withCost }: { today: LocalDate; withCost: boolean },
) {
  const found = matching(agedStock(db, ask.company, today), ask.filter, ({ item }) => `${item.name} ${item.company ?? ''}`)
  const money = (value: Paise) => (withCost ? value : null)
  const shown = (bands: Aged['bands']) =>
    Object.fromEntries(
      ageBands.map((band) => [band, { qtyMilli: bands[band].qtyMilli, valuePaise: money(bands[band].valuePaise) }]),
    ) as Bands<{ qtyMilli: Milli; valuePaise: Paise | null }>
  const summed = Object.fromEntries(
    ageBands.map((band) => [
      band,
      {
        qtyMilli: milli(found.reduce((sum, row) => sum + row.bands[band].qtyMilli, 0)),
        valuePaise: sumPaise(found.map((row) => row.bands[band].valuePaise)),
      },
    ]),
  ) as Aged['bands']
  return {
    rows: sortedPage(found, ask, keys, 'item').map(({ item, qty, valuePaise, oldest, bands }) => ({
      itemId: item.id,
      item: item.name,
      company: item.company,
      saleUnit: item.saleUnit,
      saleFactor: item.saleFactor,
      qtyMilli: milli(qty),
      valuePaise: money(valuePaise),
      oldest,
      bands: shown(bands),
    })),
    total: found.length,
    sums: { valuePaise: money(sumPaise(found.map((row) => row.valuePaise))), bands: shown(summed) },
  }
}

const keys: Readonly<Record<string, (row: Aged) => string | number | null>> = {
  item: ({ item }) => item.name,
  company: ({ item }) => item.company,
  value: ({ valuePaise }) => valuePaise,
  oldest: ({ oldest }) => oldest,
  ...Object.fromEntries(ageBands.map((band) => [band, ({ bands }: Aged) => bands[band].valuePaise])),
}
