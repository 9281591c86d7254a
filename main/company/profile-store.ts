import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

const firm = prepared<Record<never, never>>()(() => sql.selectFrom('firm').selectAll().where('id', '=', 1))

/** The firm's profile as it stands now, with the first day of its books; null in a book that has no firm yet. */
export function firmProfile(db: Reader) {
  const row = db.get(firm, {})
  if (!row) return null
  return {
    legalName: row.legal_name,
    tradeName: row.trade_name,
    localName: row.local_name,
    gstin: row.gstin,
    pan: row.pan,
    stateCode: row.state_code,
    address1: row.address_1,
    address2: row.address_2,
    city: row.city,
    pin: row.pin,
    phone: row.phone,
    email: row.email,
    licence20b: row.licence_20b,
    licence21b: row.licence_21b,
    licence20g: row.licence_20g,
    fssai: row.fssai,
    bankName: row.bank_name,
    bankAccount: row.bank_account,
    ifsc: row.ifsc,
    upiId: row.upi_id,
    terms: row.terms,
    jurisdiction: row.jurisdiction,
    booksBegin: row.books_begin,
  }
}
