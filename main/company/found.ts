import type { z } from 'zod'
import type { FirstRun } from '../../shared/company/contract.ts'
import { factDefaults } from '../../shared/company/fact-defaults.ts'
import { firstRunProblem, type Profile, plainProfile } from '../../shared/company/profile.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Writer } from '../database/connection.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes, uidText } from '../database/uid.ts'
import type { Person, Writing } from '../given.ts'
import { type Change, change } from './records.ts'

type First = z.output<typeof FirstRun>

/** A checked profile as the firm's row. */
export const firmRow = (profile: Profile) => ({
  legal_name: profile.legalName,
  trade_name: profile.tradeName,
  local_name: profile.localName,
  gstin: profile.gstin,
  pan: profile.pan,
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
  const problem = firstRunProblem(first, given.today)
  if (problem) throw problem
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
      {
        insert: 'firm',
        row: { id: 1, uid: uidBytes(newUid()), books_begin: first.booksBegin, ...firmRow(plainProfile(first.firm)) },
      },
      fact('aato-band', first.aatoBand),
      fact('e-invoice', first.eInvoice ? 'yes' : 'no'),
      fact('filing', first.filing),
      fact('cost-method', first.costMethod),
      ...(['round-off', 'negative-stock', 'near-expiry-days', 'hsn-free-quantity'] as const).map((name) =>
        fact(name, factDefaults[name]),
      ),
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
    uid: uidText(user.uid),
    name: user.name,
    role: user.role as Person['role'],
    overrides: new Map(grants.map((grant) => [grant.permission as never, grant.allowed === 1])),
  }
}
