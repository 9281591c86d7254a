import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, share } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { batchWorth } from './batch-worth.ts'

export const sheetOf = (db: Reader, uid: string) => {
  const sheet = db.row(
    sql
      .selectFrom('count_sheet as s')
      .innerJoin('location as l', 'l.id', 's.location_id')
      .selectAll('s')
      .select('l.name as location')
      .where('s.uid', '=', uidBytes(uid)),
  )
  if (!sheet) throw new Refusal('inventory/no-sheet', 'There is no such count sheet', 'uid')
  return sheet
}
type SheetRow = ReturnType<typeof sheetOf>

type Row = {
  batch_id: number
  batch: string
  expiry: string | null
  mrp: number | null
  item_id: number
  item: string
  pack: string | null
  manufacturer: string | null
  sale_unit: string
  sale_factor: number
  rack: string | null
}

const goods = raw`b.id as batch_id, b.number as batch, b.expiry, b.mrp_printed as mrp, i.id as item_id, i.name as item, i.pack_label as pack, i.manufacturer, i.sale_unit, i.sale_factor, coalesce(r.rack, i.rack) as rack`
const joined = (sheet: SheetRow) =>
  raw`join batch b on b.id = c.batch_id join item i on i.id = b.item_id left join item_rack r on r.item_id = i.id and r.location_id = ${sheet.location_id}`
const order = raw`order by coalesce(r.rack, i.rack) is null, coalesce(r.rack, i.rack), i.name collate nocase, b.expiry, b.id`
const matching = (filter: string) => {
  const like = `%${filter.replace(/[\\%_]/g, '\\$&')}%`
  return raw`(${filter} = '' or i.name like ${like} escape '\\' or b.number like ${like} escape '\\' or coalesce(r.rack, i.rack, '') like ${like} escape '\\')`
}

const shape = (row: Row) => ({
  itemId: row.item_id,
  item: row.item,
  pack: row.pack,
  manufacturer: row.manufacturer,
  saleUnit: row.sale_unit,
  saleFactor: row.sale_factor,
  batchId: row.batch_id,
  batch: row.batch,
  expiry: row.expiry,
  mrpPaise: row.mrp as never,
  rack: row.rack,
})

/** The blank sheet, a page of it: what to count, without the book's quantities. */
export function countSheet(db: Reader, ask: { uid: string; filter: string; offset: number; limit: number }) {
  const sheet = sheetOf(db, ask.uid)
  const from = raw`from count_row c ${joined(sheet)} where c.sheet_id = ${sheet.id} and ${matching(ask.filter)}`
  return {
    rows: db
      .rows(text<Row>`select ${goods} ${from} ${order} limit ${ask.limit} offset ${ask.offset}`)
      .map((row) => ({ ...shape(row), counted: '____________' })),
    total: db.must(text<{ total: number }>`select count(*) as total ${from}`).total,
    sums: {
      name: sheet.name,
      location: sheet.location,
      locationId: sheet.location_id,
      date: sheet.date as string,
      state: sheet.state,
    },
  }
}

/** What one person has counted of a sheet, in the order keyed. */
export function ownCounts(db: Reader, uid: string, userId: number) {
  const sheet = sheetOf(db, uid)
  const lines = db.rows(text<Row & { qty: number }>`
    select ${goods}, c.qty from count_entry c ${joined(sheet)}
    where c.sheet_id = ${sheet.id} and c.user_id = ${userId}
      and c.id = (select max(e.id) from count_entry e where e.sheet_id = c.sheet_id and e.batch_id = c.batch_id and e.user_id = c.user_id) order by c.id`)
  const { rows } = db.must(text<{ rows: number }>`select count(*) as rows from count_row where sheet_id = ${sheet.id}`)
  return {
    name: sheet.name,
    location: sheet.location,
    locationId: sheet.location_id,
    date: sheet.date as string,
    state: sheet.state,
    rows,
    lines: lines.map((line) => ({ ...shape(line), qtyMilli: line.qty as never })),
  }
}

