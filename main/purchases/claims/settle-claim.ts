import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type NewDocument,
  type Posting,
} from '../../../shared/accounts/posting.ts'
import { type Heads, headKeys, noHeads, sumHeads } from '../../../shared/inventory/credit-heads.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { basisPoints, milli } from '../../../shared/quantity.ts'
import { inputTax } from '../input-tax.ts'
import type { SentLine } from './claim-lines.ts'
import type { Answer, SettleFacts } from './settle-facts.ts'

const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]
const least = (a: number, b: number): Paise => paise(Math.min(a, b))

/**
 * The answer as a posting: Dr the supplier what he credits, Cr Purchase price variance before tax (the cost entry debits it with what
 * the goods leave at) and Cr input tax at the rates availed; refused goods change their place back.
 */
export function postedAnswer(answer: Answer, facts: SettleFacts): { document: NewDocument; posting: Posting; totalPaise: Paise } {
  const { accounts, supplier, claim, pieces, back, awayId } = facts
  const creditPaise = sumPaise(pieces.map((piece) => piece.creditPaise))
  const tax = Object.fromEntries(headKeys.map((head) => [head, sumPaise(pieces.map((piece) => piece.tax[head]))])) as Heads
  const totalPaise = paise(creditPaise + sumHeads(tax))
  const posting: Posting = {
    ...emptyPosting('document', answer.date),
    ledger: [
      ...(totalPaise === 0 ? [] : [{ accountId: supplier.accountId, partyId: claim.partyId, amountPaise: totalPaise }]),
      ...some(accounts.inputIgst, -tax.igstPaise),
      ...some(accounts.inputCgst, -tax.cgstPaise),
      ...some(accounts.inputSgst, -tax.sgstPaise),
      ...some(accounts.inputCess, -tax.cessPaise),
      ...some(accounts.priceVariance, -creditPaise),
    ],
    tax: answer.gst
      ? inputTax(
          pieces
            .filter((piece) => piece.rateBp > 0)
            .map((piece) => ({
              figures: {
                taxClass: 'taxable' as const,
                rateBp: piece.rateBp,
                taxablePaise: -piece.creditPaise,
                igstPaise: -piece.tax.igstPaise,
                cgstPaise: -piece.tax.cgstPaise,
                sgstPaise: -piece.tax.sgstPaise,
                cessPaise: -piece.tax.cessPaise,
              },
              hsn: piece.sent.hsn,
              uqc: piece.sent.uqc,
              qtyMilli: -piece.qtyMilli,
              itc: 'inputs' as const,
              reverseCharge: false,
            })),
          {
            docClass: 'debit-note',
            date: answer.date,
            gstin: supplier.gstin,
            pos: facts.stateCode,
            registered: facts.registered,
          },
        )
      : [],
    moves: [
      ...pieces.map(({ sent, receipt, qtyMilli }) => ({
        itemId: sent.itemId,
        batchId: sent.batchId,
        locationId: awayId,
        qtyMilli: milli(-qtyMilli),
        kind: 'purchase-return' as const,
        ...(receipt === null ? {} : { ofMove: receipt }),
      })),
      ...back.map(({ sent, qtyMilli }) => ({
        ...goodsOf(sent),
        locationId: awayId,
        qtyMilli: milli(-qtyMilli),
        kind: 'transfer' as const,
      })),
      ...back.map(({ sent, qtyMilli }) => ({
        ...goodsOf(sent),
        locationId: sent.locationId,
        qtyMilli: milli(qtyMilli),
        kind: 'transfer' as const,
      })),
    ],
    itcChanges: pieces.flatMap(({ receipt, availed, tax: own, rateBp }) => {
      if (receipt === null || headKeys.every((head) => availed[head] === 0)) return []
      // credited above what it was bought for, their tax is more than was availed on these goods
      const taken = Object.fromEntries(headKeys.map((head) => [head, paise(-least(availed[head], own[head]))])) as Heads
      return [{ move: { id: receipt }, ...taken, rateBp: basisPoints(rateBp), supplierId: claim.partyId }]
    }),
  }
  return { document: documentOf(answer, facts, { creditPaise, tax, totalPaise }), posting, totalPaise }
}

const goodsOf = ({ itemId, batchId }: SentLine) => ({ itemId, batchId })

type Sums = { creditPaise: Paise; tax: Heads; totalPaise: Paise }
type Row = { sent: SentLine; qtyMilli: number; creditPaise: Paise; rateBp: number; tax: Heads; back: boolean }

const lineOf = ({ sent, qtyMilli, creditPaise, rateBp, tax, back }: Row): DocumentLine => ({
  itemId: sent.itemId,
  batchId: sent.batchId,
  description: sent.item,
  hsn: sent.hsn,
  uqc: sent.uqc,
  unit: sent.saleUnit,
  factor: sent.saleFactor,
  qtyMilli: milli(qtyMilli),
  freeMilli: milli(0),
  rateE4: sent.rateE4,
  mrpPaise: null,
  grossPaise: creditPaise,
  discountPaise: paise(0),
  discount: { back: back ? 1 : 0 },
  taxClass: rateBp > 0 ? 'taxable' : 'exempt',
  rateBp: basisPoints(rateBp),
  taxablePaise: creditPaise,
  ...tax,
})

function documentOf(answer: Answer, facts: SettleFacts, { creditPaise, tax, totalPaise }: Sums): NewDocument {
  const { claim, supplier } = facts
  const rows: Row[] = [
    ...facts.pieces.map((piece) => ({ ...piece, back: false })),
    ...facts.back.map((one) => ({ ...one, creditPaise: paise(0), rateBp: 0, tax: noHeads, back: true })),
  ]
  return {
    uid: answer.uid,
    kind: 'claim-credit',
    date: answer.date,
    partyId: claim.partyId,
    reference: answer.supplierNote,
    links: [{ toDocumentId: claim.id, kind: 'note' }],
    lines: rows.map(lineOf),
    lineLinks: rows.map((row, at) => ({
      lineNo: at + 1,
      toDocumentId: claim.id,
      toLineNo: row.sent.line,
      kind: 'note',
      qtyMilli: milli(row.qtyMilli),
    })),
    version: {
      partyName: claim.supplier,
      gstin: supplier.gstin,
      category: supplier.category,
      pos: facts.stateCode,
      supply: claim.supply,
      mode: 'credit',
      dueDate: null,
      grossPaise: creditPaise,
      discountPaise: paise(0),
      chargesPaise: paise(0),
      taxablePaise: creditPaise,
      ...tax,
      roundOffPaise: paise(0),
      totalPaise,
      applied: { draftHash: facts.draftHash, claim: claim.number, gst: answer.gst },
    },
  }
}
