import { type Paise, paise } from '../../../shared/money.ts'
import { understandParty } from '../../../shared/parties/party-row.ts'
import { Refusal } from '../../../shared/refusal.ts'
import {
  importByUid,
  markApplied,
  markChecked,
  type RowState,
  rowsAfter,
  updateImport,
} from '../../company/imports/import-store.ts'
import { nextSeq } from '../../company/journal.ts'
import { sql } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { derivedUid, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { saveParty } from '../save-party.ts'
import { importKind, type PartyOptions, planRow } from './party-import.ts'

export type Slice = { uid: string; from: number; count: number }

/** The books as an import of parties needs them: the accounts room posts and takes back opening balances. */
export type OpeningBooks = {
  post(given: Writing, about: { uid: string; party: string; amountPaise: Paise }): void
  cancel(given: Writing, about: { uid: string; reason: string }): void
}

/** The opening bill a row of an import makes: the same row makes the same one. */
export const openingUid = (work: string, rowNo: number): string => uidText(derivedUid('party-opening', work, rowNo))

const booked = prepared<{ party: number }>()((p) =>
  sql.selectFrom('ledger_line').select('posting_id').where('party_id', '=', p.party).limit(1),
)

/**
 * Applies good rows after row `from`: new parties with their opening balance, and what a row says of parties already there (their
 * opening balance only when nothing was ever booked for them). Duplicates were looked for by code, GSTIN, name and town; nothing is asked
 * row by row. Refuses an import that is not checked. A row the book no longer allows becomes a row with errors.
 */
export function applyPartyRows(given: Writing, { uid, from, count }: Slice, books: OpeningBooks) {
  const { tx } = given
  const work = importByUid<PartyOptions>(tx, importKind, uid)
  if (work.state === 'done' || work.state === 'undoing' || work.state === 'undone')
    throw new Refusal('company/import-applied', 'This import was applied already', 'uid', {})
  if (work.state !== 'checked' && work.state !== 'stopped')
    throw new Refusal('company/import-not-checked', 'Check the import first', 'uid', {})
  const staged = tx.all(rowsAfter, { work: work.id, rowNo: from, limit: count })
  const done: Record<'created' | 'updated' | 'same', number> = { created: 0, updated: 0, same: 0 }
  let refused = 0
  for (const row of staged) {
    // a row applied before a kill, or one with errors: passed over
    if (row.state !== 'good') continue
    const { row: said } = understandParty(JSON.parse(row.raw), work.options.mapping)
    const plan = planRow(tx, said, work.options)
    if ('problems' in plan) {
      tx.do(markChecked, { work: work.id, rowNo: row.rowNo, state: 'error', errors: JSON.stringify(plan.problems) })
      refused += 1
      continue
    }
    const state: RowState & keyof typeof done = plan.same ? 'same' : plan.held ? 'updated' : 'created'
    const seq = nextSeq(tx)
    const id = plan.same
      ? (plan.held as { id: number }).id
      : saveParty({ ...given, warn: () => undefined }, plan.input, { reason: work.title, workId: work.id }).id
    if (said.openingPaise && (plan.held === null || (work.options.onKnown === 'update' && !tx.get(booked, { party: id })))) {
      // a supplier's list says what we owe, unless it says Dr or Cr
      const flip = said.side === null && work.options.as === 'supplier' && said.openingPaise > 0 && !plan.input.isCustomer
      const amountPaise = flip ? paise(-said.openingPaise) : said.openingPaise
      books.post(given, { uid: openingUid(work.uid, row.rowNo), party: plan.input.uid, amountPaise })
    }
    tx.do(markApplied, { work: work.id, rowNo: row.rowNo, state, item: id, seq })
    done[state] += 1
  }
  const last = staged.length < count
  const upto = staged.at(-1)?.rowNo ?? from
  const { result } = work
  // begun and not finished is "stopped" in the book, whatever kills the app; only the last slice says done
  updateImport(tx, work.id, {
    state: last ? 'done' : 'stopped',
    done: upto,
    result: {
      ...result,
      good: result.good - refused,
      withErrors: result.withErrors + refused,
      created: result.created + done.created,
      updated: result.updated + done.updated,
      unchanged: result.unchanged + done.same,
    },
  })
  return { next: last ? null : upto, created: done.created, updated: done.updated }
}
