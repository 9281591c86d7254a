import { type RawBuilder, sql as raw } from 'kysely'
import type { DocumentKind } from '../../../shared/accounts/posting.ts'
import { parsePaise } from '../../../shared/money.ts'
import { searchWords } from '../../../shared/parties/check-party.ts'
import { uidBytes } from '../../database/uid.ts'

/** The pattern of a text that has the word anywhere. */
export const like = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

/** One word of a filter: part of our number or of theirs, the beginning of a word of the party, or the exact amount. */
export function matches(word: string): RawBuilder<unknown> {
  const amount = parsePaise(word)
  const [token] = searchWords(word)
  const any = [raw`d.number like ${like(word)} escape '\\'`, raw`d.reference like ${like(word)} escape '\\'`]
  if (token !== undefined) any.push(raw`d.party_id in (select rowid from party_search where party_search match ${`"${token}"*`})`)
  if (amount !== null) any.push(raw`v.total = ${amount}`)
  return raw`(${raw.join(any, raw` or `)})`
}

/** Every word of a filter over documents `d` and versions `v`. */
export const wordsMatch = (filter: string): RawBuilder<unknown>[] => filter.split(/\s+/).filter(Boolean).map(matches)

export type DocumentAsk = {
  filter: string
  from?: string | null | undefined
  to?: string | null | undefined
  supplier?: string | null | undefined
}

/**
 * Documents `d` of a kind with state `s` and version `v` under a filter. The joins run in the order written: documents by date or party,
 * then keys.
 */
export function documentsWhere(
  kind: DocumentKind,
  ask: DocumentAsk,
  more: readonly RawBuilder<unknown>[] = [],
): RawBuilder<unknown> {
  const terms = [raw`d.kind = ${kind}`, ...more]
  if (ask.from) terms.push(raw`d.date >= ${ask.from}`)
  if (ask.to) terms.push(raw`d.date <= ${ask.to}`)
  if (ask.supplier) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(ask.supplier)})`)
  terms.push(...wordsMatch(ask.filter))
  const index = ask.supplier ? raw`document_by_party` : raw`document_by_date`
  return raw`document d indexed by ${index} cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    where ${raw.join(terms, raw` and `)}`
}

/** Sort orders every list of documents knows; newest first unless asked otherwise. */
export function orderBy(
  sort: string | null,
  descending: boolean,
  more: Readonly<Record<string, string>> = {},
): RawBuilder<unknown> {
  const known: Readonly<Record<string, string>> = {
    date: 'd.date',
    number: 'd.fy, d.series_id, d.serial',
    supplier: 'v.party_name collate nocase',
    total: 'v.total',
    value: 'v.total',
    supplierNumber: 'd.reference collate nocase',
    ...more,
  }
  const down = sort === null ? true : descending
  const columns = (known[sort ?? 'date'] ?? 'd.date').split(', ').map((column) => (down ? `${column} desc` : column))
  return raw`order by ${raw.raw(columns.join(', '))}, ${raw.raw(down ? 'd.id desc' : 'd.id')}`
}
