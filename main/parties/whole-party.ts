import type { z } from 'zod'
import type { PartyInput } from '../../shared/parties/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { furtherOf, partyByUid } from './party-store.ts'

type Found = NonNullable<ReturnType<typeof partyByUid>>

/** Refuses `parties/unknown`. */
export const unknownParty = (uid: string) => new Refusal('parties/unknown', 'There is no such party in this book', 'uid', { uid })

/** What the supplier's part of a row says. */
const supplierPart = ({ party }: Found) => ({
  paymentDays: party.payment_days,
  paymentTerms: party.payment_terms,
  leadDays: party.lead_days,
  msmeClass: party.msme_class as 'micro' | null,
  msmeUdyam: party.msme_udyam,
  msmeAgreement: party.msme_agreement === 1,
  returnDaysBefore: party.return_days_before,
  returnDaysAfter: party.return_days_after,
  returnBp: party.return_bp as z.output<typeof PartyInput>['returnBp'],
  bankName: party.bank_name,
  bankAccount: party.bank_account,
  ifsc: party.ifsc,
  upiId: party.upi_id,
})

/** One party with everything the form shows. Refuses `parties/unknown`. */
export function wholeParty(db: Reader, uid: string) {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw unknownParty(uid)
  const { party, address, licences, balancePaise } = found
  const further = furtherOf(db, party.id)
  const survivor =
    party.merged_into === null
      ? undefined
      : db.row(sql.selectFrom('party').select(['uid', 'name']).where('id', '=', party.merged_into))
  return {
    id: party.id,
    uid: uidText(party.uid),
    code: party.code,
    name: party.name,
    localName: party.local_name,
    isCustomer: party.is_customer === 1,
    isSupplier: party.is_supplier === 1,
    type: party.type as 'retail',
    category: party.category as 'regular',
    gstin: party.gstin,
    pan: party.pan,
    stateCode: party.state_code,
    taxFrom: null,
    phone: party.phone,
    email: party.email,
    contact: party.contact,
    address1: address?.line_1 ?? null,
    address2: address?.line_2 ?? null,
    city: address?.city ?? null,
    pin: address?.pin ?? null,
    route: party.route,
    salesman: party.salesman,
    tier: (party.tier ?? 'ptr') as 'ptr',
    discountBp: party.discount_bp,
    discountFrom: null,
    creditLimitPaise: party.credit_limit,
    creditDays: party.credit_days,
    creditBills: party.credit_bills,
    creditAmountRule: party.credit_amount_rule as 'warn' | null,
    creditLateRule: party.credit_late_rule as 'warn' | null,
    creditBillsRule: party.credit_bills_rule as 'warn' | null,
    creditLateDays: party.credit_late_days,
    minExpiryDays: party.min_expiry_days,
    licences: licences.map((one) => ({ form: one.form, number: one.number, validFrom: one.valid_from, validTo: one.valid_to })),
    fssai: party.fssai,
    language: party.language as 'en',
    addresses: further.addresses.map((one) => ({
      kind: one.kind as 'shipping',
      name: one.name,
      address1: one.line_1,
      address2: one.line_2,
      city: one.city,
      pin: one.pin,
      stateCode: one.state_code,
    })),
    contacts: further.contacts.map(({ name, role, phone, email }) => ({ name, role, phone, email })),
    ...supplierPart(found),
    active: party.active === 1,
    balancePaise,
    mergedInto: survivor ? { uid: uidText(survivor.uid), name: survivor.name } : null,
  }
}
