import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type LineLink,
  type NewDocument,
  type Posting,
} from '../../shared/accounts/posting.ts'
import type { SettledLine } from '../../shared/gst/tax.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { type ItcClass, isCredited, taxOf } from '../../shared/purchases/price-bill.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'
import type { BillLineFacts, Draft, SupplierBillFacts } from './bill-facts.ts'
import { inputTax } from './input-tax.ts'
import { differenceOf, type SettledBill } from './settle-supplier-bill.ts'

const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]

/** The credit that comes with a line's goods; nothing when its tax is cost. */
const creditOf = (facts: SupplierBillFacts, figures: SettledLine, itc: ItcClass) => {
  if (!isCredited(itc, facts.registered) || taxOf(figures) === 0) return undefined
  const { igstPaise, cgstPaise, sgstPaise, cessPaise } = figures
  return { igstPaise, cgstPaise, sgstPaise, cessPaise, rateBp: basisPoints(figures.rateBp), supplierId: facts.supplier.id }
}

function ledgerOf(draft: Draft, facts: SupplierBillFacts, bill: SettledBill): LedgerLine[] {
  const { accounts, supplier } = facts
  const { settled } = bill
  const credited = settled.lines.filter((_, at) => isCredited(bill.itc[at] as ItcClass, facts.registered))
  const sum = (head: 'igstPaise' | 'cgstPaise' | 'sgstPaise' | 'cessPaise') => sumPaise(credited.map((line) => line[head]))
  const after = (kind: 'tcs' | 'other') =>
    sumPaise(draft.afterTax.filter((one) => one.kind === kind).map(({ amountPaise }) => amountPaise))
  const owed: LedgerLine = {
    accountId: supplier.accountId,
    partyId: supplier.id,
    amountPaise: paise(-settled.totalPaise),
    ...(supplier.dueDate ? { due: supplier.dueDate } : {}),
  }
  const goods = facts.matched
    ? [
        ...some(accounts.purchasesNotBilled, sumPaise(bill.clearings.map((one) => one?.clearedPaise ?? 0))),
        ...some(accounts.inventory, differenceOf(bill)),
      ]
    : some(accounts.inventory, sumPaise(bill.costs))
  return [
    ...goods,
    ...some(accounts.inputIgst, sum('igstPaise')),
    ...some(accounts.inputCgst, sum('cgstPaise')),
    ...some(accounts.inputSgst, sum('sgstPaise')),
    ...some(accounts.inputCess, sum('cessPaise')),
    ...some(accounts.tcsReceivable, after('tcs')),
    ...some(accounts.expensesOnPurchases, after('other')),
    ...some(accounts.roundOff, settled.roundOffPaise),
    ...(settled.totalPaise === 0 ? [] : [owed]),
  ]
}

/** The bill's own goods (model rule 10): billed and free units of a batch come in as one receipt, with the credit a write-off would reverse. */
function ownGoods(
  draft: Draft,
  facts: SupplierBillFacts,
  bill: SettledBill,
  batchIds: readonly number[],
): Pick<Posting, 'moves' | 'values' | 'itcChanges'> {
  return {
    moves: draft.lines.map((line, at) => {
      const itc = creditOf(facts, bill.settled.lines[at] as SettledLine, line.itc)
      return {
        itemId: line.itemId,
        batchId: batchIds[at] as number,
        locationId: facts.locationId,
        qtyMilli: milli(line.qtyMilli + line.freeMilli),
        kind: 'purchase',
        ...(itc ? { itc } : {}),
      }
    }),
    values: draft.lines.map(({ itemId }, at) => ({
      move: { at },
      itemId,
      amountPaise: bill.costs[at] as Paise,
      kind: 'receipt',
    })),
    itcChanges: [],
  }
}

/** What the bill changes of goods received earlier: the difference in price goes to their receipt, the credit comes to it. */
function receivedGoods(facts: SupplierBillFacts, bill: SettledBill): Pick<Posting, 'moves' | 'values' | 'itcChanges'> {
  const lines = facts.lines.map((line, at) => {
    const moveId = line.received?.moveId as number
    const amountPaise = paise((bill.costs[at] as Paise) - (bill.clearings[at]?.clearedPaise ?? 0))
    return { line, moveId, amountPaise, credit: creditOf(facts, bill.settled.lines[at] as SettledLine, bill.itc[at] as ItcClass) }
  })
  return {
    moves: [],
    values: lines.flatMap(({ line, moveId, amountPaise }) =>
      amountPaise === 0 ? [] : [{ move: { id: moveId }, itemId: line.item.id, amountPaise, kind: 'receipt' as const }],
    ),
    itcChanges: lines.flatMap(({ moveId, credit }) => (credit ? [{ move: { id: moveId }, ...credit }] : [])),
  }
}

/**
 * A supplier's bill: Dr input tax by head, Cr the supplier, and Dr Inventory for the goods that came with it, or Dr Goods received not
 * billed for what came earlier, whose receipts take the difference. `batchIds` are in the order of the lines.
 */
