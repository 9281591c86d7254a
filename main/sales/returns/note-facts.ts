import { addDays, formatDate, type LocalDate } from '../../../shared/calendar.ts'
import { lastNoteDay } from '../../../shared/gst/note-limit.ts'
import type { Paise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Figures, leftOf, noteTotal, type SoldLine } from '../../../shared/sales/settle-return.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import type { Writing } from '../../given.ts'
import { firmSnapshot, roundsOff } from '../bill-facts.ts'
import type { Note, Settlement } from './note-entry.ts'
import type { Draft } from './returned-goods.ts'
import { type Billed, billedOf, owedOn, wholeLeft } from './sold-lines.ts'

/** A request from before drafts named the version has none. */
type OfBill = { date: LocalDate; billVersion?: number | null }
/** The bill a draft is of. Refuses a day before its own, and another version than its lines were read from (`sales/newer-version`). */
export function billOn(db: Reader, uid: string, { date, billVersion }: OfBill): Billed {
  const bill = billedOf(db, uid)
  const { number, version } = bill
  if (billVersion != null && billVersion !== version)
    throw new Refusal('sales/newer-version', `${number} was changed since: it is version ${version} now`, 'bill', {
      number,
      version,
    })
  if (date < bill.date)
    throw new Refusal('sales/before-bill', `${bill.number} is of ${formatDate(bill.date)}: a note cannot be older`, 'date', {
      number: bill.number,
      date: formatDate(bill.date),
    })
  return bill
}

/**
 * Whether a credit note of this day carries GST: as asked, else while section 34(2) allows it. Asked for after the last day it is refused
 * (`sales/note-late`); without it, any day will do.
 */
export function withGst(bill: Pick<Billed, 'date' | 'number'>, date: LocalDate, asked: boolean | null): boolean {
  const last = lastNoteDay(bill.date)
  if (asked === true && date > last)
    throw new Refusal('sales/note-late', `GST of ${bill.number} could be taken back until ${formatDate(last)}`, 'gst', {
      number: bill.number,
      last: formatDate(last),
    })
  return asked ?? date <= last
}

/** Only who charges GST himself can bill goods back with it; a composition dealer or an unregistered buyer charges none. */
export const chargesGst = (buyer: Pick<Billed, 'gstin' | 'category'>): boolean =>
  buyer.gstin !== null && (buyer.category === 'regular' || buyer.category === 'deemed-export')

type Settle = Draft['settle']

/** How a note's money is settled. A walk-in is given it at once. Refuses another bill than this party's own open one (`sales/not-his-bill`). */
export function settlementOf(
  db: Reader,
  settle: Settle,
  about: { party: number | null; bill: Billed | null; debit?: boolean },
): Settlement {
  if (about.party === null || settle.how === 'refund') return { how: 'money', mode: settle.mode }
  if (settle.how === 'account' || about.debit) return { how: 'account' }
  const other = settle.against === null ? about.bill : billedOf(db, settle.against)
  if (other && other.partyId !== about.party)
    throw new Refusal('sales/not-his-bill', `${other.number} is not a bill of this party`, 'settle.against', {
      number: other.number,
    })
  const owed = other && owedOn(db, other.id, about.party)
  return owed && owed.leftPaise > 0 ? { how: 'against', ...owed } : { how: 'account' }
}

const partyOf = prepared<{ id: number }>()((p) =>
  sql.selectFrom('party').select(['id', 'account_id as accountId', 'credit_days as creditDays']).where('id', '=', p.id),
)
export const partyAccount = (db: Reader, id: number | null) => (id === null ? null : (db.get(partyOf, { id }) ?? null))

/** When a debit note falls due: as the party's bills do. */
export const dueOf = (party: { creditDays: number | null } | null, date: LocalDate): LocalDate | null =>
  party?.creditDays == null ? null : addDays(date, party.creditDays)

/** Total and round-off; a note that leaves nothing of its bill brings the notes to the bill's own total. */
export function totalOf(
  db: Reader,
  bill: Billed | null,
  sold: readonly SoldLine[],
  about: { lines: readonly Figures[]; date: LocalDate; kind: Note['kind'] },
): { roundOffPaise: Paise; totalPaise: Paise } {
  const taken = about.lines.reduce((sum, line) => sum + line.taxablePaise, 0)
  const left = sold.reduce((sum, line) => sum + leftOf(line).taxablePaise, 0)
  const gst = about.kind === 'sale-return' || about.kind === 'credit-note'
  const whole = bill && gst && taken === left ? wholeLeft(db, bill) : null
  return noteTotal(about.lines, roundsOff(db, about.date), whole)
}

/** What is kept with a note for ever: the firm, the buyer as on the bill, and why. */
export const appliedOf = (db: Reader, buyer: Record<string, unknown>, more: Record<string, unknown>) => ({
  firm: firmSnapshot(db),
  buyer,
  ...more,
})

/** Refuses another reason than those listed without words for it. */
export function sayWhy({ reason, narration }: Pick<Draft, 'reason' | 'narration'>): void {
  if (reason === 'other' && narration === null)
    throw new Refusal('sales/return-reason', 'Say why, when the reason is another', 'narration')
}

const approver = 'sales.return-approve'
/**
 * Refuses what has to wait (`sales/return-waits`): a return, a note of value or goods for goods worth more than the firm lets a person post by
 * himself. Somebody who may approve can lend the right for this one draft; his reason stays in the journal.
 */
export function assertApproved(given: Writing, totalPaise: Paise): void {
  // the rule of the day it is keyed: an earlier date on the note does not go round it
  const set = firmFact(given.tx, 'return-approval-above', given.today)
  if (set === null || set === '') return
  const above = Number(set)
  if (above > 0 && totalPaise <= above) return
  if (!given.may(approver))
    throw new Refusal('sales/return-waits', 'This needs approval', undefined, { above, totalPaise, permission: approver })
  given.releases(approver, 'sales/return-waits')
}

const sameBill = prepared<{ party: number; reference: string; fy: string }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', (join) => join.onRef('s.document_id', '=', 'd.id').on('s.cancelled', '=', 0))
    .select('d.number')
    .where('d.party_id', '=', p.party)
    .where('d.kind', '=', 'return-bill')
    .where('d.fy', '=', p.fy)
    .where('d.reference', '=', p.reference),
)

/** Refuses a buyer's bill that is in the book already. */
export function assertNewBuyerBill(db: Reader, party: number, reference: string, fy: string): void {
  const before = db.get(sameBill, { party, reference, fy })
  if (before)
    throw new Refusal('sales/buyer-bill-twice', `His bill ${reference} is in the book as ${before.number}`, 'buyerBill.number', {
      reference,
      number: before.number,
    })
}