type SheetList = {
  uid: Uint8Array
  name: string
  location: string
  date: string
  frozen_at: string
  made_by: string
  state: string
  rows: number
  counted: number
  number: string | null
}

/** Count sheets, open ones first, then newest first. */
export function countSheets(db: Reader, ask: { filter: string; offset: number; limit: number }) {
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  const from = raw`from count_sheet s join location l on l.id = s.location_id join user u on u.id = s.made_by left join document d on d.id = s.document_id
    where ${ask.filter} = '' or s.name like ${like} escape '\\' or l.name like ${like} escape '\\'`
  const { total, open } = db.must(
    text<{ total: number; open: number }>`select count(*) as total, coalesce(sum(s.state = 'open'), 0) as open ${from}`,
  )
  const rows = db.rows(text<SheetList>`
    select s.uid, s.name, l.name as location, s.date, s.frozen_at, u.name as made_by, s.state, d.number,
      (select count(*) from count_row c where c.sheet_id = s.id) as rows, (select count(distinct e.batch_id) from count_entry e where e.sheet_id = s.id) as counted
    ${from} order by s.state <> 'open', s.id desc limit ${ask.limit} offset ${ask.offset}`)
  return {
    rows: rows.map(({ frozen_at, made_by, ...row }) => ({ ...row, uid: uidText(row.uid), frozenAt: frozen_at, madeBy: made_by })),
    total,
    sums: { open },
  }
}

type VarianceRow = Row & {
  book: number
  counted: number | null
  counters: number
  moved_before: number
  moved_after: number
  worth_qty: number
  worth: number
}

/**
 * Book against count. What was expected when a batch was counted is the book when the sheet was frozen and what moved from then until
 * the (latest) count of it was keyed; what moved after that does not bear on the count. A batch that is not on the sheet has the book of
 * that moment too.
 */
export function variance(db: Reader, uid: string, filter = '') {
  const sheet = sheetOf(db, uid)
  const rows = db.rows(text<VarianceRow>`
    with latest as (select e.batch_id, e.qty, e.seq from count_entry e where e.sheet_id = ${sheet.id}
        and e.id = (select max(x.id) from count_entry x where x.sheet_id = e.sheet_id and x.batch_id = e.batch_id and x.user_id = e.user_id)),
    counts as (select batch_id, sum(qty) as qty, count(*) as counters, max(seq) as seq from latest group by batch_id),
    rows as (select batch_id from count_row where sheet_id = ${sheet.id} union select batch_id from counts),
    moves as (select m.batch_id, m.qty, p.seq from rows c join batch b on b.id = c.batch_id
      join stock_move m on m.item_id = b.item_id and m.batch_id = b.id and m.location_id = ${sheet.location_id} join posting p on p.id = m.posting_id
      where ${sheet.document_id} is null or p.seq < coalesce((select min(o.seq) from posting o join document_version v on v.id = o.version_id where v.document_id = ${sheet.document_id}), 9e15)),
    moved as (select m.batch_id, sum(case when m.seq <= ${sheet.frozen_seq} then m.qty else 0 end) as book,
        sum(case when m.seq > ${sheet.frozen_seq} and m.seq <= coalesce(k.seq, 9e15) then m.qty else 0 end) as before, sum(case when m.seq > k.seq then m.qty else 0 end) as after
      from moves m left join counts k on k.batch_id = m.batch_id group by m.batch_id)
    select ${goods}, k.qty as counted, coalesce(k.counters, 0) as counters, coalesce(m.book, 0) as book, coalesce(m.before, 0) as moved_before, coalesce(m.after, 0) as moved_after,
      coalesce((select sum(h.qty) from batch ib join on_hand h on h.batch_id = ib.id where ib.item_id = i.id), 0) as worth_qty,
      coalesce((select sum(value) from item_value_month w where w.item_id = i.id), 0) as worth
    from rows c ${joined(sheet)} left join counts k on k.batch_id = b.id left join moved m on m.batch_id = b.id where ${matching(filter)} ${order}`)
  return {
    sheet,
    rows: rows.map((row) => {
      const expected = row.book + row.moved_before
      const difference = row.counted === null ? null : row.counted - expected
      return {
        ...shape(row),
        bookMilli: row.book as never,
        movedBeforeMilli: row.moved_before as never,
        movedAfterMilli: row.moved_after as never,
        expectedMilli: expected as never,
        countedMilli: row.counted as never,
        counters: row.counters,
        differenceMilli: difference as never,
        valuePaise: (difference === null ? null : worthOf(row, difference)) as never,
      }
    }),
  }
}