export function postSupplierBill(
  draft: Draft,
  facts: SupplierBillFacts,
  bill: SettledBill,
  batchIds: readonly number[],
): { document: NewDocument; posting: Posting } {
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger: ledgerOf(draft, facts, bill),
    tax: inputTax(
      bill.settled.lines.map((figures, at) => {
        const { item } = facts.lines[at] as BillLineFacts
        const line = draft.lines[at] as Draft['lines'][number]
        const qtyMilli = line.qtyMilli + line.freeMilli
        return { figures, hsn: item.tax?.hsn ?? '', uqc: item.uqc, qtyMilli, itc: line.itc, reverseCharge: false }
      }),
      { docClass: 'bill', date: draft.date, gstin: facts.supplier.gstin, pos: facts.stateCode, registered: facts.registered },
    ),
    ...(facts.matched ? receivedGoods(facts, bill) : ownGoods(draft, facts, bill, batchIds)),
  }
  return { document: documentOf(draft, facts, bill, batchIds), posting }
}

function lineOf(draft: Draft, facts: SupplierBillFacts, bill: SettledBill, at: number, batchId: number): DocumentLine {
  const line = draft.lines[at] as Draft['lines'][number]
  const { item, unit, factor, received } = facts.lines[at] as BillLineFacts
  const figures = bill.settled.lines[at] as SettledLine
  const discountsBp = [line.discountBp, line.discount2Bp].filter((bp) => bp > 0)
  const clearing = bill.clearings[at]
  const how = {
    ...(discountsBp.length ? { discountsBp } : {}),
    ...(line.schemePaise > 0 ? { schemePaise: line.schemePaise } : {}),
    ...(figures.documentDiscountPaise !== 0 ? { documentPaise: figures.documentDiscountPaise } : {}),
    ...(figures.chargesPaise !== 0 ? { chargesPaise: figures.chargesPaise } : {}),
    ...(line.itc === 'inputs' ? {} : { itc: line.itc }),
    ...(clearing ? { clearedPaise: clearing.clearedPaise } : {}),
  }
  return {
    itemId: item.id,
    batchId,
    description: item.name,
    hsn: item.tax?.hsn ?? '',
    uqc: item.uqc,
    unit,
    factor,
    qtyMilli: line.qtyMilli,
    freeMilli: line.freeMilli,
    rateE4: line.rateE4,
    mrpPaise: received ? (received.mrpPaise as Paise | null) : line.mrpPaise,
    grossPaise: figures.grossPaise,
    discountPaise: figures.discountPaise,
    discount: Object.keys(how).length ? how : null,
    taxClass: figures.taxClass,
    rateBp: basisPoints(figures.rateBp),
    taxablePaise: figures.taxablePaise,
    igstPaise: figures.igstPaise,
    cgstPaise: figures.cgstPaise,
    sgstPaise: figures.sgstPaise,
    cessPaise: figures.cessPaise,
  }
}

function linksOf(facts: SupplierBillFacts, draft: Draft, bill: SettledBill): Pick<NewDocument, 'links' | 'lineLinks'> {
  const lineLinks = facts.lines.flatMap(({ received, order }, at): LineLink[] => {
    if (received)
      return [
        {
          lineNo: at + 1,
          toDocumentId: received.documentId,
          toLineNo: received.line,
          kind: 'grn',
          qtyMilli: milli(bill.clearings[at]?.linkedMilli ?? 0),
        },
      ]
    const qtyMilli = draft.lines[at]?.qtyMilli ?? milli(0)
    return order ? [{ lineNo: at + 1, toDocumentId: order.documentId, toLineNo: order.line, kind: 'order', qtyMilli }] : []
  })
  const documents = new Map(lineLinks.map(({ toDocumentId, kind }) => [toDocumentId, kind as 'grn' | 'order']))
  return { lineLinks, links: [...documents].map(([toDocumentId, kind]) => ({ toDocumentId, kind })) }
}

function documentOf(draft: Draft, facts: SupplierBillFacts, bill: SettledBill, batchIds: readonly number[]): NewDocument {
  const { supplier, stateCode, draftHash } = facts
  const { settled, supply } = bill
  const { supplierNumber, supplierDate, charges, afterTax } = draft
  return {
    uid: draft.uid,
    kind: 'purchase',
    date: draft.date,
    partyId: supplier.id,
    reference: supplierNumber,
    ...linksOf(facts, draft, bill),
    lines: draft.lines.map((_, at) => lineOf(draft, facts, bill, at, batchIds[at] as number)),
    version: {
      partyName: supplier.name,
      gstin: supplier.gstin,
      category: supplier.category,
      pos: stateCode,
      supply,
      mode: 'credit',
      dueDate: supplier.dueDate,
      grossPaise: settled.grossPaise,
      discountPaise: settled.discountPaise,
      chargesPaise: settled.chargesPaise,
      taxablePaise: settled.taxablePaise,
      igstPaise: settled.igstPaise,
      cgstPaise: settled.cgstPaise,
      sgstPaise: settled.sgstPaise,
      cessPaise: settled.cessPaise,
      roundOffPaise: settled.roundOffPaise,
      totalPaise: settled.totalPaise,
      applied: { draftHash, supplierNumber, supplierDate, charges, afterTax, matched: facts.matched },
    },
  }
}
