import { type Paise, paise } from '../../../shared/money.ts'
import { milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { NoteKind } from '../../../shared/sales/return-drafts.ts'
import { assertOpenPeriod } from '../../accounts/period.ts'
import { draftHash, postedBefore } from '../../accounts/posted-before.ts'
import { change } from '../../company/records.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { postMade, type ReplacementDraft, replacementOf } from './post-replacement.ts'
import { postNote, returnNote } from './post-return.ts'
import { type ValueDraft, valueNote } from './post-value-note.ts'
import type { Draft } from './returned-goods.ts'

type Asked = Draft | ValueDraft | ReplacementDraft
/** What was asked for: goods back, value alone (less or more of it), or goods for goods. Requests of every age say it by their own fields. */
const isValue = (draft: Asked): draft is ValueDraft => 'side' in draft
const isReplacement = (draft: Asked): draft is ReplacementDraft => !('settle' in draft)
const whatOf = (draft: Asked) =>
  isReplacement(draft) ? 'replacement' : !isValue(draft) ? 'goods' : draft.side === 'debit' ? 'debit' : 'value'

type Made = {
  kind: NoteKind
  partyId: number | null
  billId: number | null
  totalPaise: Paise
  post: () => { number: string; documentId: number }
}
/** The document as it would be posted, worked out and checked by the facts of now. */
function madeOf(given: Writing, draft: Asked): Made {
  const hash = draftHash(draft)
  if (isReplacement(draft)) {
    const made = replacementOf(given, draft, hash)
    const { partyId, billId, worthPaise } = made
    return { kind: 'replacement', partyId, billId, totalPaise: worthPaise, post: () => postMade(given, made) }
  }
  const note = isValue(draft) ? valueNote(given, draft, hash) : returnNote(given, draft, hash)
  const { kind, billId, totalPaise } = note
  return { kind, partyId: note.party?.id ?? null, billId, totalPaise, post: () => postNote(given, note) }
}

/**
 * Keeps a return, a note or a replacement that waits: checked as if it were posted, but nothing moves. Sent again with the same content it is
 * the same request.
 */
export function askReturn(given: Writing, draft: Asked): { uid: string; totalPaise: Paise } {
  const { tx, by, now } = given
  const json = JSON.stringify(draft)
  const before = tx.row(sql.selectFrom('return_request').select(['draft_json', 'total']).where('uid', '=', uidBytes(draft.uid)))
  if (before) {
    if (before.draft_json === json) return { uid: draft.uid, totalPaise: paise(before.total) }
    throw new Refusal('sales/already-asked', 'This was asked for already with other content')
  }
  const made = madeOf(given, draft)
  assertOpenPeriod(given, made.kind, draft.date)
  change(
    given,
    [
      {
        insert: 'return_request',
        row: {
          uid: uidBytes(draft.uid),
          date: draft.date,
          party_id: made.partyId,
          bill_id: made.billId,
          total: made.totalPaise,
          reason: draft.reason,
          draft_json: json,
          asked_by: by.id,
          asked_at: now,
        },
      },
    ],
    { entity: 'return_request', entityUid: draft.uid, reason: draft.narration },
  )
  return { uid: draft.uid, totalPaise: made.totalPaise }
}

function waiting(db: Reader, uid: string) {
  const found = db.row(sql.selectFrom('return_request').selectAll().where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('sales/no-request', 'There is no such request', 'uid')
  if (found.state !== 'waiting')
    throw new Refusal('sales/request-decided', 'This request has been decided already', 'uid', { state: found.state })
  return found
}

/** A bill that was changed after the request: lines it names by number may be other goods now. */
function assertSameBill(db: Reader, request: { uid: Uint8Array; bill_id: number | null }): void {
  if (request.bill_id === null) return
  const changed = db.row(text<{ number: string }>`
    select d.number from document_version v join document d on d.id = v.document_id where v.document_id = ${request.bill_id} and v.version > 1
      and v.seq > (select min(j.seq) from journal j where j.entity_uid = ${request.uid} and j.entity = 'return_request') limit 1`)
  if (changed)
    throw new Refusal('sales/request-bill-changed', `${changed.number} was changed since this was asked for`, 'uid', changed)
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
  // it may have been posted by a lent right meanwhile: then that document answers the request, and nothing moves twice
  if (approve) assertSameBill(tx, request)
  const posted = approve ? (postedBefore(given, draft.uid, draftHash(draft)) ?? madeOf(approving, draft).post()) : null
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
        what: whatOf(draft) as ReturnType<typeof whatOf>,
        lines: linesOf(db, draft, billId),
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

function linesOf(db: Reader, draft: Asked, billId: number | null) {
  if (isReplacement(draft)) return replacedOf(db, draft, billId)
  return isValue(draft) ? creditOf(db, draft, billId) : goodsOf(db, draft, billId)
}

function goodsOf(db: Reader, draft: Draft, billId: number | null) {
  return draft.lines.map((line) => {
    const named =
      billId === null
        ? db.row(
            text<Named>`select i.name as item, coalesce(b.number, '') as batch, i.sale_factor as factor from item i left join batch b on b.id = ${line.batchId} where i.id = ${line.itemId}`,
          )
        : lineOfBill(db, billId, line.line)
    const qtyMilli = milli(line.qtyMilli + line.freeMilli)
    return { ...none, ...named, qtyMilli, to: line.to, amountPaise: null, givenBatch: null }
  })
}

const creditOf = (db: Reader, draft: ValueDraft, billId: number | null) =>
  draft.lines.map(({ line, amountPaise }) => ({
    ...none,
    ...lineOfBill(db, billId, line),
    qtyMilli: milli(0),
    to: null,
    amountPaise,
    givenBatch: null,
  }))

const replacedOf = (db: Reader, draft: ReplacementDraft, billId: number | null) =>
  draft.lines.map(({ line, qtyMilli, to, batchId }) => ({
    ...none,
    ...lineOfBill(db, billId, line),
    qtyMilli,
    to,
    amountPaise: null,
    givenBatch: db.row(sql.selectFrom('batch').select('number').where('id', '=', batchId))?.number ?? '',
  }))
