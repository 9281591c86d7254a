import type { InferResult } from 'kysely'
import type { LocalDate } from '../../shared/calendar.ts'
import { type PartyCategory, partyCategories } from '../../shared/company/party-category.ts'
import { paise } from '../../shared/money.ts'
import { searchWords } from '../../shared/parties/check-party.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidText } from '../database/uid.ts'

const columns = [
  'party.id',
  'party.uid',
  'party.code',
  'party.name',
  'party.phone',
  'party.gstin',
  'party.state_code',
  'party.category',
  'party.tier',
  'party.credit_limit',
  'party.credit_days',
  'party.type',
  'party.route',
  'party.salesman',
  'party.contact',
  'party.pan',
  'party.merged_into',
  'party.active',
] as const

/** Parties with what a picker row shows: city, balance, and the day the last of their licences ends. */
export const partyRows = () =>
  sql
    .selectFrom('party')
    .leftJoin('balance', (join) =>
      join.onRef('balance.account_id', '=', 'party.account_id').onRef('balance.party_id', '=', 'party.id'),
    )
    .select(columns)
    .select((eb) => [
      eb.fn.coalesce('balance.amount', eb.val(paise(0))).as('balance'),
      eb
        .selectFrom('party_address')
        .select('city')
        .whereRef('party_address.party_id', '=', 'party.id')
        .orderBy('party_address.id')
        .limit(1)
        .as('city'),
      eb
        .selectFrom('party_licence')
        .select((x) =>
          x
            .case()
            .when(x.fn.count('party_licence.valid_to'), '=', x.fn.countAll())
            .then(x.fn.max('party_licence.valid_to'))
            .end()
            .as('till'),
        )
        .whereRef('party_licence.party_id', '=', 'party.id')
        .as('licence_till'),
    ])

export type PartyRow = InferResult<ReturnType<typeof partyRows>>[number]

const known = (category: string): PartyCategory => {
  const found = partyCategories.find((one) => one === category)
  if (!found) throw new Error(`a party of category ${category}`)
  return found
}

export const asHit = (row: PartyRow) => ({
  id: row.id,
  uid: uidText(row.uid),
  code: row.code,
  name: row.name,
  city: row.city,
  phone: row.phone,
  gstin: row.gstin,
  stateCode: row.state_code,
  category: known(row.category),
  tier: (row.tier ?? 'ptr') as 'ptr' | 'pts' | 'retail' | 'hospital',
  balancePaise: row.balance,
  creditLimitPaise: row.credit_limit,
  creditDays: row.credit_days,
  licenceValidTo: row.licence_till,
})

/** What FTS is asked: every word begun, in any order; null when there is no word. Words hold letters, digits and marks only. */
export const matchOf = (typed: string): string | null => {
  const words = searchWords(typed)
  return words.length ? words.map((word) => `"${word}"*`).join(' AND ') : null
}

const exactly = prepared<{ typed: string; gstin: string }>()((p) =>
  sql
    .selectFrom('party')
    .select('id')
    .where('active', '=', 1)
    .where((eb) =>
      eb.or([eb('code', '=', p.typed), eb('code', '=', p.gstin), eb('gstin', '=', p.gstin), eb('phone', '=', p.typed)]),
    )
    .limit(5),
)
const begins = (from: string, below: string, limit: number) =>
  text<{
    id: number
  }>`select id from party indexed by party_by_name where name collate nocase >= ${from} and name collate nocase < ${below} and active = 1 order by name collate nocase limit ${limit}`
const matches = (match: string, limit: number) =>
  text<{ id: number }>`select rowid as id from party_search where party_search match ${match} limit ${limit}`
const firstByName = (limit: number) =>
  text<{ id: number }>`select id from party indexed by party_by_name where active = 1 order by name collate nocase limit ${limit}`

/**
 * Active parties for what is typed: an exact code, GSTIN or phone first, then names that begin so, then all that have every
 * word. Three index look-ups with limits, so a word half the parties share costs no more than a rare one.
 */
