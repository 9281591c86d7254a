import type { z } from 'zod'
import { addDays, financialYear, type LocalDate } from '../../shared/calendar.ts'
import type { PurchaseBill } from '../../shared/purchases/bill-contract.ts'
import type { Tolerance } from '../../shared/purchases/match.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { mainLocation } from '../inventory/locations.ts'
import { type ItemFacts, itemFacts } from '../items/item-facts.ts'
import { type OrderLine, orderLinesNamed } from './order-lines.ts'
import { unitOf } from './receipt-facts.ts'
import { type ReceivedLine, receivedLinesNamed } from './received-lines.ts'
import { type SupplierFacts, supplierOn } from './supplier-facts.ts'

export type Draft = z.output<typeof PurchaseBill>

/** A line of the draft with its item and what it answers. */
export type BillLineFacts = {
  item: ItemFacts
  unit: string
  factor: number
  received: ReceivedLine | null
  order: OrderLine | null
}

/** Everything a supplier's bill is made from besides the draft, as it stands on the bill's date. */
export type SupplierBillFacts = {
  accounts: AccountIds
  /** False: this firm takes no credit; tax is then part of what goods cost. */
  registered: boolean
  stateCode: string
  roundOff: boolean
  supplier: SupplierFacts & { dueDate: LocalDate | null }
  lines: readonly BillLineFacts[]
  /** Lines name received goods: nothing comes in with the bill. */
  matched: boolean
  tolerance: Tolerance
  locationId: number
  draftHash: string
}

const sameReference = prepared<{ party: number; reference: string; from: LocalDate }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .select(['d.number', 'v.applied_json'])
    .where('d.party_id', '=', p.party)
    // entered on the supplier's own date or after it, so not before that year began
    .where('d.date', '>=', p.from)
    .where('d.kind', 'in', ['purchase', 'landed-cost'])
    .where('s.cancelled', '=', 0)
    .where((eb) => eb(eb.fn('upper', ['d.reference']), '=', p.reference)),
)

/**
 * Our number of the bill that a supplier's number is entered as already; null when it is not. One number is one bill in a financial
 * year, by the supplier's own date (model rule 2).
 */
export function billWithNumber(db: Reader, supplierId: number, supplierNumber: string, supplierDate: LocalDate): string | null {
  const { label: year, from } = financialYear(supplierDate)
  const rows = db.all(sameReference, { party: supplierId, reference: supplierNumber.toUpperCase(), from })
  const same = rows.find((row) => {
    const applied = JSON.parse(row.applied_json) as { supplierDate: LocalDate }
    return financialYear(applied.supplierDate).label === year
  })
  return same?.number ?? null
}

/** Refuses `purchases/duplicate-bill`. */
export function refuseDuplicate(
  db: Reader,
  supplierId: number,
  { supplierNumber, supplierDate }: { supplierNumber: string; supplierDate: LocalDate },
): void {
  const number = billWithNumber(db, supplierId, supplierNumber, supplierDate)
  if (number === null) return
  throw new Refusal('purchases/duplicate-bill', `${supplierNumber} of this supplier was entered as ${number}`, 'supplierNumber', {
    supplierNumber,
    number,
  })
}

/** How far a bill may differ from what was expected: 1 % and ₹1 on a line, nothing in quantity, unless the firm says otherwise. */
export const toleranceOn = (db: Reader, date: LocalDate): Tolerance => ({
  rateBp: Number(firmFact(db, 'match-rate-bp', date)),
  amountPaise: Number(firmFact(db, 'match-amount-paise', date)),
  qtyBp: Number(firmFact(db, 'match-qty-bp', date)),
})

function receivedOf(db: Reader, draft: Draft, supplierId: number): (ReceivedLine | null)[] {
  const naming = draft.lines.flatMap(({ receipt }) => receipt ?? [])
  if (naming.length === 0) return draft.lines.map(() => null)
  if (naming.length < draft.lines.length)
    throw new Refusal(
      'purchases/mixed-lines',
      'A bill answers received goods or brings its own, not both: receive the rest first',
      `lines.${draft.lines.findIndex(({ receipt }) => receipt === null)}.receipt`,
    )
  return receivedLinesNamed(db, naming, { supplierId, date: draft.date })
}

/** Reads the facts once. Refuses an unknown, hidden or overseas supplier, a bill that is in the books already, and lines that answer nothing. */
export function supplierBillFacts(db: Reader, draft: Draft, draftHash: string): SupplierBillFacts {
  const supplier = supplierOn(db, draft.supplier, draft.date)
  refuseDuplicate(db, supplier.id, draft)
  const received = receivedOf(db, draft, supplier.id)
  const itemIds = draft.lines.map((line, at) => received[at]?.itemId ?? line.itemId)
  const items = itemFacts(db, itemIds, draft.date)
  const asked = draft.lines.map(({ order }, at) => ({ order: received[at] ? null : order, itemId: itemIds[at] as number }))
  const orders = orderLinesNamed(db, asked, supplier)
  const lines = draft.lines.map((line, at): BillLineFacts => {
    const item = items.get(itemIds[at] as number)
    if (!item) throw new Refusal('inventory/no-item', 'There is no such item', `lines.${at}.itemId`)
    const came = received[at] ?? null
    if (came && came.itemId !== line.itemId)
      throw new Refusal('purchases/receipt-line', 'The received line is of another item', `lines.${at}.itemId`, {
        number: came.number,
      })
    const order = orders[at] ?? null
    return { item, received: came, order, ...unitOf(item, line.unit ?? came?.unit ?? order?.unit ?? null, at) }
  })
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  return {
    accounts: accountIds(db),
    registered: firm.gstin !== null,
    stateCode: firm.state_code,
    roundOff: firmFact(db, 'round-off', draft.date) === 'rupee',
    supplier: { ...supplier, dueDate: supplier.creditDays === null ? null : addDays(draft.supplierDate, supplier.creditDays) },
    lines,
    matched: received.some((line) => line !== null),
    tolerance: toleranceOn(db, draft.date),
    locationId: mainLocation(db),
    draftHash,
  }
}
