import type { LocalDate } from '../calendar.ts'
import type { Paise } from '../money.ts'
import type { BasisPoints, Milli, RateE4 } from '../quantity.ts'

/**
 * A posting is plain data: what a document does to the books. Rooms on the right compose it from pure functions;
 * accounts/ledger.post appends it and chooses nothing.
 */
export type Posting = {
  kind: 'document' | 'cost' | 'mirror' | 'revalue'
  date: LocalDate
  /** True for what each device works out for itself (cost of issues); such postings never travel. */
  derived: boolean
  mirrorOf?: number | undefined
  /** Debit positive; Σ = 0. A line with a party opens one open item of the same amount. */
  ledger: LedgerLine[]
  tax: TaxLine[]
  moves: StockMove[]
  values: StockValue[]
  itcChanges: ItcChange[]
  allocations: Allocation[]
}

export type LedgerLine = { accountId: number; partyId?: number | undefined; amountPaise: Paise; due?: LocalDate | undefined }

/** An open item: of this entry (posting index, ledger line index) or already in the book. */
export type OpenItemRef = { posting: number; line: number } | { id: number }
export type Allocation = { from: OpenItemRef; to: OpenItemRef; amountPaise: Paise; mirrorOf?: number | undefined }

export type TaxClass = 'taxable' | 'nil' | 'exempt' | 'non-gst' | 'zero-rated'

/** One row per class, rate, HSN and unit of a document (and ITC class inward): the only thing GST returns ever add up. */
export type TaxLine = {
  direction: 'out' | 'in'
  /** invoice | credit-note | debit-note | bill | … as the returns tell documents apart */
  docClass: string
  gstin: string | null
  pos: string
  class: TaxClass
  rateBp: BasisPoints
  hsn: string
  uqc: string
  qtyMilli: Milli
  taxablePaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  reverseCharge: boolean
  itcClass: string | null
  /** MMYYYY */
  returnPeriod: string
}

export type MoveKind =
  | 'opening'
  | 'purchase'
  | 'sale'
  | 'sale-return'
  | 'purchase-return'
  | 'transfer'
  | 'adjustment'
  | 'write-off'
  /** Goods given in place of goods that came back, without a charge. */
  | 'replacement'
  | 'count'

/** Quantity only; inward positive. `ofMove` names the move this one returns or mirrors. */
export type StockMove = {
  itemId: number
  batchId: number
  locationId: number
  qtyMilli: Milli
  kind: MoveKind
  ofMove?: number | undefined
  /** Goods that come in with tax availed: what a later write-off must reverse. */
  itc?:
    | { igstPaise: Paise; cgstPaise: Paise; sgstPaise: Paise; cessPaise: Paise; rateBp: BasisPoints; supplierId: number | null }
    | undefined
}

/** A move of this entry, counted over all its postings in order, or one already in the book. */
export type MoveRef = { at: number } | { id: number }

/** Tax credit that comes to a receipt after the goods, or is taken from it (bill of goods received earlier, note, reversal, mirror). */
export type ItcChange = {
  move: MoveRef
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  rateBp: BasisPoints
  supplierId: number | null
}

/** What a move is worth, or a change of it; Σ per posting = Σ of its lines on the inventory account. */
export type StockValue = {
  move: MoveRef
  itemId: number
  amountPaise: Paise
  kind: 'receipt' | 'landed' | 'issue' | 'revalue' | 'method'
}

/** What is left of a receipt after this entry (FIFO), or of a pool (moving average: date '', move 0). The pool is a batch, or 0: the item. */
export type CostLayer = {
  itemId: number
  poolBatchId: number
  date: string
  receipt: MoveRef
  qtyLeftMilli: Milli
  valueLeftPaise: Paise
}

