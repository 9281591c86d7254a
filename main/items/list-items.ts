import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { items } from '../../shared/items/contract.ts'
import { typedWords } from '../../shared/items/search-words.ts'
import { type Reader, text } from '../database/connection.ts'
import { itemHits } from './item-hits.ts'
import { searchSide } from './search-index.ts'
import { matchAll } from './search-store.ts'

type Ask = z.output<(typeof items)['list']['input']>

const sortColumns: Readonly<Record<string, string>> = {
  name: 'name',
  code: 'code',
  manufacturer: 'manufacturer',
  category: 'category',
  packLabel: 'pack_label',
  schedule: 'schedule',
}

/** A page of the catalogue. The filter is words in any order (of active items through the index, of hidden ones by name); the rest is SQL's work. */
export function listItems(db: Reader, ask: Ask, today: LocalDate) {
  const where = filterOf(db, ask, today)
  const column = raw.ref(sortColumns[ask.sort ?? ''] ?? 'name')
  const direction = raw.raw(ask.descending ? 'desc' : 'asc')
  const total = db.must(text<{ n: number }>`select count(*) as n from item i where ${where}`).n
  const ids = db.rows(
    text<{
      id: number
    }>`select i.id from item i where ${where} order by ${column} collate nocase ${direction}, i.id ${direction} limit ${ask.limit} offset ${ask.offset}`,
  )
  return {
    rows: itemHits(
      db,
      ids.map(({ id }) => id),
      today,
      ask.tier,
    ),
    total,
    sums: ask.offset === 0 ? { items: total } : null,
  }
}

/** The condition that an item (alias `i`) has all the words of a text, by the search index; null for no words. */
export function hasWords(db: Reader, filter: string) {
  const words = typedWords(filter)
  if (words.length === 0) return null
  const { side } = searchSide(db)
  const index = raw.ref(`search_words_${side}`)
  return raw`i.id in (select r.item_id from ${raw.table(`search_words_${side}`)} cross join ${raw.table(`search_rank_${side}`)} as r on r.rank = ${raw.ref(`search_words_${side}.rowid`)} where ${index} match ${matchAll(words)})`
}

/** What the list is narrowed to beside its words. The HSN is that of the tax row in force today. */
function kept({ show, status, schedule, hsn }: Ask, today: LocalDate) {
  const terms = [show === 'all' ? raw`true` : raw`i.active = ${show === 'active' ? 1 : 0}`]
  if (status) terms.push(raw`i.status = ${status}`)
  if (schedule) terms.push(raw`i.schedule = ${schedule}`)
  if (hsn)
    terms.push(
      raw`(select x.hsn from item_tax x where x.item_id = i.id and x.from_date <= ${today} order by x.from_date desc, x.seq desc, x.id desc limit 1) like ${`${hsn}%`}`,
    )
  return raw`${raw.join(terms, raw` and `)}`
}

function filterOf(db: Reader, ask: Ask, today: LocalDate) {
  const { filter, show } = ask
  const active = kept(ask, today)
  const words = typedWords(filter)
  if (words.length === 0) return active
  if (show === 'hidden')
    return raw`${active} and ${raw.join(
      words.map((word) => raw`i.name like ${`%${word}%`}`),
      raw` and `,
    )}`
  return raw`${active} and ${hasWords(db, filter)}`
}
