import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type NewDocument,
  type Posting,
} from '../../shared/accounts/posting.ts'
import { type SupplyType, supplyType } from '../../shared/gst/place-of-supply.ts'
import { roundOffOf, type SettledLine, settle } from '../../shared/gst/tax.ts'
import { distribute, type Paise, paise, sumPaise } from '../../shared/money.ts'
import { costOf, isCredited, taxOf } from '../../shared/purchases/price-bill.ts'
import { basisPoints, milli, rateE4 } from '../../shared/quantity.ts'
import { inputTax } from './input-tax.ts'
import { type Draft, type LandedFacts, type LandingLine, weightsOf, zero } from './landed-facts.ts'

const heads = ['igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const
export type SettledLanded = {
  supply: SupplyType
  /** In the order of the draft's lines. */
  lines: readonly SettledLine[]
  /** What lands, line by line of the goods; empty for an expense. */
  landed: readonly Paise[]
  costPaise: Paise
  roundOffPaise: Paise
  totalPaise: Paise
}

/** Services settled by their own rates; what we owe under reverse charge is not in the total (gst-rules.md §1.7). */
export function settleLanded(draft: Draft, facts: LandedFacts): SettledLanded {
  const { supplier, stateCode, registered } = facts
  const supply = supplyType({ supplierState: supplier?.stateCode ?? stateCode, pos: stateCode, category: 'regular' })
  // each settled by itself: the two kinds of line are two documents in law
  const settled = new Map<number, SettledLine>()
  for (const reverseCharge of [false, true]) {
    const own = draft.lines.flatMap((line, at) => (line.reverseCharge === reverseCharge ? [{ ...line, at }] : []))
    const { lines } = settle(
      own.map((line) => ({
        qtyMilli: 1000,
        factor: 1,
        rateE4: line.amountPaise * 100,
        taxClass: line.rateBp > 0 ? ('taxable' as const) : ('exempt' as const),
        rateBp: line.rateBp,
      })),
      { supply, roundOff: false, reverseCharge },
    )
    for (const [n, line] of lines.entries()) settled.set(own[n]?.at as number, line)
  }
  const lines = draft.lines.map((_, at) => settled.get(at) as SettledLine)
  const costPaise = sumPaise(lines.map((line, at) => costOf(line, draft.lines[at]?.itc ?? 'inputs', registered)))
  const asked = sumPaise(
    lines.map((line, at) => (draft.lines[at]?.reverseCharge ? line.taxablePaise : paise(line.taxablePaise + taxOf(line)))),
  )
  const roundOffPaise = draft.roundOffPaise ?? (facts.roundOff ? roundOffOf(asked) : zero)
  return {
    supply,
    lines,
    landed: facts.over.length === 0 ? [] : distribute(costPaise, weightsOf(draft, facts.over)),
    costPaise,
    roundOffPaise,
    totalPaise: paise(asked + roundOffPaise),
  }
}

const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]

function ledgerOf(draft: Draft, facts: LandedFacts, settled: SettledLanded): LedgerLine[] {
  const { accounts, supplier } = facts
  const sum = (head: (typeof heads)[number], counts: (line: Draft['lines'][number]) => boolean) =>
    sumPaise(settled.lines.map((line, at) => (counts(draft.lines[at] as Draft['lines'][number]) ? line[head] : 0)))
  const credit = (head: (typeof heads)[number]) => sum(head, (line) => isCredited(line.itc, facts.registered))
  const owed = (head: (typeof heads)[number]) => -sum(head, (line) => line.reverseCharge)
  const party: LedgerLine = supplier
    ? {
        accountId: supplier.accountId,
        partyId: supplier.id,
        amountPaise: paise(-settled.totalPaise),
        ...(supplier.dueDate ? { due: supplier.dueDate } : {}),
      }
    : { accountId: accounts.cash, amountPaise: paise(-settled.totalPaise) }
  return [
    ...some(facts.over.length > 0 ? accounts.inventory : accounts.expensesOnPurchases, settled.costPaise),
    ...some(accounts.inputIgst, credit('igstPaise')),
    ...some(accounts.inputCgst, credit('cgstPaise')),
    ...some(accounts.inputSgst, credit('sgstPaise')),
    ...some(accounts.inputCess, credit('cessPaise')),
    ...some(accounts.rcmIgst, owed('igstPaise')),
    ...some(accounts.rcmCgst, owed('cgstPaise')),
    ...some(accounts.rcmSgst, owed('sgstPaise')),
    ...some(accounts.rcmCess, owed('cessPaise')),
    ...some(accounts.roundOff, settled.roundOffPaise),
    ...(settled.totalPaise === 0 ? [] : [party]),
  ]
}

/**
 * Freight and the like (model rule 10): value entries on the receipts they are spread over, or an expense; Dr input tax, Cr the supplier or cash; under
 * reverse charge Cr what we owe the government, Dr the credit when it is one.
 */
