import { type DocumentLine, emptyPosting, type LineLink, type NewDocument, type Posting } from '../../shared/accounts/posting.ts'
import { valueLines } from '../../shared/gst/line-value.ts'
import { exceedsMrp } from '../../shared/gst/mrp.ts'
import { checkGoodsIn, checkTwice } from '../../shared/inventory/receiving.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { excessMilli } from '../../shared/purchases/match.ts'
import { basisPoints, milli, rateE4 } from '../../shared/quantity.ts'
import { Refusal, type Warning } from '../../shared/refusal.ts'
import type { Draft, ReceiptFacts, ReceiptLineFacts } from './receipt-facts.ts'

const mostRateE4 = 100_000_000_000

/** A line as it is posted: good and damaged goods of one line of the draft are two, each with one move. */
export type PostedLine = {
  at: number
  facts: ReceiptLineFacts
  batch: string
  qtyMilli: number
  freeMilli: number
  damaged: boolean
  valuePaise: Paise
}
export type Difference = {
  item: string
  orderedMilli: number | null
  shortMilli: number
  excessMilli: number
  damagedMilli: number
}

const worth = (facts: ReceiptLineFacts, qtyMilli: number): Paise => {
  const discountsBp = facts.discountBp > 0 ? [facts.discountBp] : []
  const priced = { qtyMilli, rateE4: facts.rateE4, factor: facts.factor, discountsBp, taxClass: 'nil' as const, rateBp: 0 }
  return valueLines([priced], {})[0]?.valuePaise ?? paise(0)
}

function refuseWrong(draft: Draft, { lines }: ReceiptFacts): void {
  if (draft.challanDate !== null && draft.challanDate > draft.date)
    throw new Refusal('purchases/supplier-date', "The supplier's challan cannot be dated after our entry", 'challanDate')
  for (const [at, line] of draft.lines.entries()) {
    const { item, rateE4: rate } = lines[at] as ReceiptLineFacts
    const details = { item: item.name }
    const step = 10 ** (3 - item.decimals)
    for (const what of ['damagedMilli', 'shortMilli'] as const) {
      if (line[what] < 0)
        throw new Refusal('inventory/quantity-needed', `${item.name}: less than nothing`, `lines.${at}.${what}`, details)
      if (line[what] % step !== 0)
        throw new Refusal('inventory/part-of-a-piece', `${item.name} is not kept in such small parts`, `lines.${at}.${what}`, {
          ...details,
          decimals: item.decimals,
        })
    }
    if (rate > mostRateE4)
      throw new Refusal(
        'purchases/rate-absurd',
        `${item.name}: a rate above ₹1 crore is surely a slip`,
        `lines.${at}.rateE4`,
        details,
      )
    const goods = { ...line, itemId: item.id, qtyMilli: line.qtyMilli + line.damagedMilli }
    if (goods.qtyMilli === 0 && line.freeMilli === 0 && line.shortMilli > 0) continue
    checkGoodsIn({ ...line, itemId: item.id }.qtyMilli < 0 ? { ...line, itemId: item.id } : goods, at, { item, date: draft.date })
  }
}

/** The lines to post. `number` gives a batch number to goods that came without one. Refuses what cannot come in, and a receipt of nothing. */
export function linesOfDraft(draft: Draft, facts: ReceiptFacts, number: ((itemId: number) => string) | null): PostedLine[] {
  refuseWrong(draft, facts)
  const posted = draft.lines.flatMap((line, at): PostedLine[] => {
    const own = facts.lines[at] as ReceiptLineFacts
    const good = line.qtyMilli + line.freeMilli > 0
    if (!good && line.damagedMilli === 0) return []
    const batch = line.batch === '' && number ? number(own.item.id) : line.batch
    const common = { at, facts: own, batch }
    const parts: PostedLine[] = []
    if (good)
      parts.push({
        ...common,
        qtyMilli: line.qtyMilli,
        freeMilli: line.freeMilli,
        damaged: false,
        valuePaise: worth(own, line.qtyMilli),
      })
    if (line.damagedMilli > 0)
      parts.push({
        ...common,
        qtyMilli: line.damagedMilli,
        freeMilli: 0,
        damaged: true,
        valuePaise: worth(own, line.damagedMilli),
      })
    return parts
  })
  if (posted.length === 0) throw new Refusal('purchases/nothing-came', 'Nothing came: there is nothing to receive', 'lines')
  const first = new Map(posted.map((line) => [line.at, line.batch]))
  checkTwice(
    draft.lines.flatMap((line, at) => {
      const batch = first.get(at)
      return batch === undefined ? [] : [{ ...line, itemId: (facts.lines[at] as ReceiptLineFacts).item.id, batch }]
    }),
  )
  return posted
}

/** What differs from the challan and the order, line by line of the draft; what differs in nothing is left out. */
export function differencesOf(draft: Draft, facts: ReceiptFacts, overBp: number): (Difference & { at: number })[] {
  const received = new Map<string, number>()
  return draft.lines.flatMap((line, at) => {
    const { item, order } = facts.lines[at] as ReceiptLineFacts
    const came = line.qtyMilli + line.damagedMilli
    let excess = 0
    if (order) {
      const key = `${order.documentId} ${order.line}`
      const before = received.get(key) ?? 0
      received.set(key, before + came)
      const all = excessMilli(order.qtyMilli, order.pendingMilli, before + came, overBp)
      excess = Math.min(all, came)
    }
    if (excess === 0 && line.shortMilli === 0 && line.damagedMilli === 0) return []
    return [
      {
        at,
        item: item.name,
        orderedMilli: order?.qtyMilli ?? null,
        shortMilli: line.shortMilli,
        excessMilli: excess,
        damagedMilli: line.damagedMilli,
      },
    ]
  })
}

