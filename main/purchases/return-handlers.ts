import type { Handlers } from '../../shared/contract.ts'
import { paise } from '../../shared/money.ts'
import type { returnCalls } from '../../shared/purchases/return-contract.ts'
import { basisPoints, milli, rateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { withPaperParty } from '../accounts/paper/party-on-paper.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { assertAvailable, availableOn } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { cancelDocument } from './cancel-document.ts'
import { keepLeft } from './left-store.ts'
import { postReceiptReturn, waitingLines } from './post-receipt-return.ts'
import { postPurchaseReturn, settleReturn } from './post-return.ts'
import { listReturns } from './reports/list-supplier-bills.ts'
import { type Draft, lastNoteDay, returnFacts } from './return-facts.ts'
import { linesOfBill, liveBill } from './shown-bill.ts'
import { headOf } from './shown-receipt.ts'

function postReturn(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const facts = returnFacts(given.tx, draft, hash)
  const back = settleReturn(draft, facts)
  const { document, posting } = postPurchaseReturn(draft, facts, back)
  const last = lastNoteDay(facts.bill.date)
  if (draft.date > last) given.warn('purchases/note-late', 'date', { number: facts.bill.number, last })
  assertAvailable(
    given,
    posting.moves.map((move, at) => ({ ...move, field: `lines.${at}.qtyMilli` })),
    draft.date,
  )
  const cost = costEntry(given, posting)
  const posted = post(given, {
    what: 'document',
    document: withPaperParty(given.tx, document),
    postings: [posting, ...cost.postings],
    layers: cost.layers,
  })
  return { uid: draft.uid, number: posted.number as string, totalPaise: back.totalPaise }
}

function postBeforeBill(given: Writing, draft: Parameters<typeof postReceiptReturn>[1]) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const { document, posting, valuePaise } = postReceiptReturn(given.tx, draft, hash)
  assertAvailable(
    given,
    posting.moves.map((move, at) => ({ ...move, field: `lines.${at}.qtyMilli` })),
    draft.date,
  )
  const cost = costEntry(given, posting)
  const posted = post(given, {
    what: 'document',
    document: withPaperParty(given.tx, document),
    postings: [posting, ...cost.postings],
    layers: cost.layers,
  })
  keepLeft(given.tx, posted.documentId as number)
  return { uid: draft.uid, number: posted.number as string, totalPaise: valuePaise }
}

type Answer<N extends keyof typeof returnCalls> = ReturnType<Handlers<typeof returnCalls, Given>[N]>

function returnableLines(db: Reader, billUid: string, today: Draft['date']): Answer<'returnableLines'> {
  const bill = liveBill(db, billUid)
  if (!bill) throw new Refusal('purchases/no-bill', 'There is no such supplier bill', 'bill')
  return linesOfBill(db, bill.id).map((line) => {
    const place = { itemId: line.itemId, batchId: line.batchId as number, locationId: line.locationId }
    return {
      ...line,
      leftMilli: milli(line.qtyMilli - line.returnedMilli),
      leftFreeMilli: milli(line.freeMilli - line.returnedFreeMilli),
      availableMilli: milli(Math.max(availableOn(db, place, today), 0)),
    }
  })
}

function returnableReceiptLines(db: Reader, uid: string, today: Draft['date']): Answer<'returnableReceiptLines'> {
  const lines = waitingLines(db, uid)
  if (!lines[0] || lines[0].cancelled) throw new Refusal('purchases/no-receipt', 'There is no such goods receipt', 'receipt')
  const zero = paise(0)
  return lines.map((line) => {
    const left = milli(Math.max(line.unbilledMilli, 0))
    const worth = paise(left === 0 ? 0 : line.unbilledPaise)
    const none = {
      taxClass: 'non-gst',
      rateBp: basisPoints(0),
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
    }
    return {
      ...line,
      ...none,
      mrpPaise: line.mrpPaise === null ? null : paise(line.mrpPaise),
      rateE4: rateE4(line.rateE4),
      qtyMilli: left,
      freeMilli: milli(line.leftFreeMilli),
      discountsBp: [line.discountBp],
      schemePaise: zero,
      grossPaise: worth,
      discountPaise: zero,
      taxablePaise: worth,
      itc: 'none' as const,
      receipt: null,
      order: null,
      returnedMilli: milli(0),
      leftMilli: left,
      leftFreeMilli: milli(line.leftFreeMilli),
      availableMilli: milli(Math.max(availableOn(db, line, today), 0)),
    }
  })
}

type Line = Answer<'purchaseReturn'>['lines'][number]
type Figures = Pick<
  Answer<'purchaseReturn'>,
  'taxablePaise' | 'igstPaise' | 'cgstPaise' | 'sgstPaise' | 'cessPaise' | 'roundOffPaise' | 'totalPaise'
>

function returnShown(db: Reader, uid: string): Answer<'purchaseReturn'> {
  const head = headOf(db, 'purchase-return', uid)
  if (!head) throw new Refusal('purchases/no-return', 'There is no such purchase return', 'uid')
  const applied = JSON.parse(head.applied_json) as { reason: string; billNumber: string }
  const figures = db.must(text<Figures & { billUid: Uint8Array }>`
    select v.taxable as taxablePaise, v.igst as igstPaise, v.cgst as cgstPaise, v.sgst as sgstPaise, v.cess as cessPaise, v.round_off as roundOffPaise, v.total as totalPaise,
      (select b.uid from document_link k join document b on b.id = k.to_document_id where k.from_version_id = v.id limit 1) as billUid
    from document_state s join document_version v on v.id = s.current_version_id where s.document_id = ${head.id}`)
  const lines = db.rows(text<Line>`
    select l.line_no as line, k.to_line_no as billLine, l.item_id as itemId, l.description as item, coalesce(b.number, '') as batch, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli,
      l.rate_e4 as rateE4, l.rate_bp as rateBp, l.taxable as taxablePaise, l.igst as igstPaise, l.cgst as cgstPaise, l.sgst as sgstPaise, l.cess as cessPaise
    from document_state s join document_line l on l.version_id = s.current_version_id left join batch b on b.id = l.batch_id
      left join line_link k on k.from_version_id = l.version_id and k.line_no = l.line_no and k.kind in ('return', 'grn') where s.document_id = ${head.id} order by l.line_no`)
  const { billUid, ...sums } = figures
  const taxPaise = paise(sums.igstPaise + sums.cgstPaise + sums.sgstPaise + sums.cessPaise)
  return {
    uid,
    number: head.number,
    date: head.date,
    supplier: head.supplier,
    supplierUid: uidText(head.supplierUid),
    bill: applied.billNumber,
    billUid: uidText(billUid),
    supplierNote: head.reference,
    reason: applied.reason,
    cancelled: head.cancelled === 1,
    ...sums,
    taxPaise,
    lines,
  }
}

/** Goods back to suppliers. */
export const returnHandlers: Handlers<typeof returnCalls, Given> = {
  postReturn: (draft, given) => postReturn(given, draft),
  postReceiptReturn: (draft, given) => postBeforeBill(given, draft),
  returnableReceiptLines: ({ receipt }, { db, today }) => returnableReceiptLines(db, receipt, today),
  cancelReturn: (ask, given) => {
    cancelDocument(given, ask, { kind: 'purchase-return', none: 'purchases/no-return' })
    return { ok: true }
  },
  returnableLines: ({ bill }, { db, today }) => returnableLines(db, bill, today),
  purchaseReturn: ({ uid }, { db }) => returnShown(db, uid),
  returns: (ask, { db }) => listReturns(db, ask),
}
