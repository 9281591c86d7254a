import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type NewDocument,
  type Posting,
} from '../../shared/accounts/posting.ts'
import { returnedFigures } from '../../shared/gst/returned.ts'
import { roundOffOf } from '../../shared/gst/tax.ts'
import { type Paise, paise, share, sumPaise } from '../../shared/money.ts'
import { isCredited } from '../../shared/purchases/price-bill.ts'
import { basisPoints, milli, type RateE4 } from '../../shared/quantity.ts'
import { inputTax } from './input-tax.ts'
import type { Draft, ReturnFacts } from './return-facts.ts'
import type { BillLine } from './shown-bill.ts'

export const heads = ['igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const
const figures = ['taxablePaise', ...heads] as const
export type Figures = Record<(typeof figures)[number], Paise>
export type SettledReturn = { lines: readonly Figures[]; roundOffPaise: Paise; totalPaise: Paise }

/**
 * What goes back is worth its share of the bill's figures by quantity; the last of a line takes the remainder, so returns never add up to more
 * than was bought (gst-rules.md §2.3). Free units are worth nothing.
 */
function figuresOf(line: Draft['lines'][number], bought: BillLine): Figures {
  const zero = paise(0)
  if (line.qtyMilli === 0) return { taxablePaise: zero, igstPaise: zero, cgstPaise: zero, sgstPaise: zero, cessPaise: zero }
  return returnedFigures({
    original: bought,
    billedQtyMilli: bought.qtyMilli,
    beforeQtyMilli: bought.returnedMilli,
    beforeFigures: bought.returned,
    qtyMilli: line.qtyMilli,
  })
}

export function settleReturn(draft: Draft, facts: ReturnFacts): SettledReturn {
  const lines = draft.lines.map((line, at) => figuresOf(line, facts.lines[at] as BillLine))
  const whole = sumPaise(lines.flatMap((line) => figures.map((what) => line[what])))
  const roundOffPaise = facts.roundOff ? roundOffOf(whole) : paise(0)
  return { lines, roundOffPaise, totalPaise: paise(whole + roundOffPaise) }
}

const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]

function ledgerOf(facts: ReturnFacts, back: SettledReturn): LedgerLine[] {
  const { accounts, supplier } = facts
  const credited = back.lines.filter((_, at) => isCredited((facts.lines[at] as BillLine).itc, facts.registered))
  const cost = back.lines.filter((line) => !credited.includes(line))
  const sum = (head: (typeof heads)[number]) => -sumPaise(credited.map((line) => line[head]))
  const worth = sumPaise([
    ...back.lines.map((line) => line.taxablePaise),
    ...cost.flatMap((line) => heads.map((head) => line[head])),
  ])
  const due: LedgerLine = { accountId: supplier.accountId, partyId: supplier.id, amountPaise: back.totalPaise }
  return [
    ...(back.totalPaise === 0 ? [] : [due]),
    ...some(accounts.inputIgst, sum('igstPaise')),
    ...some(accounts.inputCgst, sum('cgstPaise')),
    ...some(accounts.inputSgst, sum('sgstPaise')),
    ...some(accounts.inputCess, sum('cessPaise')),
    ...some(accounts.priceVariance, -worth),
    ...some(accounts.roundOff, -back.roundOffPaise),
  ]
}

const negative = (amount: number) => paise(-amount)

/**
 * Goods back to the supplier (model rule 10): Dr the supplier, Cr input tax at the bill's rates, Cr Purchase price variance what they were bought
 * for; the cost entry debits it with what they leave at, so that the difference stays there. The debit is set against the bill.
 */
