import { sql as raw } from 'kysely'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { dispatchLines } from '../transfers.ts'

type DocumentAsk = {
  filter: string
  offset: number
  limit: number
  sort: string | null
  descending: boolean
  kind: string
  inTransit: boolean
}
type DocumentRow = {
  id: number
  uid: Uint8Array
  kind: string
  number: string
  date: string
  mode: string
  applied_json: string
  lines: number
  gross: number
  total: number
  cancelled: number
  open_lines: number
}
type Applied = {
  from?: { name: string }
  to?: { uid: string; name: string }
  reason?: string
  narration?: string | null
  lines?: { reason: string | null; location: string | null }[]
}

const orders: Readonly<Record<string, string>> = { date: 'd.date', number: 'd.number', kind: 'd.kind', total: 'v.total' }

/** Lines of a dispatch that are not wholly received, by documents that stand. */
const openLines = raw`(select count(*) from document_line l where l.version_id = v.id and v.mode = 'dispatch' and s.cancelled = 0 and l.qty > coalesce(
  (select sum(k.qty) from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
    where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'transfer'), 0))`

const body = (ask: DocumentAsk) => {
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  return raw`from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    where d.kind in ('transfer','stock-adjustment','write-off','stock-count') and (${ask.kind} = 'all' or d.kind = ${ask.kind})
    and (${ask.filter} = '' or d.number like ${like} escape '\\' or v.applied_json like ${like} escape '\\'
      or exists (select 1 from document_line x where x.version_id = v.id and x.description like ${like} escape '\\'))
    and (${ask.inTransit ? 1 : 0} = 0 or ${openLines} > 0)`
}

const shape = (row: DocumentRow, withCost: boolean) => {
  const applied = JSON.parse(row.applied_json) as Applied
  return {
    uid: uidText(row.uid),
    kind: row.kind,
    number: row.number,
    date: row.date,
    mode: row.mode,
    from: applied.from?.name ?? null,
    to: applied.to?.name ?? null,
    reason: applied.reason ?? null,
    narration: applied.narration ?? null,
    lines: row.lines,
    totalPaise: (withCost ? row.total : null) as never,
    openLines: row.open_lines,
    cancelled: row.cancelled === 1,
  }
}

const columns = raw`d.id, d.uid, d.kind, d.number, d.date, v.mode, v.applied_json, v.gross, v.total, s.cancelled, ${openLines} as open_lines,
  (select count(*) from document_line l where l.version_id = v.id) as lines`

/** One page of stock documents; cancelled ones are shown and not added up. */
export function stockDocuments(db: Reader, ask: DocumentAsk, withCost: boolean) {
  const { total, sum } = db.must(text<{ total: number; sum: number }>`
    select count(*) as total, coalesce(sum(case when s.cancelled = 0 then v.total end), 0) as sum ${body(ask)}`)
  const rows = db.rows(text<DocumentRow>`
    select ${columns} ${body(ask)}
    order by ${raw.raw(orders[ask.sort ?? 'date'] ?? 'd.date')} ${raw.raw(ask.sort === null || ask.descending ? 'desc' : 'asc')}, d.id desc limit ${ask.limit} offset ${ask.offset}`)
  return { rows: rows.map((row) => shape(row, withCost)), total, sums: { totalPaise: (withCost ? sum : null) as never } }
}

type LineRow = {
  line_no: number
  item_id: number
  description: string
  unit: string
  factor: number
  batch_id: number
  batch: string
  expiry: string | null
  qty: number
  gross: number
  tax: number
  rate_bp: number
}

/** One stock document with its lines. */
export function stockDocument(db: Reader, uid: string, withCost: boolean) {
  const row = db.row(text<DocumentRow>`
    select ${columns} from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    where d.uid = ${uidBytes(uid)} and d.kind in ('transfer','stock-adjustment','write-off','stock-count')`)
  if (!row) throw new Refusal('inventory/no-document', 'There is no such stock document', 'uid')
  const applied = JSON.parse(row.applied_json) as Applied
  const open = row.mode === 'dispatch' && row.cancelled === 0 ? dispatchLines(db, row.id) : []
  const lines = db.rows(text<LineRow>`
    select l.line_no, l.item_id, l.description, l.unit, l.factor, l.batch_id, b.number as batch, b.expiry, l.qty, l.gross, l.igst + l.cgst + l.sgst + l.cess as tax, l.rate_bp
    from document_state s join document_line l on l.version_id = s.current_version_id join batch b on b.id = l.batch_id where s.document_id = ${row.id} order by l.line_no`)
  const to = applied.to?.uid
  const toId = to ? db.row(text<{ id: number }>`select id from location where uid = ${uidBytes(to)}`)?.id : undefined
  return {
    ...shape(row, withCost),
    toId: toId ?? null,
    lines: lines.map((line) => {
      const waits = open.find((one) => one.line_no === line.line_no)
      return {
        lineNo: line.line_no,
        itemId: line.item_id,
        item: line.description,
        saleUnit: line.unit,
        saleFactor: line.factor,
        batchId: line.batch_id,
        batch: line.batch,
        expiry: line.expiry,
        qtyMilli: line.qty as never,
        costPaise: (withCost ? line.gross : null) as never,
        taxPaise: (withCost ? line.tax : 0) as never,
        rateBp: line.rate_bp,
        reason: applied.lines?.[line.line_no - 1]?.reason ?? null,
        location: applied.lines?.[line.line_no - 1]?.location ?? null,
        openMilli: (waits ? waits.qty - waits.received : 0) as never,
      }
    }),
  }
}

type RequestRow = {
  uid: Uint8Array
  date: string
  reason: string
  draft_json: string
  asked_by: string
  asked_at: string
  state: string
  decided_by: string | null
  note: string | null
  number: string | null
  document_uid: Uint8Array | null
}

/** What was asked to be written off, what waits first, then newest first. */
export function writeOffRequests(db: Reader, ask: { filter: string; offset: number; limit: number; state: string }) {
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  const where = raw`from stock_request r join user a on a.id = r.asked_by left join user b on b.id = r.decided_by left join document d on d.id = r.document_id
    where (${ask.state} = 'all' or r.state = ${ask.state}) and (${ask.filter} = '' or a.name like ${like} escape '\\' or r.draft_json like ${like} escape '\\' or d.number like ${like} escape '\\')`
  const { total, waiting } = db.must(text<{ total: number; waiting: number }>`
    select count(*) as total, coalesce(sum(r.state = 'waiting'), 0) as waiting ${where}`)
  const rows = db.rows(text<RequestRow>`
    select r.uid, r.date, r.reason, r.draft_json, a.name as asked_by, r.asked_at, r.state, b.name as decided_by, r.note, d.number, d.uid as document_uid ${where}
    order by r.state <> 'waiting', r.id desc limit ${ask.limit} offset ${ask.offset}`)
  return {
    rows: rows.map((row) => {
      const draft = JSON.parse(row.draft_json) as { narration: string | null; lines: unknown[] }
      return {
        uid: uidText(row.uid),
        date: row.date,
        reason: row.reason,
        narration: draft.narration,
        askedBy: row.asked_by,
        askedAt: row.asked_at,
        state: row.state,
        decidedBy: row.decided_by,
        note: row.note,
        number: row.number,
        documentUid: row.document_uid && uidText(row.document_uid),
        lines: draft.lines.length,
      }
    }),
    total,
    sums: { waiting },
  }
}
