import type { z } from 'zod'
import { type DocumentLine, emptyPosting, type NewDocument, type Posting, type StockMove } from '../../shared/accounts/posting.ts'
import type { OpeningStock } from '../../shared/inventory/contract.ts'
import { noHeads } from '../../shared/inventory/credit-heads.ts'
import { checkGoodsIn, checkTwice, mostPerLinePaise } from '../../shared/inventory/receiving.ts'
import { isSlab } from '../../shared/items/tax-rates.ts'
import { paise, share, sumPaise } from '../../shared/money.ts'
import { basisPoints, formatBasisPoints, milli, rateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { ItemFacts } from './item-facts.ts'

type Draft = z.output<typeof OpeningStock>
export type OpeningFacts = {
  items: ReadonlyMap<number, ItemFacts>
  /** In the order of the lines. */
  batchIds: readonly number[]
  locationId: number
  stateCode: string
  accounts: { inventory: number; openingBalance: number }
  draftHash: string
}

/** Refuses opening stock that cannot be: see `checkGoodsIn`, a value below zero or absurd, and a credit at no rate of tax. */
export function checkOpeningStock(draft: Draft, items: ReadonlyMap<number, ItemFacts>): void {
  for (const [at, line] of draft.lines.entries()) {
    const item = items.get(line.itemId)
    checkGoodsIn(line, at, { item, date: draft.date })
    if (line.valuePaise < 0)
      throw new Refusal(
        'inventory/value-negative',
        `${item?.name}: stock is not worth less than nothing`,
        `lines.${at}.valuePaise`,
        { item: item?.name ?? '' },
      )
    if (line.valuePaise > mostPerLinePaise)
      throw new Refusal(
        'inventory/value-absurd',
        `${item?.name}: more than ₹10 crore on one line is surely a slip`,
        `lines.${at}.valuePaise`,
        { item: item?.name ?? '' },
      )
    if (line.credit && (line.credit.rateBp === 0 || !isSlab(line.credit.rateBp)))
      throw new Refusal('inventory/credit-rate', `${item?.name}: no such rate of tax`, `lines.${at}.credit`, {
        item: item?.name ?? '',
        rate: formatBasisPoints(line.credit.rateBp),
      })
  }
  checkTwice(draft.lines)
}

/** Tax on the value of a line, by head: what was availed when it was bought. */
function creditOf({ valuePaise, credit }: Draft['lines'][number]): Pick<StockMove, 'itc'> {
  if (!credit || valuePaise === 0) return {}
  const half = credit.supply === 'intra' ? share(valuePaise, credit.rateBp, 20_000) : paise(0)
  const igstPaise = credit.supply === 'inter' ? share(valuePaise, credit.rateBp, 10_000) : paise(0)
  const heads = { ...noHeads, igstPaise, cgstPaise: half, sgstPaise: half }
  return { itc: { ...heads, rateBp: credit.rateBp, supplierId: null } }
}

/** Opening stock as a document: Dr Inventory, Cr Opening balance difference, a receipt a line. No tax is in it; credit once availed is noted on the receipts. */
export function postOpeningStock(draft: Draft, facts: OpeningFacts): { document: NewDocument; posting: Posting } {
  const zero = paise(0)
  const total = sumPaise(draft.lines.map((line) => line.valuePaise))
  const lines = draft.lines.map((line, at): DocumentLine => {
    const item = facts.items.get(line.itemId) as ItemFacts
    return {
      itemId: item.id,
      batchId: facts.batchIds[at] as number,
      description: item.name,
      hsn: item.hsn,
      uqc: item.uqc,
      unit: item.saleUnit,
      factor: item.saleFactor,
      qtyMilli: line.qtyMilli,
      freeMilli: milli(0),
      // for reading only: what is posted is the value
      rateE4: rateE4(share(line.valuePaise, 100 * 1000 * item.saleFactor, line.qtyMilli)),
      mrpPaise: line.mrpPaise,
      grossPaise: line.valuePaise,
      discountPaise: zero,
      discount: null,
      taxClass: item.taxClass,
      rateBp: basisPoints(0),
      taxablePaise: zero,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
    }
  })
  const document: NewDocument = {
    uid: draft.uid,
    kind: 'opening-stock',
    date: draft.date,
    partyId: null,
    reference: null,
    links: [],
    lines,
    version: {
      partyName: '',
      gstin: null,
      category: 'unregistered',
      pos: facts.stateCode,
      supply: 'intra',
      mode: 'none',
      dueDate: null,
      grossPaise: total,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: zero,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise: total,
      applied: { draftHash: facts.draftHash },
    },
  }
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger:
      total === 0
        ? []
        : [
            { accountId: facts.accounts.inventory, amountPaise: total },
            { accountId: facts.accounts.openingBalance, amountPaise: paise(-total) },
          ],
    moves: draft.lines.map((line, at) => ({
      itemId: line.itemId,
      batchId: facts.batchIds[at] as number,
      locationId: facts.locationId,
      qtyMilli: line.qtyMilli,
      kind: 'opening',
      ...creditOf(line),
    })),
    values: draft.lines.map((line, at) => ({ move: { at }, itemId: line.itemId, amountPaise: line.valuePaise, kind: 'receipt' })),
  }
  return { document, posting }
}