/** Rates that, with tax, pass the printed MRP. */
export const receiptDoubts = (draft: Draft, { lines }: ReceiptFacts): Warning[] =>
  draft.lines.flatMap((line, at): Warning[] => {
    const { item, rateE4: rate, factor } = lines[at] as ReceiptLineFacts
    const gstBp = item.tax?.class === 'taxable' ? item.tax.rateBp : 0
    const price = { rateE4: rate, factor, packFactor: item.saleFactor, gstBp }
    return line.mrpPaise !== null && line.qtyMilli > 0 && exceedsMrp(price, line.mrpPaise)
      ? [{ code: 'purchases/above-mrp', field: `lines.${at}.rateE4`, details: { item: item.name } }]
      : []
  })

/**
 * Goods received (model rule 10): Dr Inventory, Cr Goods received not billed, at the expected cost; free units share the paid value and no
 * tax is in it yet. `batchIds` are in the order of the posted lines.
 */
export function postGoodsReceipt(
  draft: Draft,
  facts: ReceiptFacts,
  lines: readonly PostedLine[],
  more: { batchIds: readonly number[]; differences: readonly Difference[] },
): { document: NewDocument; posting: Posting } {
  const { accounts } = facts
  const total = sumPaise(lines.map((line) => line.valuePaise))
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger:
      total === 0
        ? []
        : [
            { accountId: accounts.inventory, amountPaise: total },
            { accountId: accounts.purchasesNotBilled, amountPaise: paise(-total) },
          ],
    moves: lines.map((line, at) => ({
      itemId: line.facts.item.id,
      batchId: more.batchIds[at] as number,
      locationId: line.damaged ? facts.quarantineId : facts.locationId,
      qtyMilli: milli(line.qtyMilli + line.freeMilli),
      kind: 'purchase',
    })),
    values: lines.map((line, at) => ({
      move: { at },
      itemId: line.facts.item.id,
      amountPaise: line.valuePaise,
      kind: 'receipt',
    })),
  }
  return { document: documentOf(draft, facts, lines, { ...more, total }), posting }
}

function lineOf(
  draft: Draft,
  { at, facts, qtyMilli, freeMilli, damaged, valuePaise }: PostedLine,
  batchId: number,
): DocumentLine {
  const zero = paise(0)
  const { item } = facts
  const grossPaise = worth({ ...facts, discountBp: 0 }, qtyMilli)
  return {
    itemId: item.id,
    batchId,
    description: item.name,
    hsn: item.tax?.hsn ?? '',
    uqc: item.uqc,
    unit: facts.unit,
    factor: facts.factor,
    qtyMilli: milli(qtyMilli),
    freeMilli: milli(freeMilli),
    rateE4: rateE4(facts.rateE4),
    mrpPaise: draft.lines[at]?.mrpPaise ?? null,
    grossPaise,
    discountPaise: paise(grossPaise - valuePaise),
    discount:
      facts.discountBp > 0 || damaged
        ? { ...(facts.discountBp > 0 ? { discountsBp: [facts.discountBp] } : {}), ...(damaged ? { damaged: true } : {}) }
        : null,
    taxClass: item.tax?.class ?? 'nil',
    rateBp: basisPoints(0),
    taxablePaise: valuePaise,
    igstPaise: zero,
    cgstPaise: zero,
    sgstPaise: zero,
    cessPaise: zero,
  }
}

function documentOf(
  draft: Draft,
  { supplier, stateCode, draftHash }: ReceiptFacts,
  lines: readonly PostedLine[],
  { batchIds, differences, total }: { batchIds: readonly number[]; differences: readonly Difference[]; total: Paise },
): NewDocument {
  const zero = paise(0)
  const posted = lines.map((line, at) => lineOf(draft, line, batchIds[at] as number))
  const lineLinks = lines.flatMap(({ facts: { order }, qtyMilli }, at): LineLink[] =>
    order
      ? [{ lineNo: at + 1, toDocumentId: order.documentId, toLineNo: order.line, kind: 'order', qtyMilli: milli(qtyMilli) }]
      : [],
  )
  return {
    uid: draft.uid,
    kind: 'goods-receipt',
    date: draft.date,
    partyId: supplier.id,
    reference: draft.challanNumber,
    lines: posted,
    lineLinks,
    links: [...new Set(lineLinks.map(({ toDocumentId }) => toDocumentId))].map((toDocumentId) => ({
      toDocumentId,
      kind: 'order',
    })),
    version: {
      partyName: supplier.name,
      gstin: supplier.gstin,
      category: supplier.category,
      pos: stateCode,
      supply: 'intra',
      mode: 'none',
      dueDate: null,
      grossPaise: sumPaise(posted.map((line) => line.grossPaise)),
      discountPaise: sumPaise(posted.map((line) => line.discountPaise)),
      chargesPaise: zero,
      taxablePaise: total,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise: total,
      applied: { draftHash, challanDate: draft.challanDate, notes: draft.notes, differences },
    },
  }
}
