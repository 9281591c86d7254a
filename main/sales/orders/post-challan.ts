import type { z } from 'zod'
import { emptyPosting, type LineLink, type NewDocument, type Posting } from '../../../shared/accounts/posting.ts'
import { formatDate, formatExpiry, type LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise } from '../../../shared/money.ts'
import { formatMilli, milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Challan, ChallanReturn } from '../../../shared/sales/challan-contract.ts'
import { post } from '../../accounts/ledger.ts'
import { mirrorOf } from '../../accounts/mirror.ts'
import { draftHash, postedBefore } from '../../accounts/posted-before.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { type Reader, text } from '../../database/connection.ts'
import type { Writing } from '../../given.ts'
import { assertAvailable } from '../../inventory/availability.ts'
import { mainLocation } from '../../inventory/locations.ts'
import { keptPlace, placeFor, places } from '../../inventory/stock-goods.ts'
import { checkCredit } from '../credit.ts'
import { raiseDoubts } from '../doubts.ts'
import { leavingDoubts } from '../drug-rules.ts'
import { customerPlace, orderLinks } from './bill-sources.ts'
import { type ChallanLine, linesOfChallan } from './challan-lines.ts'
import { standing } from './confirm-order.ts'
import { heldDoubts } from './held.ts'
import { keepSalesLeft } from './left-store.ts'
import { assertStillOpen, openedAgain } from './order-back.ts'
import { type GoodsFacts, goodsFacts, pricedGoods, worthOf } from './order-facts.ts'

type Draft = z.output<typeof Challan>
type Posted = { uid: string; number: string; totalPaise: NewDocument['version']['totalPaise'] }
type Goods = { itemId: number; batchId: number; qtyMilli: number }

/** Goods from one place to another, out moves first: the n-th belongs to line n. */
function moved(date: LocalDate, goods: readonly (Goods & { from: number; to: number })[]): Posting {
  const move = ({ itemId, batchId, qtyMilli }: Goods, locationId: number, by: 1 | -1): Posting['moves'][number] => ({
    itemId,
    batchId,
    locationId,
    qtyMilli: milli(by * qtyMilli),
    kind: 'transfer',
  })
  return {
    ...emptyPosting('document', date),
    moves: [...goods.map((one) => move(one, one.from, -1)), ...goods.map((one) => move(one, one.to, 1))],
  }
}

/** Goods go to a customer without a bill (rule 55): refuses batches that may not be sold, goods that are not there, and a wrong order line. */
export function postChallan(given: Writing, draft: Draft): Posted {
  const { tx } = given
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const all = places(tx)
  const left = draft.lines.map((line, at) => placeFor(all, line.locationId, `lines.${at}.locationId`, ['saleable']))
  const facts = goodsFacts(tx, draft)
  checkBatches(draft, facts)
  const answers = orderLinks(tx, {
    ...draft,
    lines: draft.lines.map(({ order, ...line }) => ({ ...line, order: order ?? undefined })),
  })
  const { priced, lines } = pricedGoods(draft, facts, (_, at) => JSON.stringify(draft.lines[at]))
  const to = customerPlace(tx)
  const posting = moved(
    draft.date,
    draft.lines.map((line) => ({ ...line, qtyMilli: line.qtyMilli + line.freeMilli, from: line.locationId, to })),
  )
  assertAvailable(
    given,
    posting.moves.slice(0, draft.lines.length).map((move, at) => ({ ...move, field: `lines.${at}.qtyMilli` })),
    draft.date,
  )
  const takes = draft.lines.map((line, at) => ({
    ...line,
    qtyMilli: line.qtyMilli + line.freeMilli,
    field: `lines.${at}.qtyMilli`,
  }))
  const names = new Map(facts.lines.map(({ item }) => [item.id, item]))
  raiseDoubts(given, heldDoubts(tx, takes, { date: given.today, own: answers.documents, names: (id) => names.get(id) }))
  raiseDoubts(
    given,
    leavingDoubts(tx, draft, { buyer: facts.buyer, itemOf: (id) => names.get(id), except: [...answers.documents] }),
  )
  // what counts as owed is the firm's setting
  if (firmFact(tx, 'credit-count', draft.date) !== 'bills')
    checkCredit(given, {
      party: draft.party,
      date: draft.date,
      morePaise: priced.settled.totalPaise,
      except: [...answers.documents],
    })
  const from = [...new Set(left)].map(keptPlace)
  const applied = { draftHash: hash, reason: draft.reason, transport: draft.transport, notes: draft.notes, from }
  return posted(given, {
    uid: draft.uid,
    kind: 'challan',
    date: draft.date,
    partyId: facts.buyer?.id ?? null,
    reference: null,
    lines,
    lineLinks: answers.lineLinks,
    links: answers.links,
    version: worthOf(facts, priced, { mode: 'out', dueDate: null, applied }),
    posting,
  })
}

function posted(given: Writing, { posting, ...document }: NewDocument & { posting: Posting }): Posted {
  // a transfer has no value entry (model, cost of stock 6)
  const done = post(given, { what: 'document', document, postings: [posting], layers: [] })
  keepSalesLeft(given.tx, done.documentId as number)
  return { uid: document.uid, number: done.number as string, totalPaise: document.version.totalPaise }
}

function checkBatches(draft: Draft, facts: GoodsFacts): void {
  for (const [at, { item, batch }] of facts.lines.entries()) {
    const field = `lines.${at}.batchId`
    const details = { item: item.name, batch: batch?.number ?? '' }
    if (batch?.blocked)
      throw new Refusal('sales/batch-blocked', `Batch ${batch.number} of ${item.name} is blocked: ${batch.blocked}`, field, {
        ...details,
        reason: batch.blocked,
      })
    if (batch?.expired && batch.expiry)
      throw new Refusal('sales/batch-expired', `Batch ${batch.number} of ${item.name} expired`, field, {
        ...details,
        expiry: formatExpiry(batch.expiry),
        date: formatDate(draft.date),
      })
  }
}