export function postPurchaseReturn(
  draft: Draft,
  facts: ReturnFacts,
  back: SettledReturn,
): { document: NewDocument; posting: Posting } {
  const { supplier, owed } = facts
  const against = Math.min(owed?.leftPaise ?? 0, back.totalPaise)
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger: ledgerOf(facts, back),
    tax: inputTax(
      back.lines.map((line, at) => {
        const bought = facts.lines[at] as BillLine
        const { taxClass, rateBp, hsn, uqc, itc } = bought
        const own = { taxClass: taxClass as never, rateBp }
        const away = Object.fromEntries(figures.map((what) => [what, -line[what]])) as Record<(typeof figures)[number], number>
        const { qtyMilli, freeMilli } = draft.lines[at] as Draft['lines'][number]
        return { figures: { ...own, ...away }, hsn, uqc, qtyMilli: -(qtyMilli + freeMilli), itc, reverseCharge: false }
      }),
      { docClass: 'debit-note', date: draft.date, gstin: supplier.gstin, pos: facts.stateCode, registered: facts.registered },
    ),
    moves: draft.lines.map((line, at) => {
      const bought = facts.lines[at] as BillLine
      return {
        itemId: bought.itemId,
        batchId: bought.batchId as number,
        locationId: line.locationId ?? bought.locationId,
        qtyMilli: milli(-(line.qtyMilli + line.freeMilli)),
        kind: 'purchase-return',
        ofMove: bought.moveId,
      }
    }),
    itcChanges: back.lines.flatMap((line, at) => {
      const bought = facts.lines[at] as BillLine
      if (!isCredited(bought.itc, facts.registered) || heads.every((head) => line[head] === 0)) return []
      return [
        {
          move: { id: bought.moveId },
          igstPaise: negative(line.igstPaise),
          cgstPaise: negative(line.cgstPaise),
          sgstPaise: negative(line.sgstPaise),
          cessPaise: negative(line.cessPaise),
          rateBp: basisPoints(bought.rateBp),
          supplierId: supplier.id,
        },
      ]
    }),
    allocations:
      owed && against > 0 ? [{ from: { id: owed.openItem }, to: { posting: 0, line: 0 }, amountPaise: paise(against) }] : [],
  }
  return { document: documentOf(draft, facts, back), posting }
}

function lineOf(line: Draft['lines'][number], bought: BillLine, back: Figures): DocumentLine {
  const grossPaise = bought.qtyMilli === 0 ? paise(0) : share(bought.grossPaise, line.qtyMilli, bought.qtyMilli)
  return {
    itemId: bought.itemId,
    batchId: bought.batchId,
    description: bought.item,
    hsn: bought.hsn,
    uqc: bought.uqc,
    unit: bought.unit,
    factor: bought.factor,
    qtyMilli: line.qtyMilli,
    freeMilli: line.freeMilli,
    rateE4: bought.rateE4 as RateE4,
    mrpPaise: bought.mrpPaise,
    grossPaise,
    discountPaise: paise(grossPaise - back.taxablePaise),
    discount: bought.itc === 'inputs' ? null : { itc: bought.itc },
    taxClass: bought.taxClass as DocumentLine['taxClass'],
    rateBp: basisPoints(bought.rateBp),
    ...back,
  }
}

function documentOf(draft: Draft, facts: ReturnFacts, back: SettledReturn): NewDocument {
  const { supplier, bill } = facts
  const lines = draft.lines.map((line, at) => lineOf(line, facts.lines[at] as BillLine, back.lines[at] as Figures))
  const sum = (what: keyof Figures) => sumPaise(lines.map((line) => line[what]))
  return {
    uid: draft.uid,
    kind: 'purchase-return',
    date: draft.date,
    partyId: supplier.id,
    reference: draft.supplierNote,
    lines,
    links: [{ toDocumentId: bill.id, kind: 'return' }],
    lineLinks: draft.lines.map((line, at) => ({
      lineNo: at + 1,
      toDocumentId: bill.id,
      toLineNo: line.line,
      kind: 'return',
      qtyMilli: line.qtyMilli,
    })),
    version: {
      partyName: supplier.name,
      gstin: supplier.gstin,
      category: supplier.category,
      pos: facts.stateCode,
      supply: bill.supply as NewDocument['version']['supply'],
      mode: 'credit',
      dueDate: null,
      grossPaise: sumPaise(lines.map((line) => line.grossPaise)),
      discountPaise: sumPaise(lines.map((line) => line.discountPaise)),
      chargesPaise: paise(0),
      taxablePaise: sum('taxablePaise'),
      igstPaise: sum('igstPaise'),
      cgstPaise: sum('cgstPaise'),
      sgstPaise: sum('sgstPaise'),
      cessPaise: sum('cessPaise'),
      roundOffPaise: back.roundOffPaise,
      totalPaise: back.totalPaise,
      applied: { draftHash: facts.draftHash, reason: draft.reason, billNumber: bill.number, supplierNumber: bill.supplierNumber },
    },
  }
}
