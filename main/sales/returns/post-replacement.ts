import type { z } from 'zod'
import {
  type DocumentLine,
  emptyPosting,
  type NewDocument,
  type Posting,
  type StockMove,
} from '../../../shared/accounts/posting.ts'
import { formatExpiry } from '../../../shared/calendar.ts'
import { showStockQuantity } from '../../../shared/inventory/stock-quantity.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Replacement } from '../../../shared/sales/return-drafts.ts'
import { noFigures, replacedWorth } from '../../../shared/sales/settle-return.ts'
import { post } from '../../accounts/ledger.ts'
import { draftHash } from '../../accounts/posted-before.ts'
import { type Reader, text } from '../../database/connection.ts'
import type { Writing } from '../../given.ts'
import { assertAvailable } from '../../inventory/availability.ts'
import { type BatchFacts, batchFacts } from '../../inventory/batch-store.ts'
import { costEntry } from '../../inventory/issue-cost.ts'
import { placeFor, places } from '../../inventory/stock-goods.ts'
import { appliedOf, assertApproved, billOn, sayWhy } from './note-facts.ts'
import { type PostedNote, postedNote } from './post-return.ts'
import { checkShelf, lineFrom, placesFor } from './returned-goods.ts'
import { type Billed, type BilledLine, billedLines, leftMilli } from './sold-lines.ts'

export type ReplacementDraft = z.output<typeof Replacement>
type Line = ReplacementDraft['lines'][number]

/** How much of each line of a bill was replaced before: goods that were given cannot be replaced again through the same line without end. */
const replacedOf = (db: Reader, bill: number): ReadonlyMap<number, number> =>
  new Map(
    db
      .rows(text<{ line: number; qty: number }>`
        select k.to_line_no as line, sum(k.qty) as qty from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0
          join document d on d.id = s.document_id and d.kind = 'replacement' where k.to_document_id = ${bill} group by 1`)
      .map((row) => [row.line, row.qty]),
  )

function checkLine(
  line: Line,
  sold: BilledLine,
  batch: BatchFacts | undefined,
  about: { at: number; replaced: number; date: ReplacementDraft['date'] },
) {
  const at = `lines.${about.at}`
  const details = { item: sold.item, batch: batch?.number ?? '' }
  if (line.qtyMilli <= 0)
    throw new Refusal('sales/return-nothing', `${sold.item}: how much comes back?`, `${at}.qtyMilli`, details)
  const left = leftMilli(sold)
  const rest = left.qtyMilli + left.freeMilli - about.replaced
  if (line.qtyMilli > rest)
    throw new Refusal(
      'sales/more-than-sold',
      `${sold.item}: only ${showStockQuantity(rest, sold.factor)} can still be replaced`,
      `${at}.qtyMilli`,
      {
        ...details,
        left: showStockQuantity(rest, sold.factor),
        sold: showStockQuantity(sold.qtyMilli + sold.freeMilli, sold.factor),
      },
    )
  if (batch?.itemId !== sold.itemId)
    throw new Refusal('sales/batch-of-another', `The batch is not of ${sold.item}`, `${at}.batchId`, details)
  if (batch.blocked !== null)
    throw new Refusal('sales/batch-blocked', `Batch ${batch.number} is blocked: ${batch.blocked}`, `${at}.batchId`, {
      ...details,
      reason: batch.blocked,
    })
  if (batch.expired && batch.expiry)
    throw new Refusal('sales/batch-expired', `Batch ${batch.number} has expired`, `${at}.batchId`, {
      ...details,
      expiry: formatExpiry(batch.expiry),
      date: about.date,
    })
}

type Given = {
  draft: ReplacementDraft
  bill: Billed
  lines: readonly { line: Line; sold: BilledLine; batch: BatchFacts; toPlace: number }[]
}

/** First what comes back, line by line, then what is given: the n-th move belongs to line n. */
function movesOf({ lines }: Given): StockMove[] {
  const back = lines.map(({ line, sold, toPlace }) => ({
    itemId: sold.itemId,
    batchId: sold.batchId,
    locationId: toPlace,
    qtyMilli: line.qtyMilli,
    kind: 'sale-return' as const,
    ofMove: sold.moveId,
  }))
  const out = lines.map(({ line, sold }) => ({
    itemId: sold.itemId,
    batchId: line.batchId,
    locationId: line.locationId,
    qtyMilli: milli(-line.qtyMilli),
    kind: 'replacement' as const,
  }))
  return [...back, ...out]
}

