import type { z } from 'zod'
import { emptyPosting, type Posting } from '../../shared/accounts/posting.ts'
import { noHeads } from '../../shared/inventory/credit-heads.ts'
import type { Transfer, TransferReceipt } from '../../shared/inventory/documents-contract.ts'
import { type AdjustReason, reversesCredit } from '../../shared/inventory/stock-reasons.ts'
import { formatMilli, milli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { checkAllPositive, checkGoods, keptPlace, onHandKinds, type Place, placeFor, places } from './stock-goods.ts'
import { type Piece, piecesOf, postStock, stockPosting } from './stock-posting.ts'

const firmState = (db: Reader) => db.must(sql.selectFrom('firm').select('state_code')).state_code
const bare = { reason: null, valuePaise: null, reverses: false, receipt: null, credit: noHeads, rateBp: 0, supplierId: null }

/** Where goods on the way are: the place of that kind. */
function transitPlace(all: ReadonlyMap<number, Place>): Place {
  const found = [...all.values()].find((place) => place.kind === 'transit' && place.active === 1)
  if (!found) throw new Error('a book has a place for goods on the way')
  return found
}

/**
 * Moves goods between two of our places: at once, or to goods in transit until `receiveTransfer`. No value entry (model, cost of stock
 * 6). Expired goods may move; refuses the same place twice, a closed one, goods that are not there, and what `checkGoods` refuses.
 */
export function postTransfer(given: Writing, draft: z.output<typeof Transfer>): string {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return before.number
  const all = places(given.tx)
  const from = placeFor(all, draft.fromId, 'fromId')
  const to = placeFor(all, draft.toId, 'toId')
  if (from.id === to.id)
    throw new Refusal('inventory/same-place', 'Goods are moved from one place to another', 'toId', { location: from.name })
  const lines = draft.lines.map((line) => ({ ...line, locationId: from.id }))
  const facts = checkGoods(given.tx, lines, draft)
  checkAllPositive(lines, facts)
  const target = draft.immediate ? to : transitPlace(all)
  const pieces = lines.map((line, at): Piece => ({ ...bare, ...line, field: `lines.${at}.qtyMilli` }))
  return postStock(given, {
    uid: draft.uid,
    kind: 'transfer',
    date: draft.date,
    mode: draft.immediate ? 'immediate' : 'dispatch',
    applied: { draftHash: hash, from: keptPlace(from), to: keptPlace(to), narration: draft.narration },
    facts,
    pieces,
    posting: {
      ...emptyPosting('document', draft.date),
      moves: [...movesAt(pieces, from.id, -1), ...movesAt(pieces, target.id, 1)],
    },
  }).number
}

const movesAt = (pieces: readonly Piece[], locationId: number, by: 1 | -1): Posting['moves'] =>
  pieces.map(({ itemId, batchId, qtyMilli }) => ({
    itemId,
    batchId,
    locationId,
    qtyMilli: milli(by * qtyMilli),
    kind: 'transfer',
  }))

type DispatchLine = { line_no: number; item_id: number; batch_id: number; qty: number; received: number }

/** A dispatch's lines with what was received of each so far. */
export const dispatchLines = (db: Reader, documentId: number): DispatchLine[] =>
  db.rows(text<DispatchLine>`
    select l.line_no, l.item_id, l.batch_id, l.qty,
      coalesce((select sum(k.qty) from line_link k join document_version kv on kv.id = k.from_version_id
        join document_state ks on ks.current_version_id = kv.id and ks.cancelled = 0
        where k.to_document_id = ${documentId} and k.to_line_no = l.line_no and k.kind = 'transfer'), 0) as received
    from document_state s join document_line l on l.version_id = s.current_version_id where s.document_id = ${documentId} order by l.line_no`)

/**
 * Receives goods in transit at the place they were sent to, wholly or in part; what is short leaves transit with its reason, at cost
 * to stock adjustment. Refuses an unknown, cancelled or immediate transfer, a day before it, and more than is still on the way.
 */
export function receiveTransfer(given: Writing, draft: z.output<typeof TransferReceipt>): string {
  const { tx } = given
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return before.number
  const sent = tx.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .innerJoin('document_version as v', 'v.id', 's.current_version_id')
      .select(['d.id', 'd.number', 'd.date', 's.cancelled', 'v.mode', 'v.applied_json'])
      .where('d.uid', '=', uidBytes(draft.dispatch))
      .where('d.kind', '=', 'transfer'),
  )
  if (sent?.mode !== 'dispatch') throw new Refusal('inventory/no-dispatch', 'There is no such transfer in transit', 'dispatch')
  if (sent.cancelled === 1)
    throw new Refusal('inventory/document-cancelled', `${sent.number} is cancelled`, 'dispatch', { number: sent.number })
  if (draft.date < sent.date)
    throw new Refusal('inventory/before-dispatch', `${sent.number} was sent on ${sent.date}`, 'date', {
      number: sent.number,
      day: sent.date,
    })
  const applied = JSON.parse(sent.applied_json) as { from: { uid: string; name: string }; to: { uid: string; name: string } }
  const all = places(tx)
  const at = [...all.values()].find((place) => uidText(place.uid) === applied.to.uid)
  const to = placeFor(all, at?.id ?? 0, 'dispatch', onHandKinds)
  const transit = transitPlace(all)
  const { received, short } = receivedLines(draft, dispatchLines(tx, sent.id), transit.id)
  const facts = checkGoods(
    tx,
    [...received, ...short.filter((line) => !received.some((one) => one.batchId === line.batchId))],
    draft,
  )
  const lost = piecesOf(given, short, draft.date)
  const gone = stockPosting(given, lost, { date: draft.date, kind: 'adjustment', items: facts.items, stateCode: firmState(tx) })
  const pieces = [...received, ...lost]
  return postStock(given, {
    uid: draft.uid,
    kind: 'transfer',
    date: draft.date,
    mode: 'receipt',
    applied: { draftHash: hash, ...applied, dispatch: sent.number, narration: draft.narration },
    facts,
    pieces,
    posting: { ...gone, moves: [...movesAt(received, transit.id, -1), ...gone.moves, ...movesAt(received, to.id, 1)] },
    lineLinks: pieces.map((piece, index) => ({
      lineNo: index + 1,
      toDocumentId: sent.id,
      toLineNo: (piece as Piece & { lineNo: number }).lineNo,
      kind: 'transfer',
      qtyMilli: milli(Math.abs(piece.qtyMilli)),
    })),
  }).number
}

