import type { z } from 'zod'
import { formatPaise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { ValueNote } from '../../../shared/sales/return-drafts.ts'
import { leftOf, lessOf, moreOf, untaxed } from '../../../shared/sales/settle-return.ts'
import { draftHash } from '../../accounts/posted-before.ts'
import type { Writing } from '../../given.ts'
import { firmSnapshot } from '../bill-facts.ts'
import type { Note, NoteLine } from './note-entry.ts'
import { appliedOf, assertApproved, billOn, dueOf, partyAccount, sayWhy, settlementOf, totalOf, withGst } from './note-facts.ts'
import { type PostedNote, postedNote, postNote } from './post-return.ts'
import { lineFrom } from './returned-goods.ts'
import { type BilledLine, billedLines } from './sold-lines.ts'

export type ValueDraft = z.output<typeof ValueNote>

/** One line of value: less of it, never more than is left of the line; or more, taxed as the line was. */
function lineOf(
  draft: ValueDraft,
  at: number,
  lines: readonly BilledLine[],
  about: { taxed: boolean; intra: boolean },
): NoteLine {
  const { line, amountPaise } = draft.lines[at] as ValueDraft['lines'][number]
  const sold = lines.find((one) => one.line === line)
  const field = `lines.${at}.amountPaise`
  if (!sold) throw new Refusal('sales/no-bill-line', 'The bill has no such line', `lines.${at}.line`)
  if (draft.lines.findIndex((one) => one.line === line) !== at)
    throw new Refusal('sales/return-line-twice', `${sold.item} is on an earlier line already`, `lines.${at}.line`, {
      item: sold.item,
    })
  const details = { item: sold.item, batch: sold.batch }
  if (amountPaise <= 0) throw new Refusal('sales/note-nothing', `${sold.item}: by how much?`, field, details)
  const left = leftOf(sold).taxablePaise
  if (draft.side === 'credit' && amountPaise > left)
    throw new Refusal('sales/note-beyond', `${sold.item}: only ${formatPaise(left)} of it is left to credit`, field, {
      ...details,
      left: formatPaise(left),
    })
  if (amountPaise > 1_000_00_00_000_00) throw new Refusal('sales/amount-absurd', 'That is surely a slip', field)
  const all = draft.side === 'credit' ? lessOf(sold, amountPaise) : moreOf(sold, amountPaise, about.intra)
  const figures = about.taxed ? all : untaxed(all)
  const nothing = { qtyMilli: 0, freeMilli: 0, grossPaise: figures.taxablePaise }
  return { line: lineFrom(sold, { ...nothing, figures }, about.taxed), toLine: sold.line, back: null }
}

/**
 * The note a value draft makes, worked out and checked but not posted. A credit follows the time limit of section 34(2) as goods do; a debit note
 * has none and carries the tax of the bill. Refuses more than is left of a line (`sales/note-beyond`).
 */
export function valueNote(given: Writing, draft: ValueDraft, hash: string): Note {
  sayWhy(draft)
  const { tx } = given
  const bill = billOn(tx, draft.bill, draft)
  const debit = draft.side === 'debit'
  const taxed = debit || withGst(bill, draft.date, draft.gst)
  const kind: Note['kind'] = debit ? 'debit-note' : taxed ? 'credit-note' : 'commercial-credit'
  const sold = billedLines(tx, bill)
  const lines = draft.lines.map((_, at) => lineOf(draft, at, sold, { taxed, intra: bill.supply === 'intra' }))
  const party = partyAccount(tx, bill.partyId)
  const { partyName, gstin, category, pos, supply } = bill
  return {
    uid: draft.uid,
    kind,
    date: draft.date,
    reference: null,
    party,
    dueDate: debit && draft.settle.how !== 'refund' ? dueOf(party, draft.date) : null,
    version: {
      ...{ partyName, gstin, category, pos, supply },
      applied: appliedOf(tx, bill.applied.buyer, {
        draftHash: hash,
        reason: draft.reason,
        narration: draft.narration,
        bill: { number: bill.number, date: bill.date },
      }),
    },
    billId: bill.id,
    lines,
    ...totalOf(tx, bill, sold, { lines: lines.map(({ line }) => line), date: draft.date, kind }),
    settlement: settlementOf(tx, draft.settle, { party: bill.partyId, bill, debit }),
    registered: firmSnapshot(tx).gstin !== null,
  }
}

/** A note of value only, posted once. Refuses what `valueNote` refuses, and what has to wait for approval (`sales/return-waits`). */
export function postValueNote(given: Writing, draft: ValueDraft): PostedNote {
  const hash = draftHash(draft)
  const before = postedNote(given, draft, hash)
  if (before) return before
  const note = valueNote(given, draft, hash)
  assertApproved(given, note.totalPaise)
  const { documentId: _, ...posted } = postNote(given, note)
  return posted
}
