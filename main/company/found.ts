import type { z } from 'zod'
import type { FirmProfile, FirstRun } from '../../shared/company/contract.ts'
import { normaliseGstin, readGstin } from '../../shared/company/gstin.ts'
import { isLiveState } from '../../shared/company/states.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Writer } from '../database/connection.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import type { Person, Writing } from '../given.ts'
import { type Change, change } from './records.ts'

type Profile = z.output<typeof FirmProfile>
type First = z.output<typeof FirstRun>

/** Refuses a profile whose GSTIN, PAN or state is wrong or disagree; the field named is `firm.<field>` of the form. */
export function checkProfile(profile: Profile, at = ''): void {
  if (!isLiveState(profile.stateCode))
    throw new Refusal('company/unknown-state', `There is no state ${profile.stateCode}`, `${at}stateCode`, {
      state: profile.stateCode,
    })
  if (profile.gstin === null) return
  const reading = readGstin(profile.gstin)
  if (reading.problem) throw new Refusal(reading.problem.code, reading.problem.message, `${at}gstin`, {})
  const { gstin } = reading
  if (gstin.slice(0, 2) !== profile.stateCode)
    throw new Refusal('company/gstin-state', 'The GSTIN is of another state', `${at}gstin`, {
      gstinState: gstin.slice(0, 2),
      state: profile.stateCode,
    })
  if (profile.pan && profile.pan.toUpperCase() !== gstin.slice(2, 12))
    throw new Refusal('company/pan-gstin', 'The PAN is not the one inside the GSTIN', `${at}pan`, {})
}

export const firmRow = (profile: Profile) => ({
  legal_name: profile.legalName,
  trade_name: profile.tradeName,
  local_name: profile.localName,
  gstin: profile.gstin === null ? null : normaliseGstin(profile.gstin),
  pan: profile.pan?.toUpperCase() ?? (profile.gstin === null ? null : normaliseGstin(profile.gstin).slice(2, 12)),
  state_code: profile.stateCode,
  address_1: profile.address1,
  address_2: profile.address2,
  city: profile.city,
  pin: profile.pin,
  phone: profile.phone,
  email: profile.email,
  licence_20b: profile.licence20b,
  licence_21b: profile.licence21b,
  licence_20g: profile.licence20g,
  fssai: profile.fssai,
  bank_name: profile.bankName,
  bank_account: profile.bankAccount,
  ifsc: profile.ifsc,
  upi_id: profile.upiId,
  terms: profile.terms,
  jurisdiction: profile.jurisdiction,
})

/** What each room adds to a new book: accounts, locations, price lists. Handed in by the composition root. */
export type Founder = (given: Writing) => void

/**
 * Fills an empty book: this device, the owner, the firm and its dated facts, then what every room founds. The first user is
 * the owner (CO2). Refuses a wrong GSTIN, an unknown state, or a book that already has a firm.
 */
export function foundBook(given: Omit<Writing, 'by'>, first: First, founders: readonly Founder[]): Person {
  const { tx } = given
  if (tx.row(sql.selectFrom('firm').select('id'))) throw new Refusal('company/book-has-firm', 'This book already has a firm')
  checkProfile(first.firm, 'firm.')
  if (first.booksBegin > given.today)
    throw new Refusal('accounts/after-today', 'The books cannot begin after today', 'booksBegin', { today: given.today })
  const ownerUid = newUid()
  // the very first rows: the journal needs a device and a user to name, so these two precede it and are named in it
  tx.run(sql.insertInto('device').values({ id: 1, uid: uidBytes(newUid()), series_code: 'A', name: 'Counter A' }))
  tx.run(
    sql
      .insertInto('user')
      .values({ id: 1, uid: uidBytes(ownerUid), name: first.ownerName, role: 'owner', pin_hash: null, active: 1 }),
  )
  const by: Person = { id: 1, uid: ownerUid, name: first.ownerName, role: 'owner', overrides: new Map() }
  const writing: Writing = Object.assign(Object.create(given as object), { by }) as Writing
  const fact = (name: string, value: string): Change => ({
    insert: 'dated_fact',
    row: { subject_type: 'firm', subject_id: 1, name, from_date: first.booksBegin, value },
  })
  change(
    writing,
    [
      { insert: 'firm', row: { id: 1, uid: uidBytes(newUid()), books_begin: first.booksBegin, ...firmRow(first.firm) } },
      fact('aato-band', first.aatoBand),
      fact('e-invoice', first.eInvoice ? 'yes' : 'no'),
      fact('filing', first.filing),
      fact('cost-method', first.costMethod),
      fact('round-off', 'rupee'),
      fact('negative-stock', 'refuse'),
      fact('near-expiry-days', '90'),
    ],
    { entity: 'firm', reason: 'first run' },
  )
  for (const found of founders) found(writing)
  return by
}

/** The person with this id and their overrides, or null when gone or inactive. */
export function loadPerson(db: Pick<Writer, 'row' | 'rows'>, id: number): Person | null {
  const user = db.row(sql.selectFrom('user').selectAll().where('id', '=', id).where('active', '=', 1))
  if (!user) return null
  const grants = db.rows(sql.selectFrom('user_grant').select(['permission', 'allowed']).where('user_id', '=', id))
  return {
    id,
    uid: Buffer.from(user.uid).toString('hex'),
    name: user.name,
    role: user.role as Person['role'],
    overrides: new Map(grants.map((grant) => [grant.permission as never, grant.allowed === 1])),
  }
}