type Received = Piece & { lineNo: number }

function receivedLines(
  draft: z.output<typeof TransferReceipt>,
  sent: readonly DispatchLine[],
  locationId: number,
): { received: Received[]; short: Received[] } {
  const received: Received[] = []
  const short: Received[] = []
  for (const [at, line] of draft.lines.entries()) {
    const field = (name: string) => `lines.${at}.${name}`
    const of = sent.find((one) => one.line_no === line.lineNo)
    if (!of || draft.lines.findIndex((other) => other.lineNo === line.lineNo) !== at)
      throw new Refusal('inventory/no-dispatch-line', 'The transfer has no such line', field('lineNo'))
    const open = of.qty - of.received
    if (line.receivedMilli < 0 || line.shortMilli < 0)
      throw new Refusal('inventory/nothing-received', 'Say what came, or what is short', field('receivedMilli'))
    // a line that has not come yet stays on the way
    if (line.receivedMilli + line.shortMilli === 0) continue
    if (line.receivedMilli + line.shortMilli > open)
      throw new Refusal('inventory/more-than-sent', `Only ${formatMilli(open)} is still on the way`, field('receivedMilli'), {
        open: formatMilli(open),
        openMilli: open,
      })
    if (line.shortMilli > 0 && line.reason === null)
      throw new Refusal('inventory/reason-needed', 'Say why goods are short', field('reason'))
    const goods = { ...bare, itemId: of.item_id, batchId: of.batch_id, locationId, lineNo: line.lineNo }
    if (line.receivedMilli > 0) received.push({ ...goods, qtyMilli: line.receivedMilli, field: field('receivedMilli') })
    if (line.shortMilli > 0) {
      const reason = line.reason as AdjustReason
      short.push({ ...goods, qtyMilli: -line.shortMilli, reason, reverses: reversesCredit(reason), field: field('shortMilli') })
    }
  }
  if (received.length + short.length === 0)
    throw new Refusal('inventory/nothing-received', 'Say what came, or what is short', 'lines.0.receivedMilli')
  return { received, short }
}