export function postLandedCost(
  draft: Draft,
  facts: LandedFacts,
  settled: SettledLanded,
): { document: NewDocument; posting: Posting } {
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger: ledgerOf(draft, facts, settled),
    tax: inputTax(
      settled.lines.map((figures, at) => {
        const { sac, itc, reverseCharge } = draft.lines[at] as Draft['lines'][number]
        return { figures, hsn: sac, uqc: 'NA', qtyMilli: 0, itc, reverseCharge }
      }),
      {
        docClass: 'bill',
        date: draft.date,
        gstin: facts.supplier?.gstin ?? null,
        pos: facts.stateCode,
        registered: facts.registered,
      },
    ),
    values: facts.over.flatMap(({ moveId, itemId }, at) => {
      const amountPaise = settled.landed[at] ?? zero
      return amountPaise === 0 ? [] : [{ move: { id: moveId }, itemId, amountPaise, kind: 'landed' as const }]
    }),
  }
  return { document: documentOf(draft, facts, settled), posting }
}

type Spread = Record<'landedPaise' | 'taxablePaise' | (typeof heads)[number], Paise>
const lineOf = (line: LandingLine, { landedPaise, ...figures }: Spread): DocumentLine => ({
  itemId: line.itemId,
  batchId: line.batchId,
  description: line.item,
  hsn: line.hsn,
  uqc: 'NA',
  unit: line.unit,
  factor: line.factor,
  qtyMilli: milli(line.qtyMilli),
  freeMilli: milli(0),
  rateE4: rateE4(0),
  mrpPaise: null,
  grossPaise: landedPaise,
  discountPaise: zero,
  discount: null,
  taxClass: 'nil',
  rateBp: basisPoints(0),
  ...figures,
})

/** Every figure of the services handed down to the goods, so that a document's lines add up to it. */
function spreadOver(draft: Draft, facts: LandedFacts, settled: SettledLanded): Spread[] {
  if (facts.over.length === 0) return []
  const weights = weightsOf(draft, facts.over)
  const part = (what: 'taxablePaise' | (typeof heads)[number]) =>
    distribute(sumPaise(settled.lines.map((line) => line[what])), weights)
  const [taxable, igst, cgst, sgst, cess] = [
    part('taxablePaise'),
    part('igstPaise'),
    part('cgstPaise'),
    part('sgstPaise'),
    part('cessPaise'),
  ]
  return facts.over.map((_, at) => ({
    landedPaise: settled.landed[at] ?? zero,
    taxablePaise: taxable[at] ?? zero,
    igstPaise: igst[at] ?? zero,
    cgstPaise: cgst[at] ?? zero,
    sgstPaise: sgst[at] ?? zero,
    cessPaise: cess[at] ?? zero,
  }))
}

/** The services as they were charged, for reading and print. */
export const servicesOf = (draft: Draft, settled: SettledLanded) =>
  draft.lines.map((line, at) => {
    const { taxablePaise, igstPaise, cgstPaise, sgstPaise, cessPaise } = settled.lines[at] as SettledLine
    return { ...line, taxablePaise, igstPaise, cgstPaise, sgstPaise, cessPaise }
  })

function documentOf(draft: Draft, facts: LandedFacts, settled: SettledLanded): NewDocument {
  const { supplier, over } = facts
  const sum = (what: 'taxablePaise' | (typeof heads)[number]) => sumPaise(settled.lines.map((line) => line[what]))
  const rcmPaise = sumPaise(settled.lines.map((line, at) => (draft.lines[at]?.reverseCharge ? taxOf(line) : 0)))
  return {
    uid: draft.uid,
    kind: 'landed-cost',
    date: draft.date,
    partyId: supplier?.id ?? null,
    reference: draft.supplierNumber,
    lines: spreadOver(draft, facts, settled).map((spread, at) => lineOf(over[at] as LandingLine, spread)),
    links: [...new Set(over.map(({ documentId }) => documentId))].map((toDocumentId) => ({ toDocumentId, kind: 'note' })),
    lineLinks: over.map((line, at) => ({
      lineNo: at + 1,
      toDocumentId: line.documentId,
      toLineNo: line.line,
      kind: 'note',
      qtyMilli: milli(line.qtyMilli),
    })),
    version: {
      partyName: supplier?.name ?? draft.supplierName ?? 'Cash',
      gstin: supplier?.gstin ?? null,
      category: supplier?.category ?? 'unregistered',
      pos: facts.stateCode,
      supply: settled.supply,
      mode: supplier ? 'credit' : 'cash',
      dueDate: supplier?.dueDate ?? null,
      grossPaise: sum('taxablePaise'),
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: sum('taxablePaise'),
      igstPaise: sum('igstPaise'),
      cgstPaise: sum('cgstPaise'),
      sgstPaise: sum('sgstPaise'),
      cessPaise: sum('cessPaise'),
      roundOffPaise: settled.roundOffPaise,
      totalPaise: settled.totalPaise,
      applied: {
        draftHash: facts.draftHash,
        supplierNumber: draft.supplierNumber,
        supplierDate: draft.supplierDate ?? draft.date,
        basis: draft.basis,
        landedPaise: over.length > 0 ? settled.costPaise : 0,
        reverseChargePaise: rcmPaise,
        services: servicesOf(draft, settled),
      },
    },
  }
}
