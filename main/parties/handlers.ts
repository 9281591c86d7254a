import type { Handlers } from '../../shared/contract.ts'
import type { parties } from '../../shared/parties/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { type Reader, sql } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Given } from '../given.ts'
import { listParties } from './list-parties.ts'
import { asHit, partyByUid, searchParties } from './party-store.ts'
import { saveParty } from './save-party.ts'

function whole(db: Reader, uid: string) {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw unknown(uid)
  const { party, address, licences, balancePaise } = found
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
    creditLimitPaise: party.credit_limit,
    creditDays: party.credit_days,
    creditBills: party.credit_bills,
    licences: licences.map((one) => ({ form: one.form, number: one.number, validFrom: one.valid_from, validTo: one.valid_to })),
    active: party.active === 1,
    balancePaise,
  }
}

const unknown = (uid: string) => new Refusal('parties/unknown', 'There is no such party in this book', 'uid', { uid })

/** The parties room: customers and suppliers, found by words and kept with identities that agree. */
export const partiesHandlers: Handlers<typeof parties, Given> = {
  search: ({ text, limit, customers }, { db }) => ({ text, rows: searchParties(db, text, limit, customers).map(asHit) }),
  list: (ask, { db }) => listParties(db, ask),
  party: ({ uid }, { db }) => whole(db, uid),
  save: (party, given) => saveParty(given, party),
  setActive: ({ uid, active }, given) => {
    const row = given.tx.row(sql.selectFrom('party').select('id').where('uid', '=', uidBytes(uid)))
    if (!row) throw unknown(uid)
    change(given, [{ update: 'party', id: row.id, set: { active: active ? 1 : 0 } }], { entity: 'party', entityUid: uid })
    return { ok: true }
  },
}
