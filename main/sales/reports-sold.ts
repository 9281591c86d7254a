import { type RawBuilder, sql as raw } from 'kysely'
import { parsePaise } from '../../shared/money.ts'
import { searchWords } from '../../shared/parties/check-party.ts'

/** Kinds that say what was sold, with the sign they have: notes and the buyer's own bill lower it, a debit note and a replacement's cost add. */
const signs = {
  sale: 1,
  'debit-note': 1,
  'sale-return': -1,
  'credit-note': -1,
  'commercial-credit': -1,
  'return-bill': -1,
  replacement: 0,
} as const
type SoldKind = keyof typeof signs
/** Of the sales register. The buyer's own bill is an inward invoice and not in it. */
export const registerKinds = { sale: ['sale', 'debit-note'], note: ['sale-return', 'credit-note', 'commercial-credit'] } as const

const signOf = raw`case d.kind ${raw.join(
  Object.entries(signs).map(([kind, sign]) => raw`when ${raw.lit(kind)} then ${raw.lit(sign)}`),
  raw` `,
)} else 0 end`

// a note has no salesman of its own: what it takes back was sold by the bill's
const salesman = raw`iif(d.kind = 'sale', json_extract(v.applied_json, '$.salesman'), (select json_extract(bv.applied_json, '$.salesman') from document_link k
  join document_state bs on bs.document_id = k.to_document_id join document_version bv on bv.id = bs.current_version_id where k.from_version_id = v.id and k.kind in ('return', 'note') limit 1))`

function matches(word: string): RawBuilder<unknown> {
  const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const amount = parsePaise(word)
  const [token] = searchWords(word)
  const any = [raw`d.number like ${like} escape '\\'`, raw`(d.party_id is null and v.party_name like ${like} escape '\\')`]
  if (token !== undefined) any.push(raw`d.party_id in (select rowid from party_search where party_search match ${`"${token}"*`})`)
  if (amount !== null) any.push(raw`v.total = ${amount}`)
  return raw`(${raw.join(any, raw` or `)})`
}

/** The documents of some days as they stand, with their sign: id, uid, kind, number, date, party, version. */
export function soldDocuments(
  ask: { from: string; to: string; filter?: string },
  kinds: readonly SoldKind[] = Object.keys(signs) as SoldKind[],
  more: readonly RawBuilder<unknown>[] = [],
): RawBuilder<unknown> {
  const terms = [
    raw`d.kind in (${raw.join(kinds.map((kind) => raw.lit(kind)))})`,
    raw`d.date between ${ask.from} and ${ask.to}`,
    raw`s.cancelled = 0`,
    ...(ask.filter ?? '').split(/\s+/).filter(Boolean).map(matches),
    ...more,
  ]
  return raw`select d.id, d.uid, d.kind, d.number, d.date, d.party_id, v.id as version, v.party_name, v.gstin, v.mode, v.gross, v.discount, v.charges, v.taxable, v.igst, v.cgst, v.sgst, v.cess,
      v.round_off, v.total, ${salesman} as salesman, ${signOf} as sign
    from document d indexed by document_by_date cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    where ${raw.join(terms, raw` and `)}`
}