export function searchParties(db: Reader, typed: string, limit: number, customers: boolean): PartyRow[] {
  const plain = typed.trim()
  const match = matchOf(plain)
  const wide = limit * 4
  const ids = new Set<number>()
  if (plain) {
    for (const { id } of db.all(exactly, { typed: plain, gstin: plain.toUpperCase() })) ids.add(id)
    for (const { id } of db.rows(begins(plain, `${plain}\u{10FFFF}`, wide))) ids.add(id)
    if (match && ids.size < wide) for (const { id } of db.rows(matches(match, wide))) ids.add(id)
  } else for (const { id } of db.rows(firstByName(wide))) ids.add(id)
  if (!ids.size) return []
  const order = new Map([...ids].map((id, at) => [id, at]))
  const rows = db.rows(
    partyRows()
      .where('party.id', 'in', [...ids])
      .where('party.active', '=', 1)
      .where(customers ? 'party.is_customer' : 'party.is_supplier', '=', 1),
  )
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)).slice(0, limit)
}

const byUid = prepared<{ uid: Uint8Array }>()((p) => sql.selectFrom('party').selectAll().where('uid', '=', p.uid))
const addressOf = prepared<{ party: number }>()((p) =>
  sql.selectFrom('party_address').selectAll().where('party_id', '=', p.party).orderBy('id').limit(1),
)
const furtherAddressesOf = prepared<{ party: number }>()((p) =>
  sql.selectFrom('party_address').selectAll().where('party_id', '=', p.party).orderBy('id').limit(100).offset(1),
)
const contactsOf = prepared<{ party: number }>()((p) =>
  sql.selectFrom('party_contact').selectAll().where('party_id', '=', p.party).orderBy('id'),
)
/** The addresses after a party's own, and the people to speak to. */
export const furtherOf = (db: Reader, party: number) => ({
  addresses: db.all(furtherAddressesOf, { party }),
  contacts: db.all(contactsOf, { party }),
})

const licencesOf = prepared<{ party: number }>()((p) =>
  sql.selectFrom('party_licence').selectAll().where('party_id', '=', p.party).orderBy('id'),
)
const balanceOf = prepared<{ party: number; account: number }>()((p) =>
  sql.selectFrom('balance').select('amount').where('account_id', '=', p.account).where('party_id', '=', p.party),
)
const statusOn = prepared<{ party: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select('value')
    .where('subject_type', '=', 'party')
    .where('subject_id', '=', p.party)
    .where('name', '=', 'tax-status')
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

export type TaxStatus = { gstin: string | null; category: PartyCategory; stateCode: string }

/** A party whole, with first address, licences and balance; undefined when there is none. Prepared: a bill waits for it. */
export function partyByUid(db: Reader, uid: Uint8Array) {
  const party = db.get(byUid, { uid })
  if (!party) return undefined
  return {
    party,
    address: db.get(addressOf, { party: party.id }),
    licences: db.all(licencesOf, { party: party.id }),
    balancePaise: db.get(balanceOf, { party: party.id, account: party.account_id })?.amount ?? paise(0),
  }
}

/** What a party was to GST on a day: a dated row, else what the master says (model rule 7). */
export function taxStatusOn(
  db: Reader,
  party: { id: number; gstin: string | null; category: string; state_code: string },
  date: LocalDate,
): TaxStatus {
  const dated = db.get(statusOn, { party: party.id, date })?.value
  return dated
    ? (JSON.parse(dated) as TaxStatus)
    : { gstin: party.gstin, category: known(party.category), stateCode: party.state_code }
}

const sameGstin = prepared<{ gstin: string; uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('party')
    .select(['name', 'code'])
    .where('gstin', '=', p.gstin)
    .where('uid', '<>', p.uid)
    .where('active', '=', 1)
    .limit(1),
)
const sameCode = prepared<{ code: string; uid: Uint8Array }>()((p) =>
  sql.selectFrom('party').select('name').where('code', '=', p.code).where('uid', '<>', p.uid).limit(1),
)

export const holderOfGstin = (db: Reader, gstin: string, uid: Uint8Array) => db.get(sameGstin, { gstin, uid })
export const holderOfCode = (db: Reader, code: string, uid: Uint8Array) => db.get(sameCode, { code, uid })
