import type { LocalDate } from '../../shared/calendar.ts'
import type { RateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { priceLists } from './price-reports.ts'

type Batch = { itemId: number; item: string; batch: string; unit: string }
type Held = { rateE4: RateE4 | null; fromDate: string }

/** A rate of a batch, or of the item (batch 0), in a list as on a day. */
const rateOn = (db: Reader, of: { list: number; item: number; batch: number }, date: LocalDate): Held | undefined =>
  db.row(text<Held>`
    select rate_e4 as rateE4, from_date as fromDate from price where item_id = ${of.item} and list_id = ${of.list} and batch_id = ${of.batch} and from_date <= ${date}
    order by from_date desc, seq desc, id desc limit 1`)

/** What one batch is sold at apart from its item, list by list. Refuses `items/unknown-batch`. */
export function batchRates(db: Reader, batchId: number, asOn: LocalDate) {
  const batch = db.row(text<Batch>`
    select b.item_id as itemId, i.name as item, b.number as batch, i.sale_unit as unit from batch b join item i on i.id = b.item_id where b.id = ${batchId}`)
  if (!batch) throw new Refusal('items/unknown-batch', 'There is no such batch', 'batchId', { item: '' })
  const rates = priceLists(db)
    .filter((list) => list.active && list.tier !== 'mrp')
    .map((list) => {
      const own = rateOn(db, { list: list.id, item: batch.itemId, batch: batchId }, asOn)
      return {
        list: list.uid,
        name: list.name,
        tier: list.tier,
        rateE4: own?.rateE4 ?? null,
        fromDate: own?.rateE4 == null ? null : own.fromDate,
        itemRateE4: rateOn(db, { list: list.id, item: batch.itemId, batch: 0 }, asOn)?.rateE4 ?? null,
      }
    })
  return { ...batch, rates }
}