function documentOf(given: Writing, { draft, bill, lines }: Given, hash: string): NewDocument {
  const zero = paise(0)
  const bare = (sold: BilledLine, qtyMilli: number): DocumentLine =>
    lineFrom(sold, { qtyMilli, freeMilli: 0, figures: noFigures, grossPaise: zero }, false)
  return {
    uid: draft.uid,
    kind: 'replacement',
    date: draft.date,
    partyId: bill.partyId,
    reference: null,
    links: [{ toDocumentId: bill.id, kind: 'note' }],
    lineLinks: lines.map(({ line, sold }, at) => ({
      lineNo: at + 1,
      toDocumentId: bill.id,
      toLineNo: sold.line,
      kind: 'note' as const,
      qtyMilli: line.qtyMilli,
    })),
    lines: [
      ...lines.map(({ line, sold }) => bare(sold, line.qtyMilli)),
      ...lines.map(({ line, sold, batch }) => ({
        ...bare(sold, -line.qtyMilli),
        batchId: batch.id,
        mrpPaise: batch.effectiveMrpPaise,
      })),
    ],
    version: {
      partyName: bill.partyName,
      gstin: bill.gstin,
      category: bill.category,
      pos: bill.pos,
      supply: bill.supply,
      mode: 'none',
      dueDate: null,
      grossPaise: zero,
      discountPaise: zero,
      chargesPaise: zero,
      ...noFigures,
      roundOffPaise: zero,
      totalPaise: zero,
      applied: appliedOf(given.tx, bill.applied.buyer, {
        draftHash: hash,
        reason: draft.reason,
        narration: draft.narration,
        bill: { number: bill.number, date: bill.date },
      }),
    },
  }
}

/** A replacement worked out and checked, but not posted: what an approval is asked on. */
export type MadeReplacement = {
  billId: number
  partyId: number | null
  date: ReplacementDraft['date']
  document: NewDocument
  posting: Posting
  /** What the goods given are worth by the bill, tax and all: what the firm lets a person give by himself is measured by it. */
  worthPaise: Paise
}

/**
 * Goods back to us and the same goods given for them under the bill as it stands: no value, no tax (the supply was made and taxed once). What
 * comes back returns at the cost it left at; what is given leaves to Goods replaced. Refuses more than the bill still has, a batch that may
 * not be sold, and stock that is not there.
 */
export function replacementOf(given: Writing, draft: ReplacementDraft, hash: string): MadeReplacement {
  sayWhy(draft)
  const { tx } = given
  const bill = billOn(tx, draft.bill, draft)
  const lines = linesOf(tx, draft, bill)
  const about: Given = { draft, bill, lines }
  const posting: Posting = { ...emptyPosting('document', draft.date), moves: movesOf(about) }
  assertAvailable(
    given,
    posting.moves.map((move, at) => ({ ...move, field: `lines.${at % lines.length}.batchId` })),
    draft.date,
  )
  const worthPaise = sumPaise(lines.map(({ line, sold }) => replacedWorth(sold, line.qtyMilli)))
  const { id: billId, partyId } = bill
  return { billId, partyId, date: draft.date, document: documentOf(given, about, hash), posting, worthPaise }
}

function linesOf(tx: Reader, draft: ReplacementDraft, bill: Billed): Given['lines'] {
  const sold = billedLines(tx, bill)
  const replaced = replacedOf(tx, bill.id)
  const batches = batchFacts(
    tx,
    draft.lines.map((line) => line.batchId),
    draft.date,
  )
  const all = places(tx)
  const place = placesFor(tx)
  return draft.lines.map((line, at) => {
    const from = sold.find((one) => one.line === line.line)
    if (!from) throw new Refusal('sales/no-bill-line', 'The bill has no such line', `lines.${at}.line`)
    if (draft.lines.findIndex((one) => one.line === line.line) !== at)
      throw new Refusal('sales/return-line-twice', `${from.item} is on an earlier line already`, `lines.${at}.line`, {
        item: from.item,
      })
    const batch = batches.get(line.batchId)
    checkLine(line, from, batch, { at, replaced: replaced.get(line.line) ?? 0, date: draft.date })
    checkShelf(line.to, from, draft.date, at)
    placeFor(all, line.locationId, `lines.${at}.locationId`, ['saleable'])
    return { line, sold: from, batch: batch as BatchFacts, toPlace: place(line.to, from.locationId, `lines.${at}.to`) }
  })
}

/** Posts a replacement with the cost of its goods, in the caller's transaction. */
export function postMade(given: Writing, { document, posting, date }: MadeReplacement): PostedNote & { documentId: number } {
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  const number = posted.number as string
  return { uid: document.uid, kind: 'replacement', number, totalPaise: paise(0), date, documentId: posted.documentId as number }
}

/** A replacement, posted once. Refuses what `replacementOf` refuses, and what has to wait for approval (`sales/return-waits`). */
export function postReplacement(given: Writing, draft: ReplacementDraft): PostedNote {
  const hash = draftHash(draft)
  const before = postedNote(given, draft, hash)
  if (before) return before
  const made = replacementOf(given, draft, hash)
  assertApproved(given, made.worthPaise)
  const { documentId: _, ...posted } = postMade(given, made)
  return posted
}