/** The applied facts of a document version, kept with it for ever. */
export type VersionFacts = {
  partyName: string
  gstin: string | null
  /** Party tax category: regular, composition, unregistered, sez, uin, overseas, deemed-export … */
  category: string
  pos: string
  supply: 'intra' | 'inter' | 'zero-with-payment' | 'zero-without-payment'
  mode: string
  dueDate: LocalDate | null
  grossPaise: Paise
  discountPaise: Paise
  chargesPaise: Paise
  taxablePaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  roundOffPaise: Paise
  totalPaise: Paise
  /** Names, addresses, licences, payment split, charges: what paper shows and no report sums. */
  applied: Record<string, unknown>
}

export type DocumentLine = {
  itemId: number
  batchId: number | null
  description: string
  hsn: string
  uqc: string
  unit: string
  factor: number
  qtyMilli: Milli
  freeMilli: Milli
  /** Per `unit`, which holds `factor` base units. */
  rateE4: RateE4
  mrpPaise: Paise | null
  grossPaise: Paise
  discountPaise: Paise
  /** How the discount came about: percents in order, flat amount, shares of document discount and charges. */
  discount: Record<string, unknown> | null
  taxClass: TaxClass
  rateBp: BasisPoints
  taxablePaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
}

export type DocumentKind =
  | 'sale'
  /** GST credit note with goods that come back. */
  | 'sale-return'
  /** GST credit note of value only: a price difference, a discount agreed before the supply. */
  | 'credit-note'
  /** GST debit note: the bill said too little. */
  | 'debit-note'
  /** Credit without GST: after 30 November, or expired goods taken without tax (Circular 72/46/2018). */
  | 'commercial-credit'
  /** The buyer's own invoice for goods he gives back as a fresh supply (Circular 72/46/2018). */
  | 'return-bill'
  | 'replacement'
  | 'quotation'
  | 'sales-order'
  | 'challan'
  | 'mode-change'
  | 'cash-close'
  | 'purchase-order'
  | 'goods-receipt'
  | 'purchase'
  | 'purchase-return'
  | 'claim'
  | 'claim-credit'
  | 'return-invoice'
  | 'landed-cost'
  | 'self-invoice'
  | 'payment-voucher'
  | 'transfer'
  | 'stock-adjustment'
  | 'write-off'
  | 'stock-count'
  | 'receipt'
  | 'payment'
  | 'journal'
  | 'opening-stock'
  | 'opening-balance'
  | 'cost-method'

/** `lineNo` of this document answers `toLineNo` of another for `qtyMilli` base units. Lines count from 1. */
export type LineLink = {
  lineNo: number
  toDocumentId: number
  toLineNo: number
  kind: 'order' | 'challan' | 'grn' | 'bill' | 'note' | 'return' | 'count' | 'transfer'
  qtyMilli: Milli
}

export type NewDocument = {
  uid: string
  kind: DocumentKind
  date: LocalDate
  partyId: number | null
  /** The number the paper came with, for imported, opening and supplier documents. */
  reference: string | null
  version: VersionFacts
  lines: DocumentLine[]
  /** Which line of an older document each line answers (order, receipt, bill …) and for how much. */
  lineLinks?: LineLink[] | undefined
  links: { toDocumentId: number; lineNo?: number | undefined; kind: 'order' | 'challan' | 'grn' | 'bill' | 'note' | 'return' }[]
}

/** Everything one command does to the books: one journal row. */
export type Entry = {
  /** What this entry is about in the journal. */
  what: 'document' | 'amend' | 'cancel' | 'revalue'
  document?: NewDocument | undefined
  /** Amend: `document` is the next version of this one; `versionId` is the version that was seen, whose postings are mirrored here. */
  amends?: { documentId: number; number: string; versionId: number; version: number } | undefined
  /** Cancel: the document whose state changes. */
  cancels?: { documentId: number; uid: string; kind: DocumentKind } | undefined
  postings: Posting[]
  layers: CostLayer[]
  reason?: string | undefined
}

export const emptyPosting = (kind: Posting['kind'], date: LocalDate): Posting => ({
  kind,
  date,
  derived: kind === 'cost' || kind === 'revalue',
  ledger: [],
  tax: [],
  moves: [],
  values: [],
  itcChanges: [],
  allocations: [],
})
