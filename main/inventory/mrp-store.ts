import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { mrpCalls } from '../../shared/inventory/mrp-contract.ts'
import { formatPaise, type Paise, share } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Change, change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import { hasWords } from '../items/list-items.ts'

type Revision = z.output<(typeof mrpCalls)['reviseMrp']['input']>
type Ask = z.output<(typeof mrpCalls)['mrpRevisions']['input']>
type Row = z.output<(typeof mrpCalls)['mrpRevisions']['output']>['rows'][number]

/** The dearest pack in trade costs little above a lakh; ten lakh is a slipped column. */
const absurdPaise = 10_00_000_00

const held = prepared<{ batch: number; date: LocalDate }>()(
  (p) => text<{ item: string; number: string; printed: Paise | null; effective: Paise | null }>`
    select i.name as item, b.number, b.mrp_printed as printed, coalesce((select m.mrp from batch_mrp m where m.batch_id = b.id and m.from_date <= ${p.date}
      order by m.from_date desc, m.seq desc, m.id desc limit 1), b.mrp_printed) as effective
    from batch b join item i on i.id = b.item_id where b.id = ${p.batch}`,
)

/** The printed and the effective MRP of a batch on a day, with the names to tell it by. */
export const mrpOf = (db: Reader, batch: number, date: LocalDate) => db.get(held, { batch, date })

/**
 * Notes the effective MRP of batches from a day on (gst-rules.md §8.4, model rule 12). Refuses an unknown batch, a batch named twice, a
 * price of nothing or an absurd one, and a day before the books begin; an MRP above the printed one warns: the pack says another.
 */
export function reviseMrp(given: Writing, { from, reference, lines }: Revision): { revised: number; same: number } {
  const { tx } = given
  const begin = tx.must(sql.selectFrom('firm').select('books_begin')).books_begin
  if (from < begin) throw new Refusal('inventory/mrp-before-books', `The books begin on ${begin}`, 'from', { from: begin })
  const changes: Change[] = []
  const seen = new Set<number>()
  for (const [at, { batchId, mrpPaise }] of lines.entries()) {
    const field = `lines.${at}.mrpPaise`
    const batch = mrpOf(tx, batchId, from)
    if (!batch) throw new Refusal('inventory/mrp-unknown-batch', 'There is no such batch', `lines.${at}.batchId`, {})
    if (seen.has(batchId))
      throw new Refusal('inventory/mrp-twice', `${batch.item} ${batch.number} is there twice`, field, {
        item: batch.item,
        batch: batch.number,
      })
    seen.add(batchId)
    if (mrpPaise <= 0 || mrpPaise > absurdPaise)
      throw new Refusal('inventory/mrp-absurd', 'This MRP cannot be meant', field, { item: batch.item, batch: batch.number })
    if (batch.effective === mrpPaise) continue
    if (batch.printed !== null && mrpPaise > batch.printed)
      given.warn('inventory/mrp-above-printed', field, {
        item: batch.item,
        batch: batch.number,
        printed: formatPaise(batch.printed),
      })
    changes.push({ insert: 'batch_mrp', row: { batch_id: batchId, from_date: from, mrp: mrpPaise, reference } })
  }
  if (changes.length) change(given, changes, { entity: 'batch', reason: reference })
  return { revised: changes.length, same: lines.length - changes.length }
}

type Stored = Omit<Row, 'differencePaise' | 'stockDifferencePaise'>

/** A page of batches: those with a revised MRP, or all in stock, as on a day. */
export function mrpRevisions(db: Reader, ask: Ask, today: LocalDate) {
  const date = ask.asOn ?? today
  const latest = raw`(select x.id from batch_mrp x where x.batch_id = b.id and x.from_date <= ${date} order by x.from_date desc, x.seq desc, x.id desc limit 1)`
  const stock = raw`coalesce((select sum(h.qty) from on_hand h where h.batch_id = b.id), 0)`
  const found = hasWords(db, ask.filter) ?? raw`true`
  const which = ask.show === 'revised' ? raw`m.id is not null` : raw`${stock} > 0`
  const from = raw`batch b join item i on i.id = b.item_id left join batch_mrp m on m.id = ${latest} where ${which} and (${found} or b.number = ${ask.filter})`
  const orders: Record<string, ReturnType<typeof raw>> = {
    batch: raw`b.number`,
    fromDate: raw`m.from_date`,
    expiry: raw`b.expiry`,
  }
  const order = orders[ask.sort ?? ''] ?? raw`i.name collate nocase`
  const select = raw`select b.id as batchId, i.id as itemId, i.name as item, i.pack_label as packLabel, i.manufacturer, b.number as batch, b.expiry,
    b.mrp_printed as printedPaise, coalesce(m.mrp, b.mrp_printed) as effectivePaise, m.from_date as fromDate, m.reference, b.pack_factor as packFactor, ${stock} as stockMilli`
  const rows = db
    .rows(
      text<Stored>`${select} from ${from} order by ${order} ${raw.raw(ask.descending ? 'desc' : 'asc')}, b.id limit ${ask.limit} offset ${ask.offset}`,
    )
    .map(withDifference)
  const { n } = db.must(text<{ n: number }>`select count(*) as n from ${from}`)
  const sums =
    ask.offset === 0
      ? {
          batches: n,
          stockDifferencePaise: db
            .rows(text<Stored>`${select} from ${from} and m.id is not null`)
            .reduce((sum, row) => sum + (withDifference(row).stockDifferencePaise ?? 0), 0) as Paise,
        }
      : null
  return { rows, total: n, sums }
}

function withDifference(row: Stored): Row {
  if (row.printedPaise === null || row.effectivePaise === null)
    return { ...row, differencePaise: null, stockDifferencePaise: null }
  const differencePaise = (row.effectivePaise - row.printedPaise) as Paise
  return { ...row, differencePaise, stockDifferencePaise: share(differencePaise, row.stockMilli, 1000 * row.packFactor) }
}
