import { type Paise, paise } from '../../../shared/money.ts'
import { milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { assertOpenPeriod } from '../../accounts/period.ts'
import { draftHash } from '../../accounts/posted-before.ts'
import { change } from '../../company/records.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import type { Note } from './note-entry.ts'
import { postNote, returnNote } from './post-return.ts'
import { type ValueDraft, valueNote } from './post-value-note.ts'
import type { Draft } from './returned-goods.ts'

type Asked = Draft | ValueDraft
/** What was asked for: goods back, or value alone. */
const isValue = (draft: Asked): draft is ValueDraft => 'side' in draft
const noteOf = (given: Writing, draft: Asked): Note =>
  isValue(draft) ? valueNote(given, draft, draftHash(draft)) : returnNote(given, draft, draftHash(draft))

/** Keeps a return or a credit that waits: checked as if it were posted, but nothing moves. Sent again with the same content it is the same request. */
export function askReturn(given: Writing, draft: Asked): { uid: string; totalPaise: Paise } {
  const { tx, by, now } = given
  const json = JSON.stringify(draft)
  const before = tx.row(sql.selectFrom('return_request').select(['draft_json', 'total']).where('uid', '=', uidBytes(draft.uid)))
  if (before) {
    if (before.draft_json === json) return { uid: draft.uid, totalPaise: paise(before.total) }
    throw new Refusal('sales/already-asked', 'This was asked for already with other content')
  }
  const note = noteOf(given, draft)
  assertOpenPeriod(given, note.kind, draft.date)
  change(
    given,
    [
      {
        insert: 'return_request',
        row: {
          uid: uidBytes(draft.uid),
          date: draft.date,
          party_id: note.party?.id ?? null,
          bill_id: note.billId,
          total: note.totalPaise,
          reason: draft.reason,
          draft_json: json,
          asked_by: by.id,
          asked_at: now,
        },
      },
    ],
    { entity: 'return_request', entityUid: draft.uid, reason: draft.narration },
  )
  return { uid: draft.uid, totalPaise: note.totalPaise }
}

function waiting(db: Reader, uid: string) {
  const found = db.row(sql.selectFrom('return_request').selectAll().where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('sales/no-request', 'There is no such request', 'uid')
  if (found.state !== 'waiting')
    throw new Refusal('sales/request-decided', 'This request has been decided already', 'uid', { state: found.state })
  return found
}

/** Approves what waits, which posts it as it was asked (all that was checked then is checked again), or refuses it. */
export function decideReturn(
  given: Writing,
  { uid, approve, note }: { uid: string; approve: boolean; note: string | null },
): { number: string | null } {
  const { tx, by, now } = given
  const request = waiting(tx, uid)
  const draft = JSON.parse(request.draft_json) as Asked
  // the right to ask without a bill was checked when it was asked; who approves has the say now
  const approving: Writing = { ...given, may: (right) => right === 'sales.return-without-bill' || given.may(right) }
  const posted = approve ? postNote(given, noteOf(approving, draft)) : null
  change(
    given,
    [
      {
        update: 'return_request',
        id: request.id,
        set: {
          state: approve ? 'approved' : 'refused',
          decided_by: by.id,
          decided_at: now,
          note,
          document_id: posted?.documentId ?? null,
        },
      },
    ],
    { entity: 'return_request', entityUid: uid, reason: note },
  )
  return { number: posted?.number ?? null }
}

/** Takes back a request that waits; only who asked, or who may approve. */
export function withdrawReturn(given: Writing, uid: string): void {
  const request = waiting(given.tx, uid)
  if (request.asked_by !== given.by.id && !given.may('sales.return-approve'))
    throw new Refusal('sales/not-yours', 'Another user asked for this', 'uid')
  change(
    given,
    [{ update: 'return_request', id: request.id, set: { state: 'withdrawn', decided_by: given.by.id, decided_at: given.now } }],
    { entity: 'return_request', entityUid: uid },
  )
}

type Row = {
  uid: Uint8Array
  date: string
  party: string
  bill: string | null
  totalPaise: Paise
  reason: string
  askedBy: string
  askedAt: string
  state: string
  decidedBy: string | null
  note: string | null
  number: string | null
  documentUid: Uint8Array | null
  draft_json: string
  billId: number | null
}

/** Requests with their goods in words, newest first. */
export function returnRequests(db: Reader, ask: { state: 'all' | 'waiting'; filter: string; offset: number; limit: number }) {
  const like = `%${ask.filter.replace(/[\\%_]/g, (found) => `\\${found}`)}%`
  const rows = db.rows(text<Row & { all_: number; sum_: number }>`
    select r.uid, r.date, coalesce(p.name, 'Cash') as party, b.number as bill, r.total as totalPaise, r.reason, a.name as askedBy, r.asked_at as askedAt, r.state, u.name as decidedBy,
      r.note, d.number, d.uid as documentUid, r.draft_json, r.bill_id as billId, count(*) over () as all_, sum(r.total) over () as sum_
    from return_request r join user a on a.id = r.asked_by left join user u on u.id = r.decided_by left join party p on p.id = r.party_id
      left join document b on b.id = r.bill_id left join document d on d.id = r.document_id
    where (${ask.state} = 'all' or r.state = 'waiting') and (coalesce(p.name, 'Cash') like ${like} escape '\\' or coalesce(b.number, '') like ${like} escape '\\')
    order by r.state <> 'waiting', r.id desc limit ${ask.limit} offset ${ask.offset}`)
  return {
    rows: rows.map(({ uid, documentUid, draft_json, billId, all_: _, sum_: __, ...row }) => {
      const draft = JSON.parse(draft_json) as Asked
      return {
        ...row,
        uid: uidText(uid),
        documentUid: documentUid && uidText(documentUid),
        what: isValue(draft) ? ('value' as const) : ('goods' as const),
        lines: isValue(draft) ? creditOf(db, draft, billId) : goodsOf(db, draft, billId),
      }
    }),
    total: rows[0]?.all_ ?? 0,
    sums: { totalPaise: paise(rows[0]?.sum_ ?? 0) },
  }
}

type Named = { item: string; batch: string; factor: number }
const lineOfBill = (db: Reader, billId: number | null, line: number | null) =>
  db.row(text<Named>`select l.description as item, coalesce(b.number, '') as batch, l.factor from document_state s
    join document_line l on l.version_id = s.current_version_id and l.line_no = ${line} left join batch b on b.id = l.batch_id where s.document_id = ${billId}`)
const none: Named = { item: '', batch: '', factor: 1 }

function goodsOf(db: Reader, draft: Draft, billId: number | null) {
  return draft.lines.map((line) => {
    const named =
      billId === null
        ? db.row(
            text<Named>`select i.name as item, coalesce(b.number, '') as batch, i.sale_factor as factor from item i left join batch b on b.id = ${line.batchId} where i.id = ${line.itemId}`,
          )
        : lineOfBill(db, billId, line.line)
    return { ...none, ...named, qtyMilli: milli(line.qtyMilli + line.freeMilli), to: line.to, amountPaise: null }
  })
}

const creditOf = (db: Reader, draft: ValueDraft, billId: number | null) =>
  draft.lines.map(({ line, amountPaise }) => ({
    ...none,
    ...lineOfBill(db, billId, line),
    qtyMilli: milli(0),
    to: null,
    amountPaise,
  }))