/** The part of an amount off a line that goes with part of its goods, to the whole paisa below: it is never more than they are worth. */
const flatPart = (flatPaise: number, qtyMilli: number, ofMilli: number): Paise =>
  paise(Number((BigInt(flatPaise) * BigInt(Math.min(qtyMilli, ofMilli))) / BigInt(ofMilli)))

/**
 * Goods of a challan come back: to the place named, else to the main one; the order they were sent for waits for them again. Refuses beyond what the customer has,
 * and a day before the challan.
 */
export function returnChallan(given: Writing, draft: z.output<typeof ChallanReturn>): Posted {
  const { tx } = given
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const found = standing(tx, ['challan'], draft.challan, 'sales/no-challan')
  if (draft.date < found.date)
    throw new Refusal('sales/before-challan', `${found.number} is of ${found.date}`, 'date', {
      number: found.number,
      day: found.date,
    })
  const all = places(tx)
  const there = linesOfChallan(tx, draft.challan)
  const from = customerPlace(tx)
  const back = draft.lines.map((line, at) => {
    const of = there.find((one) => one.line === line.line)
    const to = placeFor(all, line.locationId ?? mainLocation(tx), `lines.${at}.locationId`).id
    return { of: backLine(of, draft.lines, at, found.number), qtyMilli: line.qtyMilli, from, to }
  })
  const goods = {
    date: draft.date,
    party: found.party,
    lines: back.map(({ of, qtyMilli }) => ({
      ...of,
      qtyMilli: milli(qtyMilli),
      freeMilli: milli(0),
      rateE4: of.rateE4 as never,
      discountsBp: of.discountsBp as never[],
      // free goods that come back take nothing off
      discountPaise: flatPart(of.flatPaise, qtyMilli, of.qtyMilli),
    })),
  }
  const facts = goodsFacts(tx, goods, true)
  const { priced, lines } = pricedGoods(goods, facts, (_, at) => String(at))
  const lineLinks = back.map(
    ({ of, qtyMilli }, at): LineLink => ({
      lineNo: at + 1,
      toDocumentId: of.documentId,
      toLineNo: of.line,
      kind: 'challan',
      qtyMilli: milli(qtyMilli),
    }),
  )
  const opened = openedAgain(tx, back)
  const orders = [...new Set(opened.map(({ toDocumentId }) => toDocumentId))]
  return posted(given, {
    uid: draft.uid,
    kind: 'challan',
    date: draft.date,
    partyId: facts.buyer?.id ?? null,
    reference: null,
    lines,
    lineLinks: [...lineLinks, ...opened],
    links: [
      { toDocumentId: found.id, kind: 'challan' },
      ...orders.map((toDocumentId) => ({ toDocumentId, kind: 'order' as const })),
    ],
    version: worthOf(facts, priced, {
      mode: 'back',
      dueDate: null,
      applied: { draftHash: hash, challan: found.number, notes: draft.notes },
    }),
    posting: moved(
      draft.date,
      back.map(({ of, qtyMilli, to }) => ({ itemId: of.itemId, batchId: of.batchId, qtyMilli, from, to })),
    ),
  })
}

function backLine(
  of: ChallanLine | undefined,
  lines: readonly { line: number; qtyMilli: number }[],
  at: number,
  number: string,
): ChallanLine {
  const { line = 0, qtyMilli = 0 } = lines[at] ?? {}
  if (!of || lines.findIndex((other) => other.line === line) !== at)
    throw new Refusal('sales/no-challan-line', `${number} has no such line, or it is named twice`, `lines.${at}.line`, { number })
  if (qtyMilli > of.leftMilli)
    throw new Refusal(
      'sales/challan-back-over',
      `Of ${of.item} only ${formatMilli(of.leftMilli)} is out`,
      `lines.${at}.qtyMilli`,
      {
        number,
        item: of.item,
        left: formatMilli(of.leftMilli),
      },
    )
  return of
}

type Answer = { number: string }
/** A document that stands and answers this one. */
export const answerOf = (db: Reader, documentId: number): Answer | undefined =>
  db.row(text<Answer>`
    select d.number from (select from_version_id as version from line_link where to_document_id = ${documentId}
      union select from_version_id from document_link where to_document_id = ${documentId}) a
    join document_state s on s.current_version_id = a.version and s.cancelled = 0 join document d on d.id = s.document_id order by d.id limit 1`)

/** Mirrors a quotation, an order, a challan or its return under its own date. Refuses what later documents answer (`sales/order-answered`). */
export function cancelGoods(
  given: Writing,
  ask: { uid: string; reason: string },
  { kinds, none }: { kinds: readonly ('quotation' | 'sales-order' | 'challan')[]; none: string },
): void {
  const { tx } = given
  const found = standing(tx, kinds, ask.uid, none)
  const answer = answerOf(tx, found.id)
  if (answer)
    throw new Refusal('sales/order-answered', `${answer.number} stands against ${found.number}: cancel that first`, 'uid', {
      number: found.number,
      other: answer.number,
    })
  assertStillOpen(tx, found.id)
  const postings = mirrorOf(tx, found.id)
  assertAvailable(
    given,
    postings.flatMap((posting) => posting.moves),
    found.date,
  )
  post(given, {
    what: 'cancel',
    cancels: { documentId: found.id, uid: ask.uid, kind: found.kind as (typeof kinds)[number] },
    postings,
    layers: [],
    reason: ask.reason,
  })
  keepSalesLeft(tx, found.id)
}
