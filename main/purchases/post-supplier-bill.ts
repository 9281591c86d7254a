import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type NewDocument,
  type Posting,
  type StockMove,
  type TaxLine,
} from '../../shared/accounts/posting.ts'
import { taxPeriod } from '../../shared/calendar.ts'
import { exceedsMrp } from '../../shared/gst/mrp.ts'
import { type SupplyType, supplyType } from '../../shared/gst/place-of-supply.ts'
import { type Settled, type SettledLine, settle } from '../../shared/gst/tax.ts'
import { checkGoodsIn, checkTwice } from '../../shared/inventory/receiving.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'
import { Refusal, type Warning } from '../../shared/refusal.ts'
import type { ItemFacts } from '../inventory/item-facts.ts'
import type { Draft, SupplierBillFacts } from './bill-facts.ts'

type Line = Draft['lines'][number]
const mostRateE4 = 100_000_000_000

export type SettledBill = { settled: Settled; supply: SupplyType }

/**
 * Refuses what cannot be a supplier's bill (see `checkGoodsIn`; a bill dated after our entry, an item without a tax rate, an absurd rate) and settles its tax as the
 * supplier charged it: by the place of supply, which is here; a supplier without registration or under composition charges none.
 */
export function settleSupplierBill(draft: Draft, { items, supplier, stateCode, roundOff }: SupplierBillFacts): SettledBill {
  if (draft.supplierDate > draft.date)
    throw new Refusal('purchases/supplier-date', "The supplier's bill cannot be dated after our entry", 'supplierDate')
  for (const [at, line] of draft.lines.entries()) {
    const item = items.get(line.itemId)
    checkGoodsIn(line, at, { item, date: draft.date })
    if (!item?.taxKnown)
      throw new Refusal('purchases/no-tax', `${item?.name} has no tax rate on this date`, `lines.${at}.itemId`, {
        item: item?.name ?? '',
      })
    if (line.rateE4 > mostRateE4)
      throw new Refusal('purchases/rate-absurd', `${item?.name}: a rate above ₹1 crore is surely a slip`, `lines.${at}.rateE4`, {
        item: item?.name ?? '',
      })
  }
  checkTwice(draft.lines)
  const untaxed = supplier.category === 'composition' || supplier.category === 'unregistered'
  const supply = supplyType({ supplierState: supplier.stateCode, pos: stateCode, category: 'regular' })
  const priced = draft.lines.map((line) => {
    const item = items.get(line.itemId) as ItemFacts
    const { rateBp, cessBp, cessUnitPaise } = untaxed ? { rateBp: 0, cessBp: 0, cessUnitPaise: 0 } : item
    const taxClass = untaxed && item.taxClass !== 'non-gst' ? ('exempt' as const) : item.taxClass
    return {
      qtyMilli: line.qtyMilli,
      rateE4: line.rateE4,
      factor: item.saleFactor,
      discountsBp: line.discountBp > 0 ? [line.discountBp] : [],
      taxClass,
      rateBp,
      cessBp,
      cessUnitPaise,
    }
  })
  return { settled: settle(priced, { supply, roundOff }), supply }
}

/** Rates that, with tax, pass the printed MRP: a slip, or goods that cannot be sold on. */
export const doubtsOf = (draft: Draft, { items }: SupplierBillFacts): Warning[] =>
  draft.lines.flatMap((line, at): Warning[] => {
    const item = items.get(line.itemId) as ItemFacts
    const price = {
      rateE4: line.rateE4,
      factor: item.saleFactor,
      packFactor: item.saleFactor,
      gstBp: item.taxClass === 'taxable' ? item.rateBp : 0,
    }
    return line.mrpPaise !== null && exceedsMrp(price, line.mrpPaise)
      ? [{ code: 'purchases/above-mrp', field: `lines.${at}.rateE4`, details: { item: item.name } }]
      : []
  })

const taxOf = (line: SettledLine) => sumPaise([line.igstPaise, line.cgstPaise, line.sgstPaise, line.cessPaise])

/**
 * A supplier's bill with its goods (model rule 10): Dr Inventory at what they cost, free units sharing the paid value; Dr input tax
 * by head; Cr the supplier. `batchIds` are in the order of the lines.
 */
