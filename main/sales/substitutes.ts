import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { priceLine } from '../../shared/items/price-line.ts'
import { paise, share } from '../../shared/money.ts'
import { milli } from '../../shared/quantity.ts'
import type { creditCalls } from '../../shared/sales/credit-calls.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import { itemHits } from '../items/item-hits.ts'
import { priceBuyer, priceFacts } from '../items/price-store.ts'
import { lastCost } from './bill-facts.ts'

type Substitute = z.output<(typeof creditCalls)['substitutes']['output']>[number]

/** More than these nobody reads at the counter. */
const most = 40
const sameSalt = prepared<{ item: number; date: LocalDate }>()(
  (p) => text<{ id: number; expiry: LocalDate | null }>`
    select i.id, min(b.expiry) as expiry from item a join item i on i.composition = a.composition collate nocase and i.id <> a.id and i.active = 1 and i.status <> 'prohibited'
      join batch b on b.item_id = i.id and b.blocked_reason is null and (b.expiry is null or b.expiry >= ${p.date})
      join on_hand h on h.batch_id = b.id and h.qty > 0 join location l on l.id = h.location_id and l.kind = 'saleable' and l.active = 1
    where a.id = ${p.item} and a.composition <> '' group by i.id limit ${most}`,
)

/** What can be given in the place of an item: the same composition, in stock, at this buyer's rate, with what it leaves over its last cost. */
export function substitutes(
  db: Reader,
  { itemId, date, party }: { itemId: number; date: LocalDate; party: string | null },
  maySeeCost: boolean,
): Substitute[] {
  const found = db.all(sameSalt, { item: itemId, date })
  const buyer = party === null ? null : priceBuyer(db, uidBytes(party))
  const tier = (buyer?.tier ?? 'ptr') as 'ptr'
  const expiries = new Map(found.map((row) => [row.id, row.expiry]))
  const rows = itemHits(
    db,
    found.map((row) => row.id),
    date,
    tier,
  ).map(({ active: _, ...item }): Substitute => {
    const facts = priceFacts(db, item.id, buyer, date)
    const pack = { batchId: null, qtyMilli: item.saleFactor * 1000 }
    const price = facts && priceLine(facts, pack)
    const rateE4 = price?.rate.rateE4 ?? null
    const cost = maySeeCost ? lastCost(db, item.id) : null
    const margin =
      rateE4 === null || !price || !cost ? null : price.netPaise - share(cost.valuePaise, milli(pack.qtyMilli), cost.qtyMilli)
    return {
      item,
      expiry: expiries.get(item.id) ?? null,
      rateE4,
      marginPaise: margin === null ? null : paise(margin),
      marginBp: margin === null || !price || price.netPaise === 0 ? null : share(margin, 10_000, price.netPaise),
    }
  })
  const order = (a: Substitute, b: Substitute) =>
    maySeeCost
      ? (b.marginBp ?? Number.NEGATIVE_INFINITY) - (a.marginBp ?? Number.NEGATIVE_INFINITY)
      : (a.rateE4 ?? 0) - (b.rateE4 ?? 0)
  return rows.sort((a, b) => order(a, b) || (a.item.name < b.item.name ? -1 : 1))
}
