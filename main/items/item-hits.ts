import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { ItemHit, RateTier } from '../../shared/items/contract.ts'
import { type Paise, share } from '../../shared/money.ts'
import type { BasisPoints, Milli, RateE4 } from '../../shared/quantity.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidText } from '../database/uid.ts'

type Hit = z.output<typeof ItemHit> & { active: boolean }
type Row = {
  id: number
  uid: Uint8Array
  code: string | null
  name: string
  packLabel: string | null
  manufacturer: string | null
  composition: string | null
  rack: string | null
  schedule: Hit['schedule']
  baseUnit: string
  saleUnit: string
  saleFactor: number
  active: number
  hsn: string | null
  taxClass: Hit['taxClass'] | null
  rateBp: BasisPoints | null
  mrpE4: number | null
  rateE4: RateE4 | null
}

/** The cheap look-ups behind a page of items, in the order of the ids. Its plan is held by a test: every part goes by an index. */
export const hitRows = prepared<{ ids: string; date: LocalDate; tier: string }>()(
  (
    p,
  ) => text<Row>`select i.id, i.uid, i.code, i.name, i.pack_label as packLabel, i.manufacturer, i.composition, i.rack, i.schedule, i.base_unit as baseUnit,
      i.sale_unit as saleUnit, i.sale_factor as saleFactor, i.active, t.hsn, t.class as taxClass, t.rate_bp as rateBp,
      (select p.rate_e4 from price p where p.item_id = i.id and p.list_id = (select id from price_list where tier = 'mrp') and p.batch_id = 0 and p.from_date <= ${p.date}
        order by p.from_date desc, p.seq desc, p.id desc limit 1) as mrpE4,
      (select p.rate_e4 from price p where p.item_id = i.id and p.list_id = (select id from price_list where tier = ${p.tier}) and p.batch_id = 0 and p.from_date <= ${p.date}
        order by p.from_date desc, p.seq desc, p.id desc limit 1) as rateE4
    from json_each(${p.ids}) as asked cross join item i on i.id = asked.value
    left join item_tax t on t.id = (select x.id from item_tax x where x.item_id = i.id and x.from_date <= ${p.date} order by x.from_date desc, x.seq desc, x.id desc limit 1)
    order by asked.key`,
)

/** Saleable stock not expired on the day, base units, of the asked items that have any. */
export const stockRows = prepared<{ ids: string; date: LocalDate }>()(
  (p) => text<{ itemId: number; qty: Milli }>`select b.item_id as itemId, sum(h.qty) as qty
    from json_each(${p.ids}) as asked cross join batch b on b.item_id = asked.value join on_hand h on h.batch_id = b.id join location l on l.id = h.location_id
    where l.kind = 'saleable' and (b.expiry is null or b.expiry >= ${p.date}) group by b.item_id`,
)

/** Items as search and list rows, in the order asked for, with tax, MRP, tier rate and saleable stock as on the day. */
export function itemHits(db: Reader, ids: readonly number[], date: LocalDate, tier: RateTier): Hit[] {
  if (ids.length === 0) return []
  const asked = JSON.stringify(ids)
  const stock = new Map(db.all(stockRows, { ids: asked, date }).map((row) => [row.itemId, row.qty]))
  return db.all(hitRows, { ids: asked, date, tier }).map(({ mrpE4, active, hsn, taxClass, rateBp, ...row }) => ({
    ...row,
    uid: uidText(row.uid),
    active: active === 1,
    hsn: hsn ?? '',
    taxClass: taxClass ?? 'taxable',
    rateBp: rateBp ?? (0 as BasisPoints),
    mrpPaise: mrpE4 === null ? null : (share(mrpE4, 1, 100) as Paise),
    stockMilli: stock.get(row.id) ?? (0 as Milli),
  }))
}