export function postSupplierBill(
  draft: Draft,
  facts: SupplierBillFacts,
  { settled, supply }: SettledBill,
  batchIds: readonly number[],
): { document: NewDocument; posting: Posting } {
  const { accounts, supplier } = facts
  const creditable = facts.gstin !== null
  const worthOf = (line: SettledLine): Paise => (creditable ? line.taxablePaise : paise(line.taxablePaise + taxOf(line)))
  const credit = (accountId: number, amountPaise: Paise): LedgerLine[] =>
    creditable && amountPaise !== 0 ? [{ accountId, amountPaise }] : []
  const some = (accountId: number, amountPaise: Paise): LedgerLine[] => (amountPaise === 0 ? [] : [{ accountId, amountPaise }])
  const owed: LedgerLine = {
    accountId: supplier.accountId,
    partyId: supplier.id,
    amountPaise: paise(-settled.totalPaise),
    ...(supplier.dueDate ? { due: supplier.dueDate } : {}),
  }
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger: [
      ...some(accounts.inventory, sumPaise(settled.lines.map(worthOf))),
      ...credit(accounts.inputIgst, settled.igstPaise),
      ...credit(accounts.inputCgst, settled.cgstPaise),
      ...credit(accounts.inputSgst, settled.sgstPaise),
      ...credit(accounts.inputCess, settled.cessPaise),
      ...some(accounts.roundOff, settled.roundOffPaise),
      ...(settled.totalPaise === 0 ? [] : [owed]),
    ],
    tax: taxLines(draft, facts, settled),
    moves: draft.lines.map((line, at) => moveOf(line, settled.lines[at] as SettledLine, facts, batchIds[at] as number)),
    values: settled.lines.map((line, at) => ({
      move: { at },
      itemId: (draft.lines[at] as Line).itemId,
      amountPaise: worthOf(line),
      kind: 'receipt',
    })),
  }
  return { document: documentOf(draft, facts, { settled, supply }, batchIds), posting }
}

/** Billed and free goods of a batch come in as one receipt, with the credit that a later write-off would have to reverse. */
function moveOf(
  line: Line,
  figures: SettledLine,
  { gstin, supplier, locationId }: SupplierBillFacts,
  batchId: number,
): StockMove {
  const { igstPaise, cgstPaise, sgstPaise, cessPaise } = figures
  const itc =
    gstin !== null && taxOf(figures) > 0
      ? { igstPaise, cgstPaise, sgstPaise, cessPaise, rateBp: basisPoints(figures.rateBp), supplierId: supplier.id }
      : undefined
  return {
    itemId: line.itemId,
    batchId,
    locationId,
    qtyMilli: milli(line.qtyMilli + line.freeMilli),
    kind: 'purchase',
    ...(itc ? { itc } : {}),
  }
}

/** Σ per class, rate, HSN and unit, as the returns add them up. */
function taxLines(draft: Draft, { items, supplier, stateCode, gstin }: SupplierBillFacts, settled: Settled): TaxLine[] {
  const groups = new Map<string, TaxLine>()
  for (const [at, line] of draft.lines.entries()) {
    const figures = settled.lines[at] as SettledLine
    const { hsn, uqc } = items.get(line.itemId) as ItemFacts
    const key = `${figures.taxClass} ${figures.rateBp} ${hsn} ${uqc}`
    const sum = groups.get(key)
    groups.set(key, {
      direction: 'in',
      docClass: 'bill',
      gstin: supplier.gstin,
      pos: stateCode,
      class: figures.taxClass,
      rateBp: basisPoints(figures.rateBp),
      hsn,
      uqc,
      qtyMilli: milli((sum?.qtyMilli ?? 0) + line.qtyMilli + line.freeMilli),
      taxablePaise: paise((sum?.taxablePaise ?? 0) + figures.taxablePaise),
      igstPaise: paise((sum?.igstPaise ?? 0) + figures.igstPaise),
      cgstPaise: paise((sum?.cgstPaise ?? 0) + figures.cgstPaise),
      sgstPaise: paise((sum?.sgstPaise ?? 0) + figures.sgstPaise),
      cessPaise: paise((sum?.cessPaise ?? 0) + figures.cessPaise),
      reverseCharge: false,
      itcClass: figures.rateBp === 0 ? null : gstin === null ? 'ineligible' : 'inputs',
      returnPeriod: taxPeriod(draft.date),
    })
  }
  return [...groups.values()]
}

function documentOf(
  draft: Draft,
  { items, supplier, stateCode, draftHash }: SupplierBillFacts,
  { settled, supply }: SettledBill,
  batchIds: readonly number[],
): NewDocument {
  const lines = draft.lines.map((line, at): DocumentLine => {
    const item = items.get(line.itemId) as ItemFacts
    const figures = settled.lines[at] as SettledLine
    return {
      itemId: item.id,
      batchId: batchIds[at] as number,
      description: item.name,
      hsn: item.hsn,
      uqc: item.uqc,
      unit: item.saleUnit,
      factor: item.saleFactor,
      qtyMilli: line.qtyMilli,
      freeMilli: line.freeMilli,
      rateE4: line.rateE4,
      mrpPaise: line.mrpPaise,
      grossPaise: figures.grossPaise,
      discountPaise: figures.discountPaise,
      discount: line.discountBp > 0 ? { discountsBp: [line.discountBp] } : null,
      taxClass: figures.taxClass,
      rateBp: basisPoints(figures.rateBp),
      taxablePaise: figures.taxablePaise,
      igstPaise: figures.igstPaise,
      cgstPaise: figures.cgstPaise,
      sgstPaise: figures.sgstPaise,
      cessPaise: figures.cessPaise,
    }
  })
  return {
    uid: draft.uid,
    kind: 'purchase',
    date: draft.date,
    partyId: supplier.id,
    reference: draft.supplierNumber,
    links: [],
    lines,
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
      applied: { draftHash, supplierNumber: draft.supplierNumber, supplierDate: draft.supplierDate },
    },
  }
}
