import type { NewDocument } from '../../../shared/accounts/posting.ts'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { partyByUid, taxStatusOn } from '../../parties/party-store.ts'

/** What of a party stands on paper beside its name and GSTIN. */
export type PaperParty = {
  localName: string | null
  stateCode: string | null
  address1: string | null
  address2: string | null
  city: string | null
  pin: string | null
  phone: string | null
  licences: readonly { form: string; number: string }[]
}

/** The party as the masters have it now; its state is that of its registration on the day. Null for one that is not there. */
export function paperParty(db: Reader, uid: Uint8Array, date: LocalDate): PaperParty | null {
  const found = partyByUid(db, uid)
  if (!found) return null
  const { party, address, licences } = found
  return {
    localName: party.local_name,
    stateCode: taxStatusOn(db, party, date).stateCode,
    address1: address?.line_1 ?? null,
    address2: address?.line_2 ?? null,
    city: address?.city ?? null,
    pin: address?.pin ?? null,
    phone: party.phone,
    licences: licences.map(({ form, number }) => ({ form, number })),
  }
}

/** The document with its party's address and licences of the day it is posted among its applied facts, so that its paper never changes. */
export function withPaperParty(db: Reader, document: NewDocument): NewDocument {
  const { partyId, version } = document
  if (partyId === null) return document
  const { uid } = db.must(sql.selectFrom('party').select('uid').where('id', '=', partyId))
  const party = paperParty(db, uid, document.date)
  return { ...document, version: { ...version, applied: { ...version.applied, party } } }
}
