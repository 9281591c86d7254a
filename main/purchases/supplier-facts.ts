import type { LocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Reader } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { partyByUid, type TaxStatus, taxStatusOn } from '../parties/party-store.ts'

export type SupplierFacts = TaxStatus & { id: number; uid: string; name: string; accountId: number; creditDays: number | null }

/** A supplier as it stands on a day. Refuses an unknown, hidden or overseas one, and a party that is not a supplier; the field is `supplier`. */
export function supplierOn(db: Reader, uid: string, date: LocalDate): SupplierFacts {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such supplier', 'supplier')
  const { party } = found
  const details = { party: party.name }
  if (party.is_supplier !== 1)
    throw new Refusal('purchases/not-a-supplier', `${party.name} is not marked as a supplier`, 'supplier', details)
  if (party.active !== 1) throw new Refusal('purchases/party-hidden', `${party.name} is hidden`, 'supplier', details)
  const status = taxStatusOn(db, party, date)
  if (status.category === 'overseas' || status.category === 'sez')
    throw new Refusal('purchases/overseas', 'An import needs a bill of entry', 'supplier', details)
  return { ...status, id: party.id, uid, name: party.name, accountId: party.account_id, creditDays: party.credit_days }
}

/** A supplier who charges no tax: not registered, or under composition (gst-rules.md §1.8). */
export const chargesNoTax = ({ category }: TaxStatus): boolean => category === 'composition' || category === 'unregistered'
