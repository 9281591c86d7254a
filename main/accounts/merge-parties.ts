import { emptyPosting, type Posting } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Change, change } from '../company/records.ts'
import { type Reader, sql, text, type Writer } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { furtherOf, partyByUid } from '../parties/party-store.ts'
import { post } from './ledger.ts'
import { isSettledByOthers, mirrorOf } from './mirror.ts'
import { plainDocument } from './plain-document.ts'
import { draftHash, postedBefore } from './posted-before.ts'
import { knownItem } from './reports/known-by.ts'

type Found = NonNullable<ReturnType<typeof partyByUid>>
type Ask = { uid: string; from: string; into: string; reason: string }

/** What undoing a merge needs to know; kept with the merge's document. */
type Merge = {
  from: string
  was: { active: number; code: string | null }
  filled: Record<string, string | number>
  added: { table: 'party_licence' | 'party_contact' | 'party_address'; id: number }[]
}

function partyOf(db: Reader, uid: string, field: string): Found {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', field)
  return found
}

const hasTaxDocuments = (db: Reader, party: number): boolean =>
  db.row(text<{
    n: number
  }>`select 1 as n from document d join posting p on p.version_id in (select id from document_version where document_id = d.id)
    join tax_line t on t.posting_id = p.id where d.party_id = ${party} limit 1`) !== undefined

/** Refuses what cannot be one party; two GSTINs of one party without tax documents are only doubtful. */
function assertMergeable(given: Writing, { party: from }: Found, { party: into }: Found): void {
  const names = { from: from.name, into: into.name }
  const no = (code: string, message: string, field: string) => new Refusal(`accounts/${code}`, message, field, names)
  if (from.id === into.id) throw no('merge-same', 'A party cannot be merged into itself', 'into')
  if (from.merged_into !== null) throw no('merge-again', `${from.name} was merged already`, 'from')
  if (into.merged_into !== null || into.active === 0) throw no('merge-into-hidden', `${into.name} is hidden`, 'into')
  if (from.gstin !== null && into.gstin === null)
    throw no('merge-other-way', `${from.name} has the GSTIN: merge the other way round`, 'into')
  if (from.pan !== null && into.pan !== null && from.pan !== into.pan)
    throw no('merge-pan', 'The two have different PANs', 'into')
  if (from.gstin !== null && into.gstin !== null && from.gstin !== into.gstin) {
    if (hasTaxDocuments(given.tx, from.id)) throw no('merge-gstin', `${from.name} has tax documents under another GSTIN`, 'into')
    given.warn('accounts/merge-gstin-differs', 'into', names)
  }
}

type Open = { id: number; due: LocalDate | null; left_amount: Paise; number: string | null; date: string }
const known = knownItem('o')
const openOf = (db: Reader, party: number) =>
  db.rows(
    text<Open>`select o.id, o.due, l.left_amount, ${known.number} as number, ${known.date} as date
      from open_left l join open_item o on o.id = l.open_item_id left join document d on d.id = o.document_id
      left join document_state s on s.document_id = d.id left join document_version v on v.id = s.current_version_id
      where l.party_id = ${party} and l.left_amount <> 0 order by o.date, o.id`,
  )

/** Every open item of the one is settled and opened again under the other, with its due date: Σ moved is the same on both sides. */
function moved(open: readonly Open[], from: Found, into: Found, date: LocalDate): Posting {
  const n = open.length
  return {
    ...emptyPosting('document', date),
    ledger: [
      ...open.map((item) => ({
        accountId: into.party.account_id,
        partyId: into.party.id,
        amountPaise: item.left_amount,
        ...(item.due === null ? {} : { due: item.due }),
      })),
      ...open.map((item) => ({
        accountId: from.party.account_id,
        partyId: from.party.id,
        amountPaise: paise(-item.left_amount),
      })),
    ],
    allocations: open.map((item, at) => {
      const own = { posting: 0, line: n + at }
      const theirs = { id: item.id }
      return item.left_amount > 0
        ? { from: own, to: theirs, amountPaise: item.left_amount }
        : { from: theirs, to: own, amountPaise: paise(-item.left_amount) }
    }),
  }
}

const fillable = ['code', 'phone', 'email', 'contact', 'route', 'salesman', 'pan', 'fssai', 'local_name'] as const

/** What the other did not know and the merged one did: single values, licences, people, the address. */
function learnt(tx: Writer, from: Found, into: Found) {
  const filled: Record<string, string | number> = {}
  for (const column of fillable) {
    const value = from.party[column]
    if (value !== null && into.party[column] === null) filled[column] = value
  }
  for (const column of ['is_customer', 'is_supplier'] as const)
    if (from.party[column] === 1 && into.party[column] === 0) filled[column] = 1
  const held = new Set(into.licences.map((one) => `${one.form} ${one.number}`))
  const people = new Set(furtherOf(tx, into.party.id).contacts.map((one) => one.name.toLowerCase()))
  const party_id = into.party.id
  const bare = <T extends { id: number; party_id: number }>({ id: _, party_id: __, ...row }: T) => row
  const changes: Change[] = [
    ...from.licences
      .filter((one) => !held.has(`${one.form} ${one.number}`))
      .map((one): Change => ({ insert: 'party_licence', row: { ...bare(one), party_id } })),
    ...furtherOf(tx, from.party.id)
      .contacts.filter((one) => !people.has(one.name.toLowerCase()))
      .map((one): Change => ({ insert: 'party_contact', row: { ...bare(one), party_id } })),
    // the first address is the party's own; without one the other's becomes it
    ...(from.address && (from.address.line_1 ?? from.address.city) !== null
      ? [
          {
            insert: 'party_address' as const,
            row: { ...bare(from.address), party_id, name: into.address ? from.party.name : null, kind: 'billing' },
          },
        ]
      : []),
  ]
  return { filled, changes }
}

