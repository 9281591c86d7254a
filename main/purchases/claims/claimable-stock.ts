import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { addDays, type LocalDate } from '../../../shared/calendar.ts'
import type { claimCalls } from '../../../shared/purchases/claim-contract.ts'
import { rateE4 } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { rateFor } from '../../items/item-facts.ts'
import { partyByUid } from '../../parties/party-store.ts'
import { isInWindow, suppliersOf, windowOf } from './claim-facts.ts'

type Ask = z.output<(typeof claimCalls)['claimableStock']['input']>
type Page = z.output<(typeof claimCalls)['claimableStock']['output']>
type Shown = Page['rows'][number]
type Row = Pick<
  Shown,
  | 'itemId'
  | 'item'
  | 'pack'
  | 'manufacturer'
  | 'batchId'
  | 'batch'
  | 'locationId'
  | 'location'
  | 'saleUnit'
  | 'saleFactor'
  | 'qtyMilli'
  | 'mrpPaise'
> & { expiry: LocalDate | null; marked: number }

const broughtBySupplier = (
  party: number,
) => raw`and exists (select 1 from stock_move m join posting p on p.id = m.posting_id and p.kind = 'document'
  join document_version v on v.id = p.version_id join document d on d.id = v.document_id join document_state s on s.document_id = d.id and s.cancelled = 0
  where m.item_id = i.id and m.batch_id = b.id and m.kind = 'purchase' and d.party_id = ${party})`

/** What may be claimed, the soonest expired first, with what is known of its buying. */
export function claimableStock(db: Reader, ask: Ask, today: LocalDate): Page {
  const supplier = ask.supplier === null ? null : (partyByUid(db, uidBytes(ask.supplier))?.party.id ?? 0)
  const words = ask.filter.split(/\s+/).filter(Boolean)
  const like = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const matching = words.map(
    (word) =>
      raw`and (i.name like ${like(word)} escape '\\' or b.number like ${like(word)} escape '\\' or i.manufacturer like ${like(word)} escape '\\')`,
  )
  const from = raw`on_hand h join batch b on b.id = h.batch_id join item i on i.id = b.item_id join location l on l.id = h.location_id
    where h.qty > 0 and l.kind in ('saleable', 'quarantine', 'expiry') ${ask.withinDays === null ? raw`` : raw`and (l.kind <> 'saleable' or b.claim_marked_on is not null or b.expiry <= ${addDays(today, ask.withinDays)})`}
    ${supplier === null ? raw`` : broughtBySupplier(supplier)} ${raw.join(matching.length ? matching : [raw``], raw` `)}`
  const rows = db.rows(text<Row>`
    select i.id as itemId, i.name as item, i.pack_label as pack, i.manufacturer, b.id as batchId, b.number as batch, b.expiry, l.id as locationId, l.name as location, i.sale_unit as saleUnit,
      i.sale_factor as saleFactor, h.qty as qtyMilli, b.mrp_printed as mrpPaise, b.claim_marked_on is not null as marked
    from ${from} order by b.expiry is null, b.expiry, i.name collate nocase, b.id, l.id limit ${ask.limit} offset ${ask.offset}`)
  const { count, qtyMilli } = db.must(text<{ count: number; qtyMilli: Shown['qtyMilli'] }>`
    select count(*) as count, coalesce(sum(h.qty), 0) as qtyMilli from ${from}`)
  return { rows: rows.map((row) => shown(db, row, supplier, today)), total: count, sums: { qtyMilli } }
}

type Bought = { rate: number; factor: number }

function shown(db: Reader, row: Row, asked: number | null, today: LocalDate): Shown {
  const brought = suppliersOf(db, row.itemId, row.batchId)
  const by = brought.find((one) => one.party === asked) ?? brought[0]
  const party = by && db.must(text<{ uid: Uint8Array }>`select uid from party where id = ${by.party}`)
  const last = db.row(text<Bought>`
    select l.rate_e4 as rate, l.factor from stock_move m join posting p on p.id = m.posting_id and p.kind = 'document' join document_line l on l.version_id = p.version_id and l.item_id = m.item_id and l.batch_id = m.batch_id
    where m.item_id = ${row.itemId} and m.batch_id = ${row.batchId} and m.kind = 'purchase' order by m.id desc limit 1`)
  const tier = (name: 'ptr' | 'pts') => rateFor(db, { itemId: row.itemId, batchId: row.batchId, tier: name, date: today })
  const perSale = (found: ReturnType<typeof tier>) =>
    found ? rateE4(Math.round((found.rateE4 * row.saleFactor) / found.factor)) : null
  return {
    ...row,
    marked: row.marked === 1,
    ptrE4: perSale(tier('ptr')),
    ptsE4: perSale(tier('pts')),
    costE4: last ? rateE4(Math.round((last.rate * row.saleFactor) / last.factor)) : null,
    supplier: by?.name ?? null,
    supplierUid: party ? uidText(party.uid) : null,
    boughtOn: by?.date ?? null,
    inWindow: by ? isInWindow(row.expiry, today, windowOf(db, by.party)) : null,
  }
}
