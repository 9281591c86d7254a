import { createHash } from 'node:crypto'
import { sql, type Writer } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'

/** Version of the rendering below. A change of it keeps the old renderer for old rows (golden tests hold each). */
export const renderingVersion = 1

export type JournalHeader = {
  kind: 'post' | 'change'
  entity: string
  entityUid: string | null
  changesJson: string | null
  reason: string | null
  workId: number | null
}

const last = prepared<Record<never, never>>()(() =>
  sql.selectFrom('journal').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1),
)
const insert = prepared<{
  seq: number
  at: string
  device: number
  user: number
  lender: number | null
  kind: string
  entity: string
  uid: Uint8Array | null
  changes: string | null
  accepted: string | null
  reason: string | null
  work: number | null
  prev: Uint8Array
  hash: Uint8Array
}>()((p) =>
  sql.insertInto('journal').values({
    seq: p.seq,
    at: p.at,
    device_id: p.device,
    user_id: p.user,
    lender_id: p.lender,
    kind: p.kind,
    sv: renderingVersion,
    entity: p.entity,
    entity_uid: p.uid,
    changes_json: p.changes,
    accepted_json: p.accepted,
    reason: p.reason,
    work_id: p.work,
    hlc: null,
    base: null,
    prev_hash: p.prev,
    hash: p.hash,
  }),
)

const genesis = Buffer.alloc(32)

/** The number the next journal row will have; every row a posting writes carries it as `seq`. */
export const nextSeq = (tx: Writer): number => (tx.get(last, {})?.seq ?? 0) + 1

/** What is hashed: the header, then one line per stored row in canonical order, each a JSON array. Model rule 9. */
export const chainHash = (previous: Uint8Array, header: readonly unknown[], rows: readonly string[]): Buffer =>
  createHash('sha256').update(previous).update(JSON.stringify(header)).update('\n').update(rows.join('\n')).digest()

/**
 * Appends the journal row that stands for `rows` (canonical renderings, accounts/rendering.ts) and links it to the chain.
 * Called by ledger.post and records.change only; the journal is the audit trail and is always on.
 */
export function appendJournal(given: Writing, seq: number, header: JournalHeader, rows: readonly string[]): void {
  const previous = given.tx.get(last, {})?.hash ?? genesis
  const accepted = given.accepted.length ? JSON.stringify(given.accepted) : null
  const uid = header.entityUid === null ? null : uidBytes(header.entityUid)
  const fields = headerFields({
    seq,
    at: given.now,
    device_id: given.deviceId,
    user_id: given.by.id,
    lender_id: given.lenderId,
    kind: header.kind,
    sv: renderingVersion,
    entity: header.entity,
    entity_uid: uid,
    changes_json: header.changesJson,
    accepted_json: accepted,
    reason: header.reason,
    work_id: header.workId,
  })
  given.tx.do(insert, {
    seq,
    at: given.now,
    device: given.deviceId,
    user: given.by.id,
    lender: given.lenderId,
    kind: header.kind,
    entity: header.entity,
    uid,
    changes: header.changesJson,
    accepted,
    reason: header.reason,
    work: header.workId,
    prev: previous,
    hash: chainHash(previous, fields, rows),
  })
}

type HeaderRow = {
  seq: number
  at: string
  device_id: number
  user_id: number | null
  lender_id: number | null
  kind: string
  sv: number
  entity: string
  entity_uid: Uint8Array | null
  changes_json: string | null
  accepted_json: string | null
  reason: string | null
  work_id: number | null
}

/** The header of a journal row as it is hashed, from what is about to be stored or from what is stored. */
export const headerFields = (row: HeaderRow): unknown[] => [
  row.seq,
  row.at,
  row.device_id,
  row.user_id,
  row.lender_id,
  row.kind,
  row.sv,
  row.entity,
  row.entity_uid === null ? null : Buffer.from(row.entity_uid).toString('hex'),
  row.changes_json,
  row.accepted_json,
  row.reason,
  row.work_id,
]
