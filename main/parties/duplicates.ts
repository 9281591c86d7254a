import { searchWords } from '../../shared/parties/check-party.ts'
import { nameKey, nearNames } from '../../shared/parties/near-name.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidText } from '../database/uid.ts'

export const duplicateGrounds = ['gstin', 'pan', 'phone', 'name'] as const
export type Ground = (typeof duplicateGrounds)[number]
type Known = {
  gstin: string | null
  pan: string | null
  stateCode: string
  phone: string | null
  name: string
  city: string | null
}
export type Duplicate = { ground: Ground; name: string }

type Other = { id: number; name: string }
const samePan = prepared<{ pan: string; state: string; uid: Uint8Array }>()(
  (p) =>
    text<Other>`select id, name from party where pan = ${p.pan} and state_code = ${p.state} and uid <> ${p.uid} and active = 1 limit 1`,
)
const samePhone = prepared<{ phone: string; uid: Uint8Array }>()(
  (p) => text<Other>`select id, name from party where phone = ${p.phone} and uid <> ${p.uid} and active = 1 limit 1`,
)
const ofCity = (match: string, uid: Uint8Array) =>
  text<
    Other & { city: string | null }
  >`select p.id, p.name, (select city from party_address a where a.party_id = p.id order by a.id limit 1) as city
    from party p where p.id in (select rowid from party_search where party_search match ${match} limit 400) and p.uid <> ${uid} and p.active = 1`

/** A party of nearly the same name in the same town; candidates share the beginning of a word. */
function nearName(db: Reader, { name, city }: Known, uid: Uint8Array): Other | undefined {
  if (city === null) return undefined
  const starts = searchWords(name).map((word) => `"${word.slice(0, 2)}"*`)
  const town = searchWords(city).map((word) => `"${word}"`)
  if (!starts.length || !town.length) return undefined
  const wanted = city.trim().toLowerCase()
  return db
    .rows(ofCity(`(${starts.join(' OR ')}) AND ${town.join(' AND ')}`, uid))
    .find((other) => other.city?.trim().toLowerCase() === wanted && nearNames(other.name, name))
}

/** Whom a party may be once more: one of its PAN in its state, of its phone, or of nearly its name in its town. Its GSTIN is asked for elsewhere. */
export function duplicatesOf(db: Reader, party: Known, uid: Uint8Array): Duplicate[] {
  // two registrations of one PAN in a state are lawful and are told apart by their GSTIN
  const pan =
    party.pan !== null && party.gstin === null ? db.get(samePan, { pan: party.pan, state: party.stateCode, uid }) : undefined
  const phone = party.phone === null ? undefined : db.get(samePhone, { phone: party.phone, uid })
  const name = nearName(db, party, uid)
  return [
    ...(pan ? [{ ground: 'pan' as const, name: pan.name }] : []),
    ...(phone ? [{ ground: 'phone' as const, name: phone.name }] : []),
    ...(name ? [{ ground: 'name' as const, name: name.name }] : []),
  ]
}

type Row = {
  id: number
  uid: Uint8Array
  name: string
  code: string | null
  city: string | null
  phone: string | null
  gstin: string | null
  pan: string | null
  state_code: string
  balance: number
}

const everyParty =
  () => text<Row>`select p.id, p.uid, p.name, p.code, p.phone, p.gstin, p.pan, p.state_code, coalesce(b.amount, 0) as balance,
  (select city from party_address a where a.party_id = p.id order by a.id limit 1) as city
  from party p left join balance b on b.account_id = p.account_id and b.party_id = p.id where p.active = 1 order by p.id`

/** Parties that share a key, in pairs with the first of them; the first ground found for a pair is told. */
function pairs(rows: readonly Row[]): Map<string, { ground: Ground; first: Row; second: Row }> {
  const found = new Map<string, { ground: Ground; first: Row; second: Row }>()
  const keyOf: Record<Ground, (row: Row) => string | null> = {
    gstin: (row) => row.gstin,
    pan: (row) => (row.pan === null || row.gstin !== null ? null : `${row.pan} ${row.state_code}`),
    phone: (row) => row.phone,
    name: (row) => (row.city === null ? null : `${row.city.trim().toLowerCase()} ${nameKey(row.name)}`),
  }
  for (const ground of duplicateGrounds) {
    const firsts = new Map<string, Row>()
    for (const row of rows) {
      const key = keyOf[ground](row)
      if (key === null || key === '') continue
      const first = firsts.get(key)
      if (!first) firsts.set(key, row)
      else if (!found.has(`${first.id} ${row.id}`)) found.set(`${first.id} ${row.id}`, { ground, first, second: row })
    }
  }
  return found
}

const told = (row: Row) => ({
  uid: uidText(row.uid),
  name: row.name,
  code: row.code,
  city: row.city,
  phone: row.phone,
  gstin: row.gstin,
  balancePaise: row.balance as never,
})

/** Pairs of parties that may be one: same GSTIN, PAN and state, phone, or the same name by sound in the same town. A page at a time. */
export function possibleDuplicates(db: Reader, { filter, offset, limit }: { filter: string; offset: number; limit: number }) {
  const words = searchWords(filter)
  const all = [...pairs(db.rows(everyParty())).values()].filter(({ first, second }) => {
    const has = `${first.name} ${second.name} ${first.city ?? ''} ${second.city ?? ''}`.toLowerCase()
    return words.every((word) => has.includes(word))
  })
  return {
    rows: all
      .slice(offset, offset + limit)
      .map(({ ground, first, second }) => ({ ground, first: told(first), second: told(second) })),
    total: all.length,
    sums: null,
  }
}
