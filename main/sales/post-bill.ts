import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type NewDocument,
  type Posting,
  type TaxLine,
} from '../../shared/accounts/posting.ts'
import { addDays, taxPeriod } from '../../shared/calendar.ts'
import type { SettledLine } from '../../shared/gst/tax.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'
import { type PaidMode, type PricedBill, type PricingFacts, priceBill } from '../../shared/sales/price-bill.ts'
import type { AccountIds } from '../accounts/account-store.ts'
import type { Wanted } from '../inventory/availability.ts'
import type { Draft, PostingFacts, SoldItem } from './bill-facts.ts'
import { appliedRule, priceDoubts } from './bill-prices.ts'
import { checkDraft, checkPriced, doubtsOf } from './bill-rules.ts'
import type { Doubt } from './doubts.ts'

/** What a bill does to the books, but for the number (the ledger gives it) and the cost of its goods (inventory works it out). */
export type BillEntry = { document: NewDocument; posting: Posting; doubts: Doubt[]; wanted: Wanted[]; priced: PricedBill }

const minus = (amount: Paise) => paise(-amount)

/** The account a paid mode is received in. */
export function modeAccount(accounts: AccountIds, mode: PaidMode): number {
  return { cash: accounts.cash, upi: accounts.upi, card: accounts.card, cheque: accounts.cheques, bank: accounts.bank }[mode]
}

/**
 * Draft + facts → entry; pure. Prices with the function the screen shows (shared/sales/price-bill.ts), refuses what the rules
 * refuse, and gives back what is in doubt. A known party owes the whole bill and has paid part of it in the same entry, so its
 * outstanding is always the open items; a walk-in customer pays at once and owes nothing.
 */
export function postBill(draft: Draft, facts: PostingFacts): BillEntry {
  checkDraft(draft, facts)
  const { buyer } = facts
  const pricing: PricingFacts = {
    firmState: facts.firm.stateCode,
    firmRegistered: facts.firm.gstin !== null,
    buyer: buyer && { category: buyer.category, stateCode: buyer.stateCode },
    roundOff: facts.roundOff,
    taxes: draft.lines.map((line) => (facts.items.get(line.itemId) as SoldItem).tax),
  }
  const priced = priceBill(draft, pricing)
  checkPriced(draft, facts, priced)
  // without an agreed term nothing falls due, and nothing is ever late
  const term = buyer ? buyer.creditDays : null
  const agreed = term === null ? null : addDays(draft.date, term)
  const dueDate = priced.payment.creditPaise > 0 ? agreed : null
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    // also when it is paid: a paid bill may become a credit bill later
    ...ledgerOf(facts, priced, agreed),
    tax: taxLines(draft, facts, priced),
    moves: draft.lines.map((line) => ({
      itemId: line.itemId,
      batchId: line.batchId,
      locationId: line.locationId,
      qtyMilli: milli(-(line.qtyMilli + line.freeMilli)),
      kind: 'sale',
    })),
  }
  return {
    document: documentOf(draft, facts, priced, dueDate),
    posting,
    doubts: [
      ...doubtsOf(draft, facts, priced),
      ...facts.held,
      ...priceDoubts(draft, facts.prices, priced, pricing, (id) => facts.items.get(id)?.name ?? ''),
    ],
    wanted: posting.moves.map((move, index) => ({ ...move, field: `lines.${index}.qtyMilli` })),
    priced,
  }
}

function ledgerOf(
  { accounts, buyer }: PostingFacts,
  { settled, payment }: PricedBill,
  dueDate: Draft['date'] | null,
): Pick<Posting, 'ledger' | 'allocations'> {
  const received: LedgerLine[] = payment.paid.map((part) => ({
    accountId: modeAccount(accounts, part.mode),
    amountPaise: part.amountPaise,
  }))
  const owed: LedgerLine[] = buyer
    ? [{ accountId: buyer.accountId, partyId: buyer.id, amountPaise: settled.totalPaise, due: dueDate ?? undefined }]
    : []
  const settles: LedgerLine[] = buyer
    ? [{ accountId: buyer.accountId, partyId: buyer.id, amountPaise: minus(payment.paidPaise) }]
    : []
  const sold: LedgerLine[] = [
    { accountId: accounts.sales, amountPaise: minus(settled.taxablePaise) },
    { accountId: accounts.outputIgst, amountPaise: minus(settled.igstPaise) },
    { accountId: accounts.outputCgst, amountPaise: minus(settled.cgstPaise) },
    { accountId: accounts.outputSgst, amountPaise: minus(settled.sgstPaise) },
    { accountId: accounts.outputCess, amountPaise: minus(settled.cessPaise) },
    { accountId: accounts.roundOff, amountPaise: minus(settled.roundOffPaise) },
  ]
  const some = (lines: LedgerLine[]) => lines.filter((line) => line.amountPaise !== 0)
  const ledger = [...some(owed), ...some(sold), ...some(received), ...some(settles)]
  if (!buyer || payment.paidPaise === 0) return { ledger, allocations: [] }
  // the bill is the first line, what settles it the last
  return {
    ledger,
    allocations: [{ from: { posting: 0, line: ledger.length - 1 }, to: { posting: 0, line: 0 }, amountPaise: payment.paidPaise }],
  }
}

