import type { Entry, MoveRef, OpenItemRef, Posting } from '../../shared/accounts/posting.ts'
import { sumPaise } from '../../shared/money.ts'
import { appendJournal, nextSeq } from '../company/journal.ts'
import type { Writing } from '../given.ts'
import { accountIds } from './account-store.ts'
import { assertOpenPeriod } from './period.ts'
import { amendDocument, appendDocument, type Header } from './register.ts'
import { append, canonical, type Rendering } from './rendering.ts'
import {
  addLedger,
  addMove,
  addOpenItem,
  addValue,
  assertPartyTies,
  keepLayer,
  moveOpenItem,
  nextId,
  noteReceipt,
  setState,
} from './running-figures.ts'
import { takeNumber } from './series-store.ts'
import { type StockFigures, stockFigures } from './stock-figures.ts'

export type Posted = {
  seq: number
  documentId: number | null
  versionId: number | null
  number: string | null
  moveIds: number[]
  openItemIds: number[][]
  postingIds: number[]
}

/**
 * The only writer of the books (model rule 1). Appends one entry – document, version, lines, postings – with its journal row
 * and the running figures, inside the caller's transaction. Asserts what must hold of any posting: Σ ledger = 0, Σ stock
 * values = Σ inventory lines, Σ open items = party balance. A broken assertion is a fault and rolls everything back;
 * locked, future or too early dates are refusals.
 */
export function post(given: Writing, entry: Entry): Posted {
  const { tx } = given
  const kind = entry.document?.kind ?? entry.cancels?.kind
  for (const posting of entry.postings) {
    // a derived cost entry keeps the date of what it re-values; inventory chose an open one (model, cost of stock 5)
    if (kind && !posting.derived) assertOpenPeriod(given, kind, posting.date)
    assertBalanced(posting, accountIds(tx).inventory)
  }
  const amends = entry.amends
  const numbered = entry.document && !amends ? takeNumber(given, entry.document.kind, entry.document.date) : null
  // taken after the series, which may have written a journal row of its own
  const seq = nextSeq(tx)
  const rendering: Rendering = new Map()
  const document = !entry.document
    ? null
    : numbered
      ? appendDocument(given, entry.document, numbered, seq, rendering)
      : amends
        ? amendDocument(given, entry.document, amends, seq, rendering)
        : null
  if (entry.cancels) setState(tx, { documentId: entry.cancels.documentId, cancelled: true })

  const posted: Posted = {
    seq,
    documentId: document?.documentId ?? null,
    versionId: document?.versionId ?? null,
    number: numbered?.number ?? amends?.number ?? null,
    moveIds: [],
    openItemIds: [],
    postingIds: [],
  }
  const ids = {
    posting: nextId(tx, 'posting'),
    move: nextId(tx, 'stock_move'),
    open: nextId(tx, 'open_item'),
    allocation: nextId(tx, 'allocation'),
  }
  const documentId = document?.documentId ?? entry.cancels?.documentId ?? null
  const at: At = { document, documentId, seq, rendering, ids, posted, stock: stockFigures(tx, entry.document) }
  for (const [index, posting] of entry.postings.entries()) appendPosting(given, posting, ids.posting + index, at)
  at.stock.keep()
  for (const layer of entry.layers) keepLayer(tx, { ...layer, receipt: moveId(posted, layer.receipt) })
  for (const party of new Set(entry.postings.flatMap((posting) => posting.ledger.flatMap((line) => line.partyId ?? []))))
    assertPartyTies(tx, party)

  appendJournal(
    given,
    seq,
    {
      kind: 'post',
      entity: kind ?? entry.what,
      entityUid: entry.document?.uid ?? entry.cancels?.uid ?? null,
      changesJson: entry.cancels
        ? JSON.stringify({ cancelled: true })
        : amends
          ? JSON.stringify({ version: amends.version + 1 })
          : null,
      reason: entry.reason ?? null,
      workId: null,
    },
    canonical(rendering),
  )
  return posted
}

function assertBalanced(posting: Posting, inventory: number): void {
  const off = sumPaise(posting.ledger.map((line) => line.amountPaise))
  if (off !== 0) throw new Error(`a posting is off by ${off} paise`)
  const values = sumPaise(posting.values.map((value) => value.amountPaise))
  const booked = sumPaise(posting.ledger.filter((line) => line.accountId === inventory).map((line) => line.amountPaise))
  if (values !== booked) throw new Error(`stock values ${values} differ from the inventory lines ${booked}`)
}

type At = {
  document: Header | null
  documentId: number | null
  seq: number
  rendering: Rendering
  ids: { posting: number; move: number; open: number; allocation: number }
  posted: Posted
  stock: StockFigures
}

