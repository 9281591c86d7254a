import { sql as raw } from 'kysely'
import { indexedWords, innerText, type SearchedItem } from '../../shared/items/search-words.ts'
import { type Reader, sql, text, type Writer } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

export type Side = 'a' | 'b'
type Phase = 'rest' | 'weigh' | 'fill'

const state = prepared<Record<never, never>>()(
  () => text<{ side: Side; phase: Phase; upto: number }>`select side, phase, upto from search_side`,
)
export function searchSide(db: Reader): { side: Side; phase: Phase; upto: number } {
  const found = db.get(state, {})
  if (!found) throw new Error('the search index has no state')
  return found
}

/** The statements of one side; two sides so that a rebuild never empties what the counter searches in. */
const statementsOf = (side: Side) => {
  const words = raw.table(`search_words_${side}`)
  const inner = raw.table(`search_inner_${side}`)
  const ranks = raw.table(`search_rank_${side}`)
  return {
    rankOf: prepared<{ item: number }>()((p) => text<{ rank: number }>`select rank from ${ranks} where item_id = ${p.item}`),
    lastRank: prepared<Record<never, never>>()(() => text<{ rank: number | null }>`select max(rank) as rank from ${ranks}`),
    addRank: prepared<{ rank: number; item: number }>()(
      (p) => text`insert into ${ranks}(rank, item_id) values (${p.rank}, ${p.item})`,
    ),
    addWords: prepared<{ rank: number; words: string }>()(
      (p) => text`insert into ${words}(rowid, words) values (${p.rank}, ${p.words})`,
    ),
    addInner: prepared<{ rank: number; name: string }>()(
      (p) => text`insert into ${inner}(rowid, name) values (${p.rank}, ${p.name})`,
    ),
    dropRank: prepared<{ item: number }>()((p) => text`delete from ${ranks} where item_id = ${p.item}`),
    dropWords: prepared<{ rank: number }>()((p) => text`delete from ${words} where rowid = ${p.rank}`),
    dropInner: prepared<{ rank: number }>()((p) => text`delete from ${inner} where rowid = ${p.rank}`),
  }
}
const statements = { a: statementsOf('a'), b: statementsOf('b') }

function add(tx: Writer, side: Side, rank: number, itemId: number, item: SearchedItem): void {
  const s = statements[side]
  tx.do(s.addRank, { rank, item: itemId })
  tx.do(s.addWords, { rank, words: indexedWords(item) })
  tx.do(s.addInner, { rank, name: innerText(item) })
}
const lastRank = (db: Reader, side: Side): number => db.get(statements[side].lastRank, {})?.rank ?? 0

/** Adds (or replaces) an item on one side. A new item ranks after those already there. */
function write(tx: Writer, side: Side, itemId: number, item: SearchedItem): void {
  const s = statements[side]
  const rank = tx.get(s.rankOf, { item: itemId })?.rank
  if (rank === undefined) {
    add(tx, side, lastRank(tx, side) + 1, itemId, item)
    return
  }
  tx.do(s.dropWords, { rank })
  tx.do(s.dropInner, { rank })
  tx.do(s.addWords, { rank, words: indexedWords(item) })
  tx.do(s.addInner, { rank, name: innerText(item) })
}

function drop(tx: Writer, side: Side, itemId: number): void {
  const s = statements[side]
  const rank = tx.get(s.rankOf, { item: itemId })?.rank
  if (rank === undefined) return
  tx.do(s.dropWords, { rank })
  tx.do(s.dropInner, { rank })
  tx.do(s.dropRank, { item: itemId })
}

const weigh = prepared<{ item: number; weight: number; name: string }>()(
  (p) => text`insert or replace into search_weight(item_id, weight, name) values (${p.item}, ${p.weight}, ${p.name})`,
)
const unweigh = prepared<{ item: number }>()((p) => text`delete from search_weight where item_id = ${p.item}`)

/**
 * Every write adds a segment to the index, which SQLite refuses ("disk is full") at 2,000 of them: each save merges as many pages as
 * saves leave behind. An import tends the index between its slices.
 */
const pagesPerSave = 16

/**
 * Puts an item into the index, or what changed of it; called by every write of an item. `before` is what the index holds of it, so
 * that a change of price or rack costs nothing here.
 */
export function indexItem(tx: Writer, itemId: number, item: SearchedItem, before?: SearchedItem): void {
  if (before && indexedWords(before) === indexedWords(item) && innerText(before) === innerText(item)) return
  const { side, phase } = searchSide(tx)
  write(tx, side, itemId, item)
  if (phase === 'rest') {
    tendSearch(tx, pagesPerSave)
    return
  }
  // it may already stand on the side being filled: there it is taken out and waits its turn again
  drop(tx, side === 'a' ? 'b' : 'a', itemId)
  tx.do(weigh, { item: itemId, weight: 0, name: item.name })
}

