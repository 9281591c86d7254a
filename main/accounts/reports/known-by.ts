import { type RawBuilder, sql as raw } from 'kysely'

/** Papers that came from the other side: they are known by the number printed on them, ours is only where they are filed. */
const theirs = raw`('opening-balance', 'purchase', 'purchase-return', 'landed-cost', 'claim-credit')`

/** The number a document is known by, of the document `d`. */
export const knownNumber = (d: string): RawBuilder<string> =>
  raw`coalesce(case when ${raw.ref(`${d}.kind`)} in ${theirs} then nullif(${raw.ref(`${d}.reference`)}, '') end, ${raw.ref(`${d}.number`)})`

/** What was told of one open item of a document that opened several (an opening balance, a merge): its own number or day. */
const told = (what: 'number' | 'date', line: string) =>
  raw`case when d.kind in ('opening-balance', 'journal') then json_extract(v.applied_json, '$.items[' || (${raw.ref(line)} - 1) || '].${raw.raw(what)}') end`

/** The number and the day by which an open item is known; `item` is its alias, `d` its document and `v` that one's version in force. */
export const knownItem = (item: string) => ({
  number: raw<string | null>`coalesce(${told('number', `${item}.line_no`)}, ${knownNumber('d')})`,
  date: raw<string>`coalesce(${told('date', `${item}.line_no`)}, ${raw.ref(`${item}.date`)})`,
})
