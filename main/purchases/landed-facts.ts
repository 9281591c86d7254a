import type { z } from 'zod'
import { addDays, type LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, share, sumPaise } from '../../shared/money.ts'
import type { LandedCost } from '../../shared/purchases/match-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { refuseDuplicate } from './bill-facts.ts'
import { linesOfReceipt } from './received-lines.ts'
import { linesOfBill, liveBill } from './shown-bill.ts'
import { chargesNoTax, type SupplierFacts, supplierOn } from './supplier-facts.ts'

export type Draft = z.output<typeof LandedCost>
/** Received goods that cost lands on. */
export type LandingLine = {
  documentId: number
  line: number
  date: LocalDate
  moveId: number
  itemId: number
  item: string
  hsn: string
  batchId: number
  unit: string
  factor: number
  qtyMilli: number
  valuePaise: number
  weight: number
}
export type LandedFacts = {
  accounts: AccountIds
  registered: boolean
  stateCode: string
  roundOff: boolean
  supplier: (SupplierFacts & { dueDate: LocalDate | null }) | null
  over: readonly LandingLine[]
  draftHash: string
}

/** What a receipt is worth by now: as received, corrected by its bill, with what landed on it before. */
const worthOf = (db: Reader, moveId: number): number =>
  db.must(text<{ amount: number }>`
    select coalesce(sum(amount), 0) as amount from stock_value where move_id = ${moveId} and kind in ('receipt', 'landed')`)
    .amount

/** What goods weigh by their item, in grams; nothing where the item says nothing. */
export function weightOf(db: Reader, { itemId, qtyMilli }: { itemId: number; qtyMilli: number }): number {
  const item = db.must(sql.selectFrom('item').select(['weight_grams', 'sale_factor']).where('id', '=', itemId))
  return item.weight_grams === null ? 0 : share(item.weight_grams, qtyMilli, 1000 * item.sale_factor)
}

type Found = Omit<LandingLine, 'weight' | 'valuePaise'>
function linesNamed(db: Reader, uid: string): Found[] {
  const received = linesOfReceipt(db, uid)
  if (received.length > 0)
    return received.filter((line) => !line.cancelled).map((line) => ({ ...line, qtyMilli: line.qtyMilli + line.freeMilli }))
  const bill = liveBill(db, uid)
  if (!bill) return []
  return linesOfBill(db, bill.id).map((line) => ({
    ...line,
    documentId: bill.id,
    date: bill.date,
    batchId: line.batchId as number,
    qtyMilli: line.qtyMilli + line.freeMilli,
  }))
}

function landingLines(db: Reader, draft: Draft): LandingLine[] {
  const known = new Map<string, Found[]>()
  const seen = new Set<number>()
  return draft.over.map((ref, at) => {
    let lines = known.get(ref.uid)
    if (!lines) {
      lines = linesNamed(db, ref.uid)
      known.set(ref.uid, lines)
    }
    const found = lines.find(({ line }) => line === ref.line)
    if (!found || found.date > draft.date)
      throw new Refusal('purchases/no-goods', 'These goods had not come on that day', `over.${at}.line`)
    if (seen.has(found.moveId))
      throw new Refusal('purchases/line-twice', `${found.item} is on an earlier line already`, `over.${at}.line`, {
        item: found.item,
      })
    seen.add(found.moveId)
    return { ...found, valuePaise: worthOf(db, found.moveId), weight: ref.weight || weightOf(db, found) }
  })
}

/** Tax that may not be charged: by a supplier who is not registered or under composition, or by nobody at all (gst-rules.md §1.8). */
function refuseTax(draft: Draft, supplier: SupplierFacts | null): void {
  if (supplier && !chargesNoTax(supplier)) return
  const at = draft.lines.findIndex((line) => line.rateBp > 0 && !line.reverseCharge)
  if (at < 0) return
  const party = supplier?.name ?? draft.supplierName ?? ''
  throw new Refusal('purchases/tax-not-due', `${party} may not charge tax`, `lines.${at}.rateBp`, { party })
}

function checkAmounts(draft: Draft): void {
  for (const [at, line] of draft.lines.entries())
    if (line.amountPaise <= 0)
      throw new Refusal('purchases/amount-needed', 'An amount above zero is needed', `lines.${at}.amountPaise`)
  if (draft.roundOffPaise !== null && Math.abs(draft.roundOffPaise) > 100)
    throw new Refusal('purchases/round-off', 'A bill is rounded by a rupee at most', 'roundOffPaise')
  if (draft.supplierDate !== null && draft.supplierDate > draft.date)
    throw new Refusal('purchases/supplier-date', "The supplier's bill cannot be dated after our entry", 'supplierDate')
}

/** Reads the facts once. Refuses a bill entered before, tax that is not due, goods that are not there, and a spread over nothing. */
export function landedFacts(db: Reader, draft: Draft, draftHash: string): LandedFacts {
  checkAmounts(draft)
  const supplier = draft.supplier === null ? null : supplierOn(db, draft.supplier, draft.date)
  const supplierDate = draft.supplierDate ?? draft.date
  if (supplier && draft.supplierNumber !== null)
    refuseDuplicate(db, supplier.id, { supplierNumber: draft.supplierNumber, supplierDate })
  refuseTax(draft, supplier)
  const over = landingLines(db, draft)
  if (over.length > 0 && sumPaise(weightsOf(draft, over)) === 0)
    throw new Refusal('purchases/no-weight', 'There is nothing to spread the cost by: choose another way', 'basis')
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  const creditDays = supplier?.creditDays ?? null
  return {
    accounts: accountIds(db),
    registered: firm.gstin !== null,
    stateCode: firm.state_code,
    roundOff: firmFact(db, 'round-off', draft.date) === 'rupee',
    supplier: supplier && { ...supplier, dueDate: creditDays === null ? null : addDays(supplierDate, creditDays) },
    over,
    draftHash,
  }
}

const weights: Readonly<Record<Draft['basis'], (line: LandingLine) => number>> = {
  value: (line) => Math.max(line.valuePaise, 0),
  quantity: (line) => line.qtyMilli,
  weight: (line) => line.weight,
}
/** What the cost is spread by. */
export const weightsOf = ({ basis }: Pick<Draft, 'basis'>, over: readonly LandingLine[]): number[] => over.map(weights[basis])

export const zero: Paise = paise(0)