/** `indexItem` for many items that were not there before: the slices of an import. */
export function indexNewItems(tx: Writer, items: readonly { id: number; item: SearchedItem }[]): void {
  const { side, phase } = searchSide(tx)
  let rank = lastRank(tx, side)
  for (const { id, item } of items) {
    rank += 1
    add(tx, side, rank, id, item)
    if (phase !== 'rest') tx.do(weigh, { item: id, weight: 0, name: item.name })
  }
}

/** Takes an item out: hidden items are not found. */
export function unindexItem(tx: Writer, itemId: number): void {
  drop(tx, 'a', itemId)
  drop(tx, 'b', itemId)
  tx.do(unweigh, { item: itemId })
}

const changesSoFar = prepared<Record<never, never>>()(() => text<{ n: number }>`select total_changes() as n`)
const mergeOf = (name: string) =>
  prepared<{ pages: number }>()((p) => text`insert into ${raw.table(name)}(${raw.ref(name)}, rank) values ('merge', ${p.pages})`)
const merges = {
  a: [mergeOf('search_words_a'), mergeOf('search_inner_a')],
  b: [mergeOf('search_words_b'), mergeOf('search_inner_b')],
}

// written out: FTS5 takes no other than a whole number here, and values are bound as real ones
const widthOf = (name: string, width: number) =>
  prepared<Record<never, never>>()(
    () => text`insert into ${raw.table(name)}(${raw.ref(name)}, rank) values ('usermerge', ${raw.lit(width)})`,
  )
const indexes = ['search_words_a', 'search_inner_a', 'search_words_b', 'search_inner_b'] as const
const widths = { 4: indexes.map((name) => widthOf(name, 4)), 16: indexes.map((name) => widthOf(name, 16)) }

/** How many pieces of the index are merged at once: many while a bulk job writes, so that less is written twice; few when it ends. */
export function mergeWidth(tx: Writer, width: 4 | 16): void {
  for (const statement of widths[width]) tx.do(statement, {})
}

/** Merges so many pages of the index (a page is about a fifth of a millisecond); false when nothing was left to merge. */
export function tendSearch(tx: Writer, pages: number): boolean {
  const { side, phase } = searchSide(tx)
  const filled = phase === 'rest' ? side : side === 'a' ? 'b' : 'a'
  let more = false
  for (const merge of merges[filled]) {
    const before = tx.get(changesSoFar, {})?.n ?? 0
    tx.do(merge, { pages })
    // the merge reports itself as one change; a second one means that pages were written
    if ((tx.get(changesSoFar, {})?.n ?? 0) - before >= 2) more = true
  }
  return more
}

/** Starts to make the index anew, on the other side: items sold most first, then by name. */
function begin(tx: Writer, other: Side): void {
  for (const name of [`search_words_${other}`, `search_inner_${other}`]) {
    const table = raw.table(name)
    tx.run(text`insert into ${table}(${raw.ref(name)}) values ('delete-all')`)
  }
  tx.run(text`delete from ${raw.table(`search_rank_${other}`)}`)
  tx.run(text`delete from search_weight`)
  tx.run(text`update search_side set phase = 'weigh', upto = 0`)
}

function weighSlice(tx: Writer, upto: number, count: number): void {
  const rows = tx.rows(
    text<{
      id: number
      weight: number
      name: string
    }>`select i.id, i.name, i.popularity + (select count(*) from stock_move m where m.item_id = i.id and m.qty < 0) as weight
      from item i where i.id > ${upto} and i.active = 1 order by i.id limit ${count}`,
  )
  for (const row of rows) tx.do(weigh, { item: row.id, weight: row.weight, name: row.name })
  const last = rows.at(-1)
  if (last) tx.run(text`update search_side set upto = ${last.id}`)
  else tx.run(text`update search_side set phase = 'fill'`)
}

function fillSlice(tx: Writer, other: Side, count: number): boolean {
  const waiting = tx.rows(
    text<{ item_id: number }>`select item_id from search_weight order by weight desc, name, item_id limit ${count}`,
  )
  for (const { item_id: id } of waiting) {
    const item = tx.get(searched, { id })
    if (item?.active) write(tx, other, id, item)
    tx.do(unweigh, { item: id })
  }
  if (waiting.length === count) return false
  tx.run(text`update search_side set side = ${other}, phase = 'rest', upto = 0`)
  return true
}

const searched = prepared<{ id: number }>()((p) =>
  sql
    .selectFrom('item')
    .select(['name', 'code', 'manufacturer', 'composition', 'pack_label as packLabel', 'active'])
    .where('id', '=', p.id),
)

/**
 * One slice of making the index anew from the items; call it until `done`. What is saved meanwhile is kept on both sides; a rebuild cut
 * off goes on where it stopped.
 */
export function rebuildSearch(tx: Writer, count: number, restart: boolean): { done: boolean; left: number } {
  const { side, phase, upto } = searchSide(tx)
  const other = side === 'a' ? 'b' : 'a'
  let done = false
  if (phase === 'rest' || restart) begin(tx, other)
  else if (phase === 'weigh') weighSlice(tx, upto, count * 4)
  else done = fillSlice(tx, other, count)
  const left = tx.row(text<{ n: number }>`select count(*) as n from search_weight`)?.n ?? 0
  return { done, left }
}
