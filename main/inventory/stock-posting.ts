import {
  type CostLayer,
  type DocumentKind,
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type LineLink,
  type MoveKind,
  type NewDocument,
  type Posting,
  type TaxLine,
} from '../../shared/accounts/posting.ts'
import { type LocalDate, taxPeriod } from '../../shared/calendar.ts'
import { addPaise, type Heads, noHeads, sumHeads } from '../../shared/inventory/credit-heads.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { basisPoints, milli, rateE4 } from '../../shared/quantity.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { assertOpenPeriod } from '../accounts/period.ts'
import { sql } from '../database/connection.ts'
import type { Writing } from '../given.ts'
import { assertAvailable, type Wanted } from './availability.ts'
import { costEntry } from './issue-cost.ts'
import type { ItemFacts } from './item-facts.ts'
import { creditParts } from './receipt-credit.ts'
import type { Goods, GoodsFacts } from './stock-goods.ts'

/** A line that changes what there is: more (with its value) or less, for a reason. */
export type StockLine = Goods & {
  readonly reason: string | null
  /** What more goods are worth; null on lines that take away. */
  readonly valuePaise: Paise | null
  /** Goods that are gone and give back the credit availed on them. */
  readonly reverses: boolean
  /** Beside which field a shortage is shown. */
  readonly field: string
}

/** A line of the document: a draft's line, or the part of it that came by one receipt. */
export type Piece = StockLine & {
  readonly receipt: number | null
  readonly credit: Heads
  readonly rateBp: number
  readonly supplierId: number | null
}

/** Splits what leaves for good by the receipts it came with. */
export function piecesOf(given: Writing, lines: readonly StockLine[], date: LocalDate): Piece[] {
  const reversing = lines.filter((line) => line.reverses && line.qtyMilli < 0)
  const parts = creditParts(
    given.tx,
    reversing.map((line) => ({ ...line, qtyMilli: -line.qtyMilli })),
    date,
  )
  return lines.flatMap((line): Piece[] => {
    const of = parts[reversing.indexOf(line)]
    if (!of) return [{ ...line, receipt: null, credit: noHeads, rateBp: 0, supplierId: null }]
    return of.map((part) => ({ ...line, ...part, qtyMilli: -part.qtyMilli }))
  })
}

const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]

/**
 * The goods of the pieces, one move each in their order; more goods Dr Inventory, Cr Stock adjustment; credit given back (section
 * 17(5)(h), gst-rules 5.3) Dr Credit reversed, Cr input tax by head, taken off the very receipts it was availed on.
 */
export function stockPosting(
  given: Writing,
  pieces: readonly Piece[],
  { date, kind, items, stateCode }: { date: LocalDate; kind: MoveKind; items: GoodsFacts['items']; stateCode: string },
): Posting {
  const accounts = accountIds(given.tx)
  const more = sumPaise(pieces.map((piece) => piece.valuePaise ?? 0))
  const back = pieces.reduce((sum, piece) => addPaise(sum, piece.credit), noHeads)
  return {
    ...emptyPosting('document', date),
    ledger: [
      ...some(accounts.inventory, more),
      ...some(accounts.stockAdjustment, -more),
      ...some(accounts.itcReversed, sumHeads(back)),
      ...some(accounts.inputIgst, -back.igstPaise),
      ...some(accounts.inputCgst, -back.cgstPaise),
      ...some(accounts.inputSgst, -back.sgstPaise),
      ...some(accounts.inputCess, -back.cessPaise),
    ],
    moves: pieces.map(({ itemId, batchId, locationId, qtyMilli, receipt }) => ({
      itemId,
      batchId,
      locationId,
      qtyMilli: milli(qtyMilli),
      kind,
      ...(receipt === null ? {} : { ofMove: receipt }),
    })),
    values: pieces.flatMap(({ itemId, valuePaise }, at) =>
      valuePaise === null ? [] : [{ move: { at }, itemId, amountPaise: valuePaise, kind: 'receipt' as const }],
    ),
    tax: reversalLines(pieces, items, stateCode, date),
    itcChanges: pieces.flatMap(({ receipt, credit, rateBp, supplierId }) =>
      receipt === null || sumHeads(credit) === 0
        ? []
        : [{ move: { id: receipt }, ...addPaise(noHeads, credit, -1), rateBp: basisPoints(rateBp), supplierId }],
    ),
  }
}

