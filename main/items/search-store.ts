import { sql as raw } from 'kysely'
import { type Candidate, type Place, placeOf } from '../../shared/items/search-rank.ts'
import { abbreviations, formOf, headMark, isMeasure, typedWords } from '../../shared/items/search-words.ts'
import { type Reader, text } from '../database/connection.ts'
import { type Prepared, prepared } from '../database/prepared.ts'
import { type Side, searchSide } from './search-index.ts'

/** How many of the most wanted items an expression gives are looked at. */
const mostLooked = 200
/** Beginnings of these lengths have an index of their own (0003-item-search.sql), which is streamed; any other would be gathered whole first. */
const indexedLengths = [6, 4, 3, 2, 1]
/** With fewer hits than this the insides of words are searched too. */
const fewHits = 10
/** So many triplets of letters tell a word well enough; the rest is checked here. */
const mostTriplets = 6

type Found = Candidate & { id: number; rank: number }
type Look = Prepared<{ match: string }, Found>

const look = (index: string, side: Side): Look =>
  // cross join: the index is read first, in its own order, and reading stops at the limit
  prepared<{ match: string }>()(
    (p) => text<Found>`select r.rank, i.id, i.name, i.code, i.manufacturer, i.composition, i.pack_label as packLabel
      from ${raw.table(index)} cross join ${raw.table(`search_rank_${side}`)} as r on r.rank = ${raw.ref(`${index}.rowid`)} cross join item as i on i.id = r.item_id
      where ${raw.ref(index)} match ${p.match} order by ${raw.ref(`${index}.rowid`)} limit ${raw.lit(mostLooked)}`,
  )

/** For each side: items by beginnings of words, and by insides of words, the most wanted first. A test holds their plans. */
export const lookStatements: Record<Side, { words: Look; inner: Look }> = {
  a: { words: look('search_words_a', 'a'), inner: look('search_inner_a', 'a') },
  b: { words: look('search_words_b', 'b'), inner: look('search_inner_b', 'b') },
}

const cutLength = (word: string): number => indexedLengths.find((length) => length <= word.length) ?? word.length
/** A word by its longest indexed beginning; what that brings too many is sorted out here, by `placeOf`. */
const beginning = (word: string) => `"${word.slice(0, cutLength(word))}"*`
const wholeBeginning = (word: string) => `"${word}"*`

/** What the index is asked for a word: its beginning, or the kept spelling of a form, or what an abbreviation stands for. */
function term(word: string, begin: (word: string) => string): string {
  const form = formOf(word)
  if (form !== null && form !== word) return `"${form}"`
  const long = abbreviations.get(word)
  return long === undefined ? begin(word) : `(${begin(word)} OR ${begin(long)})`
}
const matchCut = (words: readonly string[]) => words.map((word) => term(word, beginning)).join(' AND ')
/** The index's expression for the items that have all the words somewhere, to the letter. */
export const matchAll = (words: readonly string[]): string => words.map((word) => term(word, wholeBeginning)).join(' AND ')

/** Names that begin with one of the words; null when none of them begins a name (forms, single letters beside words). */
function heads(words: readonly string[]): string | null {
  const possible = words.filter(
    (word) => formOf(word) === null && (word.length > 1 || words.length === 1 || words.every((other) => other.length === 1)),
  )
  if (possible.length === 0) return null
  const terms = possible.map((word) => beginning(headMark + word))
  return terms.length === 1 ? (terms[0] ?? null) : `(${terms.join(' OR ')})`
}

/** The words that tell items apart: not forms, measures and single letters, which half the catalogue has. */
const tellingWords = (words: readonly string[]) =>
  words.filter((word) => word.length > 1 && formOf(word) === null && !isMeasure(word))

function triplets(words: readonly string[]): string | null {
  const found = words
    .filter((word) => word.length >= 3 && formOf(word) === null)
    .flatMap((word) => Array.from({ length: word.length - 2 }, (_, at) => `"${word.slice(at, at + 3)}"`))
  return found.length ? found.slice(0, mostTriplets).join(' AND ') : null
}

/**
 * The items the typed text means, best first: names that begin with it, then beginnings of words in the name, then anywhere in the
 * item, then insides of words; within each the most wanted first. Each question is streamed in order of popularity and stops at 200.
 */
export function searchItems(db: Reader, typed: string, limit: number): number[] {
  const words = typedWords(typed)
  if (words.length === 0) return []
  const { words: byWords, inner: byInner } = lookStatements[searchSide(db).side]
  const seen = new Set<number>()
  const hits: { id: number; rank: number; place: Place }[] = []
  /** True when there was no more to see. */
  const ask = (statement: Look, match: string): boolean => {
    const rows = db.all(statement, { match })
    for (const row of rows) {
      if (seen.has(row.id)) continue
      seen.add(row.id)
      const place = placeOf(words, row)
      if (place !== null) hits.push({ id: row.id, rank: row.rank, place })
    }
    return rows.length < mostLooked
  }
  const head = heads(words)
  if (head !== null && !ask(byWords, head) && words.length > 1 && hits.length < limit)
    ask(byWords, `${head} AND ${matchCut(words)}`)
  if (hits.length < limit) {
    const telling = tellingWords(words)
    let all = telling.length > 0 && telling.length < words.length && ask(byWords, matchCut(telling))
    if (!all && hits.length < limit) all = ask(byWords, matchCut(words))
    // the first 200 of a cut word were mostly other words: seldom, and then worth gathering the word whole
    if (!all && hits.length < limit && words.some((word) => word.length > cutLength(word))) ask(byWords, matchAll(words))
  }
  const triple = hits.length < fewHits ? triplets(words) : null
  if (triple !== null) ask(byInner, triple)
  return hits
    .sort((a, b) => a.place - b.place || a.rank - b.rank)
    .slice(0, limit)
    .map(({ id }) => id)
}

const byCode = prepared<{ code: string }>()(
  (p) => text<{ id: number }>`select id from item where code = ${p.code} and active = 1`,
)
const byBarcode = prepared<{ code: string }>()(
  (p) =>
    text<{
      id: number
      unit: string
    }>`select b.item_id as id, b.unit from barcode b join item i on i.id = b.item_id where b.code = ${p.code} and i.active = 1`,
)

/** The item whose barcode or code is exactly the text (codes in any case), or null. A scanner's answer: it goes before all others. */
export function exactItem(db: Reader, typed: string): number | null {
  const plain = typed.trim()
  if (!plain) return null
  return db.get(byBarcode, { code: plain })?.id ?? db.get(byCode, { code: plain.toUpperCase() })?.id ?? null
}