function appendPosting(given: Writing, posting: Posting, postingId: number, at: At): void {
  const { tx } = given
  const { rendering, posted, ids } = at
  const month = posting.date.slice(0, 7)
  append(tx, rendering, 'posting', {
    id: postingId,
    seq: at.seq,
    date: posting.date,
    // what undoes an older version is no posting of the new one
    version_id: posting.kind === 'mirror' ? null : (at.document?.versionId ?? null),
    kind: posting.kind,
    mirror_of: posting.mirrorOf ?? null,
    derived: posting.derived ? 1 : 0,
  })
  posted.postingIds.push(postingId)
  const opened: number[] = []
  posting.ledger.forEach((line, index) => {
    append(tx, rendering, 'ledger_line', {
      posting_id: postingId,
      line_no: index + 1,
      account_id: line.accountId,
      party_id: line.partyId ?? null,
      amount: line.amountPaise,
    })
    addLedger(tx, line, month)
    if (line.partyId === undefined) return
    const id = ids.open++
    opened[index] = id
    append(tx, rendering, 'open_item', {
      id,
      posting_id: postingId,
      line_no: index + 1,
      party_id: line.partyId,
      document_id: at.documentId,
      date: posting.date,
      due: line.due ?? null,
      amount: line.amountPaise,
    })
    addOpenItem(tx, id, line.partyId, line.amountPaise)
  })
  posted.openItemIds.push(opened)
  posting.tax.forEach((line, index) => {
    append(tx, rendering, 'tax_line', {
      posting_id: postingId,
      line_no: index + 1,
      direction: line.direction,
      doc_class: line.docClass,
      gstin: line.gstin,
      pos: line.pos,
      class: line.class,
      rate_bp: line.rateBp,
      hsn: line.hsn,
      uqc: line.uqc,
      qty: line.qtyMilli,
      taxable: line.taxablePaise,
      igst: line.igstPaise,
      cgst: line.cgstPaise,
      sgst: line.sgstPaise,
      cess: line.cessPaise,
      rcm: line.reverseCharge ? 1 : 0,
      itc_class: line.itcClass,
      return_period: line.returnPeriod,
    })
  })
  const firstMove = posted.moveIds.length
  for (const move of posting.moves) {
    const id = ids.move++
    posted.moveIds.push(id)
    append(tx, rendering, 'stock_move', {
      id,
      posting_id: postingId,
      date: posting.date,
      item_id: move.itemId,
      batch_id: move.batchId,
      location_id: move.locationId,
      qty: move.qtyMilli,
      kind: move.kind,
      of_move: move.ofMove ?? null,
    })
    addMove(tx, move, month)
    at.stock.move(posting, move, { postingId, versionId: at.document?.versionId ?? null })
    if (move.itc) {
      const { itc } = move
      append(tx, rendering, 'receipt_itc', {
        move_id: id,
        igst: itc.igstPaise,
        cgst: itc.cgstPaise,
        sgst: itc.sgstPaise,
        cess: itc.cessPaise,
        rate_bp: itc.rateBp,
        supplier_id: itc.supplierId,
      })
    }
  }
  posting.values.forEach((value, index) => {
    append(tx, rendering, 'stock_value', {
      posting_id: postingId,
      line_no: index + 1,
      date: posting.date,
      item_id: value.itemId,
      move_id: moveId(posted, value.move),
      amount: value.amountPaise,
      kind: value.kind,
    })
    addValue(tx, value, month)
    at.stock.value(value, posting.date)
    if (value.kind === 'receipt' && 'at' in value.move) {
      const received = posting.moves[value.move.at - firstMove]
      if (received && received.qtyMilli > 0)
        noteReceipt(tx, { itemId: value.itemId, date: posting.date, qtyMilli: received.qtyMilli, valuePaise: value.amountPaise })
    }
  })
  posting.itcChanges.forEach((credit, index) => {
    append(tx, rendering, 'itc_change', {
      posting_id: postingId,
      line_no: index + 1,
      move_id: moveId(posted, credit.move),
      igst: credit.igstPaise,
      cgst: credit.cgstPaise,
      sgst: credit.sgstPaise,
      cess: credit.cessPaise,
      rate_bp: credit.rateBp,
      supplier_id: credit.supplierId,
    })
  })
  for (const allocation of posting.allocations) {
    const from = openId(posted, allocation.from)
    const to = openId(posted, allocation.to)
    append(tx, rendering, 'allocation', {
      id: ids.allocation++,
      posting_id: postingId,
      date: posting.date,
      from_item: from,
      to_item: to,
      amount: allocation.amountPaise,
      mirror_of: allocation.mirrorOf ?? null,
    })
    moveOpenItem(tx, { from, to, amountPaise: allocation.amountPaise })
  }
}

function moveId(posted: Posted, ref: MoveRef): number {
  if ('id' in ref) return ref.id
  const id = posted.moveIds[ref.at]
  if (id === undefined) throw new Error(`no move ${ref.at} in this entry`)
  return id
}

function openId(posted: Posted, ref: OpenItemRef): number {
  if ('id' in ref) return ref.id
  const id = posted.openItemIds[ref.posting]?.[ref.line]
  if (id === undefined) throw new Error('an allocation names a line that opened nothing')
  return id
}