/** Credit given back, summed per rate, HSN and unit; GSTR-3B 4(B)(1) of the month. */
function reversalLines(pieces: readonly Piece[], items: GoodsFacts['items'], stateCode: string, date: LocalDate): TaxLine[] {
  const groups = new Map<string, TaxLine>()
  for (const piece of pieces) {
    if (sumHeads(piece.credit) === 0) continue
    const { hsn, uqc } = items.get(piece.itemId) as ItemFacts
    const key = `${piece.rateBp} ${hsn} ${uqc}`
    const sum = groups.get(key)
    groups.set(key, {
      direction: 'in',
      docClass: 'itc-reversal',
      gstin: null,
      pos: stateCode,
      class: 'taxable',
      rateBp: basisPoints(piece.rateBp),
      hsn,
      uqc,
      qtyMilli: milli((sum?.qtyMilli ?? 0) - piece.qtyMilli),
      taxablePaise: paise(0),
      ...addPaise(sum ?? noHeads, piece.credit),
      reverseCharge: false,
      itcClass: '17(5)(h)',
      returnPeriod: taxPeriod(date),
    })
  }
  return [...groups.values()]
}

export type StockDraft = {
  uid: string
  kind: DocumentKind
  date: LocalDate
  mode: string
  /** What paper and screen show beside the lines: places, reason, narration. */
  applied: Record<string, unknown>
  facts: GoodsFacts
  pieces: readonly Piece[]
  posting: Posting
  lineLinks?: LineLink[]
}

/**
 * Posts a stock document: refuses goods that are not there (on its day or any later one), costs what leaves, and keeps cost and credit
 * of each line with it. Returns its number.
 */
export function postStock(given: Writing, draft: StockDraft): { number: string; documentId: number } {
  const { posting, pieces } = draft
  assertOpenPeriod(given, draft.kind, draft.date)
  assertAvailable(
    given,
    posting.moves.map((move, at): Wanted => ({ ...move, field: (pieces[at] ?? pieces[at - pieces.length])?.field })),
    draft.date,
  )
  const cost = costEntry(given, posting)
  const posted = post(given, {
    what: 'document',
    document: documentOf(given, draft, costOf(cost)),
    postings: [posting, ...cost.postings],
    layers: cost.layers,
  })
  return { number: posted.number as string, documentId: posted.documentId as number }
}

/** What the moves of the first posting were costed at, by their place. */
function costOf(cost: { postings: Posting[]; layers: CostLayer[] }): Map<number, number> {
  const costs = new Map<number, number>()
  for (const value of cost.postings.flatMap((posting) => posting.values))
    if ('at' in value.move) costs.set(value.move.at, (costs.get(value.move.at) ?? 0) - value.amountPaise)
  return costs
}

function documentOf(given: Writing, draft: StockDraft, costs: ReadonlyMap<number, number>): NewDocument {
  const zero = paise(0)
  const { state_code } = given.tx.must(sql.selectFrom('firm').select('state_code'))
  const back = draft.pieces.reduce((sum, piece) => addPaise(sum, piece.credit), noHeads)
  const grossOf = (piece: Piece, at: number): Paise => piece.valuePaise ?? paise(0 - (costs.get(at) ?? 0))
  const gross = sumPaise(draft.pieces.map(grossOf))
  return {
    uid: draft.uid,
    kind: draft.kind,
    date: draft.date,
    partyId: null,
    reference: null,
    links: [],
    lineLinks: draft.lineLinks,
    lines: draft.pieces.map((piece, at): DocumentLine => lineOf(piece, draft.facts, grossOf(piece, at))),
    version: {
      partyName: '',
      gstin: null,
      category: 'unregistered',
      pos: state_code,
      supply: 'intra',
      mode: draft.mode,
      dueDate: null,
      grossPaise: gross,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: zero,
      ...back,
      roundOffPaise: zero,
      totalPaise: paise(gross - sumHeads(back)),
      applied: {
        ...draft.applied,
        lines: draft.pieces.map(({ reason, locationId }) => ({
          reason,
          location: draft.facts.places.get(locationId)?.name ?? null,
        })),
      },
    },
  }
}

function lineOf(piece: Piece, { items, batches }: GoodsFacts, grossPaise: Paise): DocumentLine {
  const item = items.get(piece.itemId) as ItemFacts
  return {
    itemId: item.id,
    batchId: piece.batchId,
    description: item.name,
    hsn: item.hsn,
    uqc: item.uqc,
    unit: item.saleUnit,
    factor: item.saleFactor,
    qtyMilli: milli(piece.qtyMilli),
    freeMilli: milli(0),
    rateE4: rateE4(0),
    mrpPaise: batches.get(piece.batchId)?.printedMrpPaise ?? null,
    grossPaise,
    discountPaise: paise(0),
    discount: null,
    taxClass: item.taxClass,
    rateBp: basisPoints(piece.rateBp),
    taxablePaise: paise(0),
    ...piece.credit,
  }
}
