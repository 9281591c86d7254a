import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type NewDocument,
  type Posting,
} from '../../../shared/accounts/posting.ts'
import { taxPeriod } from '../../../shared/calendar.ts'
import { supplyType } from '../../../shared/gst/place-of-supply.ts'
import { type Settled, type SettledLine, settle } from '../../../shared/gst/tax.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { basisPoints, milli } from '../../../shared/quantity.ts'
import type { ItemFacts } from '../../inventory/item-facts.ts'
import type { ClaimFacts, Draft } from './claim-facts.ts'

type Line = Draft['lines'][number]
const itemOf = ({ goods }: ClaimFacts, line: Line): ItemFacts => goods.items.get(line.itemId) as ItemFacts

/** What is claimed: quantity × rate less the deduction. Tax only where we bill the goods back, at today's rate (a supply of its own). */
export function priceClaim(draft: Draft, facts: ClaimFacts): { settled: Settled; supply: 'intra' | 'inter' } {
  const { supplier, stateCode, registered, roundOff } = facts
  const fresh = draft.route === 'fresh-supply' && registered
  const supply = supplyType({ supplierState: stateCode, pos: supplier.stateCode, category: 'regular' }) as 'intra' | 'inter'
  const priced = draft.lines.map((line) => {
    const item = itemOf(facts, line)
    return {
      qtyMilli: line.qtyMilli,
      rateE4: line.rateE4,
      factor: item.saleFactor,
      discountsBp: line.deductBp > 0 ? [line.deductBp] : [],
      taxClass: fresh ? item.taxClass : ('exempt' as const),
      rateBp: fresh ? item.rateBp : basisPoints(0),
      cessBp: fresh ? item.cessBp : basisPoints(0),
      cessUnitPaise: fresh ? item.cessUnitPaise : paise(0),
    }
  })
  return { settled: settle(priced, { supply, roundOff: fresh && roundOff }), supply }
}

const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]

/** By credit note: the goods only change their place; nothing is owed before the supplier answers. */
const sentAway = (draft: Draft, facts: ClaimFacts): Posting => {
  const move = (line: Line, locationId: number, by: 1 | -1) => ({
    itemId: line.itemId,
    batchId: line.batchId,
    locationId,
    qtyMilli: milli(by * line.qtyMilli),
    kind: 'transfer' as const,
  })
  return {
    ...emptyPosting('document', draft.date),
    moves: [
      ...draft.lines.map((line) => move(line, line.locationId, -1)),
      ...draft.lines.map((line) => move(line, facts.awayId, 1)),
    ],
  }
}

/**
 * As fresh supply (Circular 72/46/2018, route A): a tax invoice to the supplier. Dr the supplier, Cr output tax, Cr Purchase price
 * variance for the value; the cost entry debits it with what the goods leave at.
 */
function billedBack(draft: Draft, facts: ClaimFacts, settled: Settled): Posting {
  const { accounts, supplier } = facts
  return {
    ...emptyPosting('document', draft.date),
    ledger: [
      ...(settled.totalPaise === 0
        ? []
        : [{ accountId: supplier.accountId, partyId: supplier.id, amountPaise: settled.totalPaise }]),
      ...some(accounts.priceVariance, -settled.taxablePaise),
      ...some(accounts.outputIgst, -settled.igstPaise),
      ...some(accounts.outputCgst, -settled.cgstPaise),
      ...some(accounts.outputSgst, -settled.sgstPaise),
      ...some(accounts.outputCess, -settled.cessPaise),
      ...some(accounts.roundOff, -settled.roundOffPaise),
    ],
    tax: settled.lines.map((line, at) => {
      const { itemId, qtyMilli } = draft.lines[at] as Line
      const { hsn, uqc } = facts.goods.items.get(itemId) as ItemFacts
      return {
        direction: 'out' as const,
        docClass: 'invoice',
        gstin: supplier.gstin,
        pos: supplier.stateCode,
        class: line.taxClass,
        rateBp: basisPoints(line.rateBp),
        hsn,
        uqc,
        qtyMilli,
        taxablePaise: line.taxablePaise,
        igstPaise: line.igstPaise,
        cgstPaise: line.cgstPaise,
        sgstPaise: line.sgstPaise,
        cessPaise: line.cessPaise,
        reverseCharge: false,
        itcClass: null,
        returnPeriod: taxPeriod(draft.date),
      }
    }),
    moves: draft.lines.map((line) => ({
      itemId: line.itemId,
      batchId: line.batchId,
      locationId: line.locationId,
      qtyMilli: milli(-line.qtyMilli),
      kind: 'purchase-return',
    })),
  }
}

/** A claim as plain data: its document and what it does to the books. */
export function postedClaim(draft: Draft, facts: ClaimFacts): { document: NewDocument; posting: Posting; totalPaise: Paise } {
  const { settled, supply } = priceClaim(draft, facts)
  const fresh = draft.route === 'fresh-supply'
  return {
    document: documentOf(draft, facts, settled, supply),
    posting: fresh ? billedBack(draft, facts, settled) : sentAway(draft, facts),
    totalPaise: settled.totalPaise,
  }
}

function lineOf(line: Line, facts: ClaimFacts, figures: SettledLine): DocumentLine {
  const item = itemOf(facts, line)
  return {
    itemId: item.id,
    batchId: line.batchId,
    description: item.name,
    hsn: item.hsn,
    uqc: item.uqc,
    unit: item.saleUnit,
    factor: item.saleFactor,
    qtyMilli: line.qtyMilli,
    freeMilli: milli(0),
    rateE4: line.rateE4,
    mrpPaise: (facts.goods.batches.get(line.batchId)?.printedMrpPaise ?? null) as DocumentLine['mrpPaise'],
    grossPaise: figures.grossPaise,
    discountPaise: figures.discountPaise,
    discount: { basis: line.basis, deductBp: line.deductBp, locationId: line.locationId },
    taxClass: figures.taxClass,
    rateBp: basisPoints(figures.rateBp),
    taxablePaise: figures.taxablePaise,
    igstPaise: figures.igstPaise,
    cgstPaise: figures.cgstPaise,
    sgstPaise: figures.sgstPaise,
    cessPaise: figures.cessPaise,
  }
}

function documentOf(draft: Draft, facts: ClaimFacts, settled: Settled, supply: 'intra' | 'inter'): NewDocument {
  const { supplier } = facts
  return {
    uid: draft.uid,
    kind: draft.route === 'fresh-supply' ? 'return-invoice' : 'claim',
    date: draft.date,
    partyId: supplier.id,
    reference: null,
    links: [],
    lines: draft.lines.map((line, at) => lineOf(line, facts, settled.lines[at] as SettledLine)),
    version: {
      partyName: supplier.name,
      gstin: supplier.gstin,
      category: supplier.category,
      pos: supplier.stateCode,
      supply,
      mode: 'credit',
      dueDate: null,
      grossPaise: settled.grossPaise,
      discountPaise: settled.discountPaise,
      chargesPaise: paise(0),
      taxablePaise: settled.taxablePaise,
      igstPaise: settled.igstPaise,
      cgstPaise: settled.cgstPaise,
      sgstPaise: settled.sgstPaise,
      cessPaise: sumPaise(settled.lines.map((line) => line.cessPaise)),
      roundOffPaise: settled.roundOffPaise,
      totalPaise: settled.totalPaise,
      applied: { draftHash: facts.draftHash, reason: draft.reason, notes: draft.notes, route: draft.route },
    },
  }
}
