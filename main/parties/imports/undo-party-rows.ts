import type { BasisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { importByUid, markApplied, mostKept, rowsBefore, type Staged, updateImport } from '../../company/imports/import-store.ts'
import { type Change, change, type Removable } from '../../company/records.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { discountChanges } from '../party-discount.ts'
import { type OpeningBooks, openingUid, type Slice } from './apply-party-rows.ts'
import { importKind, type PartyOptions } from './party-import.ts'

type Values = Record<string, unknown>
type Noted =
  | ['+', string, number, Values]
  | ['~', string, number, Record<string, [unknown, unknown]>]
  | ['-', string, null, Values[]]
type PartyRow = Values & { id: number; uid: Uint8Array; name: string; active: number; merged_into: number | null }

const partyById = prepared<{ id: number }>()((p) => sql.selectFrom('party').selectAll().where('id', '=', p.id))
const changesOf = prepared<{ work: number; uid: Uint8Array; seq: number }>()(
  (p) =>
    text<{
      changes: string | null
    }>`select changes_json as changes from journal where entity_uid = ${p.uid} and work_id = ${p.work} and seq >= ${p.seq} order by seq`,
)
const usedSince = prepared<{ party: number; opening: Uint8Array }>()(
  (p) =>
    text<{ used: number }>`select exists (select 1 from document where party_id = ${p.party} and uid <> ${p.opening}) as used`,
)
const opened = prepared<{ uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .select('s.cancelled')
    .where('d.uid', '=', p.uid),
)

/**
 * Takes back applied rows before row `from`, the last first: new parties are hidden, give up their code and their opening balance is
 * cancelled; changed ones get their old values where nobody has changed them since. Parties with documents since are kept, and named.
 */
export function undoPartyRows(given: Writing, { uid, from, count }: Slice, books: OpeningBooks) {
  const { tx } = given
  const work = importByUid<PartyOptions>(tx, importKind, uid)
  if (work.state !== 'done' && work.state !== 'stopped' && work.state !== 'undoing')
    throw new Refusal('company/import-nothing', 'There is nothing to take back', 'uid', {})
  const staged = tx.all(rowsBefore, { work: work.id, rowNo: from, limit: count })
  const kept: string[] = []
  let removed = 0
  for (const row of staged) {
    if (row.itemId === null || row.seq === null || (row.state !== 'created' && row.state !== 'updated')) continue
    const party = tx.get(partyById, { id: row.itemId }) as PartyRow | undefined
    if (!party) throw new Error(`import ${work.id}: party ${row.itemId} is gone`)
    const opening = openingUid(work.uid, row.rowNo)
    const used = party.merged_into !== null || tx.get(usedSince, { party: party.id, opening: uidBytes(opening) })?.used === 1
    if (used) kept.push(party.name)
    else {
      const reason = `undo: ${work.title}`
      if (tx.get(opened, { uid: uidBytes(opening) })?.cancelled === 0) books.cancel(given, { uid: opening, reason })
      const changes = row.state === 'created' ? hidden(party) : restored(given, party, work.id, row)
      if (changes.length) change(given, changes, { entity: 'party', entityUid: uidText(party.uid), reason, workId: work.id })
      removed += 1
    }
    tx.do(markApplied, { work: work.id, rowNo: row.rowNo, state: used ? 'kept' : 'undone', item: party.id, seq: row.seq })
  }
  const last = staged.length < count
  const next = staged.at(-1)?.rowNo ?? from
  updateImport(tx, work.id, {
    state: last ? 'undone' : 'undoing',
    done: last ? 0 : next,
    result: { ...work.result, removed: work.result.removed + removed, kept: [...work.result.kept, ...kept].slice(0, mostKept) },
  })
  return { next: last ? null : next, removed, kept }
}

const hidden = ({ id }: PartyRow): Change[] => [{ update: 'party', id, set: { active: 0, code: null } }]

const hung = ['party_address', 'party_licence', 'party_contact'] as const
type Hung = (typeof hung)[number] & Removable

/** The old values, where the party still has those the import gave it. */
function restored({ tx, today }: Writing, party: PartyRow, work: number, { seq }: Staged): Change[] {
  const noted = tx
    .all(changesOf, { work, uid: party.uid, seq: seq as number })
    .flatMap(({ changes }) => JSON.parse(changes ?? '[]') as Noted[])
  const set: Values = {}
  const changes: Change[] = []
  for (const one of noted) {
    if (one[0] !== '~') continue
    const [, table, id, values] = one
    const row = table === 'party' ? party : rowOf(tx, table as Hung, id)
    if (!row) continue
    const back = Object.fromEntries(
      Object.entries(values)
        .filter(([column, [, became]]) => (row[column] ?? null) === became)
        .map(([column, [was]]) => [column, was]),
    )
    if (table === 'party') Object.assign(set, back)
    else if (Object.keys(back).length) changes.push({ update: table as Hung, id, set: back })
  }
  for (const table of hung) changes.push(...rowsBack(tx, table, party.id, noted))
  if (Object.keys(set).length) changes.unshift({ update: 'party', id: party.id, set })
  if (['gstin', 'category', 'state_code'].some((column) => column in set)) {
    const now: Values = { ...party, ...set }
    const value = JSON.stringify({ gstin: now.gstin ?? null, category: now.category, stateCode: now.state_code })
    const about = { subject_type: 'party', subject_id: party.id, name: 'tax-status', from_date: today, value }
    changes.push({ insert: 'dated_fact', row: about })
  }
  if (typeof set.discount_bp === 'number') {
    const now = { id: party.id, discount_bp: Number(party.discount_bp) as BasisPoints }
    changes.push(...discountChanges(tx, now, { discountBp: set.discount_bp as BasisPoints, from: today }))
  }
  return changes
}

const rowOf = (db: Reader, table: Hung, id: number): Values | undefined =>
  db.row(sql.selectFrom(table).selectAll().where('id', '=', id)) as Values | undefined

/** Rows the import hung on the party go, and those it took away come back, unless somebody has changed them since. */
function rowsBack(db: Reader, table: Hung, party: number, noted: readonly Noted[]): Change[] {
  const added = noted.flatMap((one) => (one[0] === '+' && one[1] === table ? [one[2]] : []))
  const gone = noted.flatMap((one) => (one[0] === '-' && one[1] === table ? one[3] : []))
  if (added.length === 0) return []
  const now = db.rows(sql.selectFrom(table).select('id').where('party_id', '=', party)).map(({ id }) => id)
  if (!added.every((id) => now.includes(id))) return []
  return [
    ...added.map((id): Change => ({ delete: table, where: { id } })),
    ...gone.map(({ id: _, ...row }): Change => ({ insert: table, row: row as never })),
  ]
}
