import type { z } from 'zod'
import { addDays, financialYear, type LocalDate } from '../../shared/calendar.ts'
import type { PurchaseBill } from '../../shared/purchases/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import { type ItemFacts, itemFacts } from '../inventory/item-facts.ts'
import { mainLocation } from '../inventory/locations.ts'
import { partyByUid, type TaxStatus, taxStatusOn } from '../parties/party-store.ts'

export type Draft = z.output<typeof PurchaseBill>

export type SupplierFacts = TaxStatus & { id: number; name: string; accountId: number; dueDate: LocalDate | null }

/** Everything a supplier's bill is made from besides the draft, as it stands on the bill's date. */
export type SupplierBillFacts = {
  accounts: AccountIds
  /** Null: this firm is not registered and takes no credit; tax is then part of what goods cost. */
  gstin: string | null
  stateCode: string
  roundOff: boolean
  supplier: SupplierFacts
  items: ReadonlyMap<number, ItemFacts>
  locationId: number
  draftHash: string
}

const sameReference = prepared<{ party: number; reference: string }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .select(['d.number', 'v.applied_json'])
    .where('d.party_id', '=', p.party)
    .where('d.kind', '=', 'purchase')
    .where('s.cancelled', '=', 0)
    .where((eb) => eb(eb.fn('upper', ['d.reference']), '=', p.reference)),
)

/**
 * Our number of the bill that a supplier's number is entered as already; null when it is not. One number is one bill in a financial
 * year, by the supplier's own date (model rule 2).
 */
export function billWithNumber(db: Reader, supplierId: number, supplierNumber: string, supplierDate: LocalDate): string | null {
  const year = financialYear(supplierDate).label
  const rows = db.all(sameReference, { party: supplierId, reference: supplierNumber.toUpperCase() })
  const same = rows.find((row) => {
    const applied = JSON.parse(row.applied_json) as { supplierDate: LocalDate }
    return financialYear(applied.supplierDate).label === year
  })
  return same?.number ?? null
}

/** Refuses `purchases/duplicate-bill`. */
function refuseDuplicate(db: Reader, supplierId: number, { supplierNumber, supplierDate }: Draft): void {
  const number = billWithNumber(db, supplierId, supplierNumber, supplierDate)
  if (number === null) return
  throw new Refusal('purchases/duplicate-bill', `${supplierNumber} of this supplier was entered as ${number}`, 'supplierNumber', {
    supplierNumber,
    number,
  })
}

function supplierOn(db: Reader, draft: Draft): SupplierFacts {
  const found = partyByUid(db, uidBytes(draft.supplier))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such supplier', 'supplier')
  const { party } = found
  const details = { party: party.name }
  if (party.is_supplier !== 1)
    throw new Refusal('purchases/not-a-supplier', `${party.name} is not marked as a supplier`, 'supplier', details)
  if (party.active !== 1) throw new Refusal('purchases/party-hidden', `${party.name} is hidden`, 'supplier', details)
  const status = taxStatusOn(db, party, draft.date)
  if (status.category === 'overseas' || status.category === 'sez')
    throw new Refusal('purchases/overseas', 'An import needs a bill of entry', 'supplier', details)
  const dueDate = party.credit_days === null ? null : addDays(draft.supplierDate, party.credit_days)
  return { ...status, id: party.id, name: party.name, accountId: party.account_id, dueDate }
}

/** Reads the facts once. Refuses an unknown, hidden or overseas supplier, and a bill that is in the books already. */
export function supplierBillFacts(db: Reader, draft: Draft, draftHash: string): SupplierBillFacts {
  const supplier = supplierOn(db, draft)
  refuseDuplicate(db, supplier.id, draft)
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  return {
    accounts: accountIds(db),
    gstin: firm.gstin,
    stateCode: firm.state_code,
    roundOff: firmFact(db, 'round-off', draft.date) === 'rupee',
    supplier,
    items: itemFacts(
      db,
      draft.lines.map((line) => line.itemId),
      draft.date,
    ),
    locationId: mainLocation(db),
    draftHash,
  }
}