/** Σ per class, rate, HSN and unit: what GST returns add up. Free goods count in the quantity (gst-rules.md §2.6). */
function taxLines(draft: Draft, { items, buyer }: PostingFacts, { settled, pos }: PricedBill): TaxLine[] {
  const groups = new Map<string, TaxLine>()
  for (const [index, line] of draft.lines.entries()) {
    const figures = settled.lines[index] as SettledLine
    const { tax, uqc } = items.get(line.itemId) as SoldItem
    const key = `${figures.taxClass} ${figures.rateBp} ${tax.hsn} ${uqc}`
    const sum = groups.get(key)
    groups.set(key, {
      direction: 'out',
      docClass: 'invoice',
      gstin: buyer?.gstin ?? null,
      pos,
      class: figures.taxClass,
      rateBp: basisPoints(figures.rateBp),
      hsn: tax.hsn,
      uqc,
      qtyMilli: milli((sum?.qtyMilli ?? 0) + line.qtyMilli + line.freeMilli),
      taxablePaise: paise((sum?.taxablePaise ?? 0) + figures.taxablePaise),
      igstPaise: paise((sum?.igstPaise ?? 0) + figures.igstPaise),
      cgstPaise: paise((sum?.cgstPaise ?? 0) + figures.cgstPaise),
      sgstPaise: paise((sum?.sgstPaise ?? 0) + figures.sgstPaise),
      cessPaise: paise((sum?.cessPaise ?? 0) + figures.cessPaise),
      reverseCharge: false,
      itcClass: null,
      returnPeriod: taxPeriod(draft.date),
    })
  }
  return [...groups.values()]
}

function documentOf(
  draft: Draft,
  facts: PostingFacts,
  { settled, pos, supply, payment }: PricedBill,
  dueDate: Draft['date'] | null,
): NewDocument {
  const { buyer } = facts
  return {
    uid: draft.uid,
    kind: 'sale',
    date: draft.date,
    partyId: buyer?.id ?? null,
    reference: null,
    version: {
      partyName: buyer?.name ?? draft.walkIn?.name ?? 'Cash',
      gstin: buyer?.gstin ?? null,
      category: buyer?.category ?? 'unregistered',
      pos,
      supply,
      mode: payment.mode,
      dueDate,
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
      applied: appliedOf(draft, facts, payment, pos),
    },
    lines: draft.lines.map((line, index) => documentLine(line, settled.lines[index] as SettledLine, facts)),
    links: facts.sources.links,
    lineLinks: facts.sources.lineLinks,
  }
}

function appliedOf(draft: Draft, { firm, buyer, draftHash }: PostingFacts, payment: PricedBill['payment'], pos: string) {
  const nobody = {
    code: null,
    localName: null,
    phone: draft.walkIn?.phone ?? null,
    type: 'consumer',
    tier: 'retail',
    address: { line1: null, line2: null, city: null, pin: null, stateCode: draft.walkIn?.stateCode ?? pos },
    licences: [],
  }
  return {
    firm,
    buyer: buyer?.applied ?? nobody,
    paid: payment.paid,
    creditPaise: payment.creditPaise,
    documentDiscountPaise: draft.discountPaise,
    pricesIncludeTax: draft.pricesIncludeTax,
    zeroRated: draft.zeroRated,
    salesman: draft.salesman,
    narration: draft.narration,
    ...(draft.prescription ? { prescription: draft.prescription } : {}),
    draftHash,
  }
}

function documentLine(
  line: Draft['lines'][number],
  figures: SettledLine,
  { items, batches, prices }: PostingFacts,
): DocumentLine {
  const item = items.get(line.itemId) as SoldItem
  const rule = appliedRule(line, prices.items.get(line.itemId))
  const how = {
    ...(rule ? { rule } : {}),
    ...(line.discountsBp.length ? { percentsBp: line.discountsBp } : {}),
    ...(line.discountPaise ? { flatPaise: line.discountPaise } : {}),
    ...(figures.documentDiscountPaise ? { documentPaise: figures.documentDiscountPaise } : {}),
    ...(figures.chargesPaise ? { chargesPaise: figures.chargesPaise } : {}),
  }
  return {
    itemId: line.itemId,
    batchId: line.batchId,
    description: item.name,
    hsn: item.tax.hsn,
    uqc: item.uqc,
    unit: line.unit,
    factor: line.factor,
    qtyMilli: line.qtyMilli,
    freeMilli: line.freeMilli,
    rateE4: line.rateE4,
    mrpPaise: batches.get(line.batchId)?.effectiveMrpPaise ?? null,
    grossPaise: figures.grossPaise,
    discountPaise: sumPaise([figures.discountPaise, figures.documentDiscountPaise]),
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
