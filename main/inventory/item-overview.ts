import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { mrpCalls } from '../../shared/inventory/mrp-contract.ts'
import { type Reader, text } from '../database/connection.ts'

type Overview = z.output<(typeof mrpCalls)['itemOverview']['output']>

const lastOf = 5
const mostBatches = 40

/** An item beside its master: batches with both MRPs, last sales, and last purchases for those who may see cost. */
export function itemOverview(db: Reader, itemId: number, today: LocalDate, withCost: boolean): Overview {
  const batches = db.rows(text<
    Overview['batches'][number]
  >`select b.id as batchId, b.number, b.expiry, b.mrp_printed as printedPaise,
      coalesce((select m.mrp from batch_mrp m where m.batch_id = b.id and m.from_date <= ${today} order by m.from_date desc, m.seq desc, m.id desc limit 1),
        b.mrp_printed) as effectivePaise, b.pack_factor as packFactor,
      coalesce(sum(case when l.kind = 'saleable' then h.qty end), 0) as saleableMilli, coalesce(sum(case when l.kind <> 'saleable' then h.qty end), 0) as otherMilli
    from batch b left join on_hand h on h.batch_id = b.id and h.qty <> 0 left join location l on l.id = h.location_id
    where b.item_id = ${itemId} group by b.id having sum(h.qty) <> 0 order by b.expiry is null, b.expiry, b.id limit ${mostBatches}`)
  return {
    batches,
    purchases: withCost ? lastLines(db, itemId, raw`'purchase', 'goods-receipt'`) : null,
    sales: lastLines(db, itemId, raw`'sale'`),
  }
}

/** The last lines of an item in documents of some kinds that stand, found by its stock moves. */
const lastLines = (db: Reader, itemId: number, kinds: ReturnType<typeof raw>) =>
  db.rows(text<
    Overview['sales'][number]
  >`select d.date, d.number, v.party_name as party, l.qty as qtyMilli, l.unit, l.factor, l.rate_e4 as rateE4
    from document_line l join document_version v on v.id = l.version_id join document d on d.id = v.document_id join document_state s on s.document_id = d.id
    where l.item_id = ${itemId} and s.current_version_id = v.id and s.cancelled = 0 and d.kind in (${kinds})
      and v.id in (select p.version_id from stock_move m join posting p on p.id = m.posting_id where m.item_id = ${itemId} order by m.id desc limit 400)
    order by d.date desc, d.id desc, l.line_no limit ${lastOf}`)