const worthOf = (row: VarianceRow, qty: number): Paise =>
  row.worth_qty > 0 && qty !== 0 ? share(row.worth, qty, row.worth_qty) : paise(0)

type Variance = ReturnType<typeof variance>['rows'][number]
const kinds: Readonly<Record<string, (row: Variance) => boolean>> = {
  different: (row) => row.differenceMilli !== null && row.differenceMilli !== 0,
  moved: (row) => row.movedBeforeMilli !== 0 || row.movedAfterMilli !== 0,
  uncounted: (row) => row.countedMilli === null,
}

/** The differences at what their own batch costs, where each batch is costed by itself; one that was not expected at what its item does. */
function atBatchCost(db: Reader, rows: readonly Variance[], today: LocalDate): readonly Variance[] {
  const pools = batchWorth(db, { asOn: null, today }, [...new Set(rows.map((row) => row.itemId))])
  if (!pools) return rows
  return rows.map((row) => {
    const { batchId, expectedMilli, differenceMilli } = row
    return differenceMilli && expectedMilli > 0 ? { ...row, valuePaise: pools(batchId, differenceMilli) as never } : row
  })
}

/** A page of the differences with the sums over the whole sheet. */
export function countVariance(
  db: Reader,
  ask: { uid: string; filter: string; offset: number; limit: number; only: string },
  { today, withCost }: { today: LocalDate; withCost: boolean },
) {
  const { sheet, rows: found } = variance(db, ask.uid, ask.filter)
  const rows = withCost ? atBatchCost(db, found, today) : found
  const kept = rows.filter(kinds[ask.only] ?? (() => true))
  const sum = (sign: 1 | -1) => rows.reduce((all, row) => all + Math.max(0, sign * ((row.valuePaise as number | null) ?? 0)), 0)
  return {
    rows: kept.slice(ask.offset, ask.offset + ask.limit).map((row) => (withCost ? row : { ...row, valuePaise: null as never })),
    total: kept.length,
    sums: {
      rows: rows.length,
      counted: rows.filter((row) => row.countedMilli !== null).length,
      different: rows.filter((row) => row.differenceMilli !== null && row.differenceMilli !== 0).length,
      moved: rows.filter((row) => row.movedBeforeMilli !== 0 || row.movedAfterMilli !== 0).length,
      shortPaise: (withCost ? sum(-1) : null) as never,
      excessPaise: (withCost ? sum(1) : null) as never,
      state: sheet.state,
      name: sheet.name,
      location: sheet.location,
      date: sheet.date as string,
    },
  }
}

/** Companies and racks of what stands at a place, to choose a count by. */
export function countChoices(db: Reader, locationId: number) {
  const standing = raw`from on_hand h join batch b on b.id = h.batch_id join item i on i.id = b.item_id
    left join item_rack r on r.item_id = i.id and r.location_id = h.location_id where h.location_id = ${locationId} and h.qty <> 0`
  const list = (rows: readonly { name: string }[]) => rows.map((row) => row.name)
  return {
    manufacturers: list(
      db.rows(
        text<{ name: string }>`select distinct i.manufacturer as name ${standing} and i.manufacturer is not null order by 1`,
      ),
    ),
    racks: list(
      db.rows(
        text<{
          name: string
        }>`select distinct coalesce(r.rack, i.rack) as name ${standing} and coalesce(r.rack, i.rack) is not null order by 1`,
      ),
    ),
  }
}