/**
 * Merges a party into another (docs/decisions/0012-merging-parties.md). Documents keep their party; what is open moves bill by bill by
 * one journal entry of today; the merged party is hidden and points to the other, which learns what only the merged one knew.
 */
export function mergeParties(given: Writing, ask: Ask): { number: string; movedPaise: Paise; bills: number } {
  const { tx, today } = given
  const hash = draftHash(ask)
  const before = postedBefore(given, ask.uid, hash)
  if (before)
    return { number: before.number, movedPaise: before.totalPaise, bills: (before.applied as { bills?: number }).bills ?? 0 }
  const from = partyOf(tx, ask.from, 'from')
  const into = partyOf(tx, ask.into, 'into')
  assertMergeable(given, from, into)
  const open = openOf(tx, from.party.id)
  const { filled, changes } = learnt(tx, from, into)
  const why = { entity: 'party', entityUid: ask.from, reason: ask.reason }
  const ids = change(
    given,
    [
      { update: 'party', id: from.party.id, set: { active: 0, code: null, merged_into: into.party.id } },
      { update: 'party', id: into.party.id, set: filled },
      ...changes,
    ],
    why,
  )
  const merge: Merge = {
    from: ask.from,
    was: { active: from.party.active, code: from.party.code },
    filled,
    added: changes.map((one, at) => ({ table: (one as { insert: 'party_contact' }).insert, id: ids[at + 2] as number })),
  }
  const items = open.map(({ number, date }) => ({ number, date }))
  const total = sumPaise(open.map((item) => item.left_amount))
  const posted = post(given, {
    what: 'document',
    document: plainDocument({
      uid: ask.uid,
      kind: 'journal',
      date: today,
      party: { ...into.party, stateCode: into.party.state_code },
      reference: null,
      dueDate: null,
      totalPaise: total,
      applied: {
        draftHash: hash,
        bills: open.length,
        narration: `${from.party.name} → ${into.party.name}`,
        items: [...items, ...items],
        merge,
      },
    }),
    // also when nothing is open: a document is known as cancelled by the mirror of its posting
    postings: [moved(open, from, into, today)],
    layers: [],
    reason: ask.reason,
  })
  return { number: posted.number as string, movedPaise: total, bills: open.length }
}

type MergeRow = { id: number; uid: Uint8Array; number: string; applied_json: string }
const mergeDocument = (db: Reader, into: number, from: string) =>
  db.row(
    text<MergeRow>`select d.id, d.uid, d.number, v.applied_json from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
      where d.party_id = ${into} and d.kind = 'journal' and s.cancelled = 0 and json_extract(v.applied_json, '$.merge.from') = ${from} order by d.id desc limit 1`,
  )

/** Undoes a merge: the journal entry is mirrored, the merged party comes back, and what the other learnt from it is taken out again. */
export function undoMerge(given: Writing, { from: uid, reason }: { from: string; reason: string }): { ok: true } {
  const { tx } = given
  const from = partyOf(tx, uid, 'from')
  const intoId = from.party.merged_into
  if (intoId === null)
    throw new Refusal('accounts/not-merged', `${from.party.name} was not merged`, 'from', { name: from.party.name })
  const into = tx.must(sql.selectFrom('party').selectAll().where('id', '=', intoId))
  if (into.merged_into !== null)
    throw new Refusal('accounts/merge-chain', `${into.name} was merged further`, 'from', { name: into.name })
  const document = mergeDocument(tx, intoId, uid)
  if (!document) throw new Error(`party ${from.party.id}: merged without a document`)
  if (isSettledByOthers(tx, document.id))
    throw new Refusal('accounts/merge-used', `Money stands against bills moved by ${document.number}`, 'from', {
      number: document.number,
      name: into.name,
    })
  const { merge } = JSON.parse(document.applied_json) as { merge: Merge }
  const mine = tx.row(
    sql
      .selectFrom('party')
      .select('id')
      .where('code', '=', merge.was.code ?? '')
      .where('id', '<>', intoId),
  )
  const taken: Record<string, null | 0> = {}
  for (const [column, value] of Object.entries(merge.filled))
    if (into[column as 'code'] === value) taken[column] = typeof value === 'number' ? 0 : null
  change(
    given,
    [
      { update: 'party', id: intoId, set: taken },
      {
        update: 'party',
        id: from.party.id,
        set: { active: merge.was.active, merged_into: null, code: mine ? null : merge.was.code },
      },
      ...merge.added.map(({ table, id }): Change => ({ delete: table, where: { id } })),
    ],
    { entity: 'party', entityUid: uid, reason },
  )
  post(given, {
    what: 'cancel',
    cancels: { documentId: document.id, uid: uidText(document.uid), kind: 'journal' },
    postings: mirrorOf(tx, document.id),
    layers: [],
    reason,
  })
  return { ok: true }
}
