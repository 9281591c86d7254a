import { type RawBuilder, sql as raw } from 'kysely'
import { type LocalDate, parseDateEntry } from '../../shared/calendar.ts'
import { type Paise, parsePaise } from '../../shared/money.ts'
import { searchWords } from '../../shared/parties/check-party.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { searchItems } from '../items/search-store.ts'

/** How much is looked at for a word that fits very many: the newest bills of each; a further word narrows it. */
const most = { items: 20, batches: 40, parties: 200, bills: 3000 }
/** So many of the newest bills of each of n. */
const share = (n: number) => Math.ceil(most.bills / Math.max(n, 1))

const sold = raw`(d.kind = 'sale')`
const upTo = (word: string) => `${word}\u{10FFFF}`

/** A number in full (SA/26-27/000123), or its digits. */
function byNumber(word: string, years: readonly string[]): RawBuilder<unknown>[] {
  if (/^\d{1,9}$/.test(word))
    return [raw`select d.id from document d indexed by document_by_serial where d.serial = ${Number(word)} and d.kind = 'sale'`]
  if (!word.includes('/')) return []
  const fy = raw.join(years.map((year) => raw.lit(year)))
  return [raw`select d.id from document d where d.fy in (${fy}) and d.number >= ${word} and d.number < ${upTo(word)} and ${sold}`]
}

/** Bills of the parties whose name, town, phone or GSTIN has the word; with very many of them, among the latest bills. */
function byParty(db: Reader, word: string): RawBuilder<unknown>[] {
  const match = searchWords(word)
    .map((token) => `"${token}"*`)
    .join(' AND ')
  if (match === '') return []
  const { n } = db.must(
    text<{
      n: number
    }>`select count(*) as n from (select rowid from party_search where party_search match ${match} limit ${most.parties + 1})`,
  )
  if (n === 0) return []
  if (n <= most.parties)
    return [
      raw`select d.id from party_search f cross join document d on d.id in (select x.id from document x indexed by document_by_party
        where x.party_id = f.rowid and x.kind = 'sale' order by x.date desc limit ${share(n)}) where f.party_search match ${match}`,
    ]
  return [
    raw`select id from (select d.id, d.party_id from document d indexed by document_by_date where ${sold} order by d.date desc, d.id desc limit ${most.bills})
      where party_id in (select rowid from party_search where party_search match ${match})`,
  ]
}

const linesOfItem = (lines: number) => (item: number) =>
  raw`
  select document_id as id from (select v.document_id from document_line l indexed by document_line_by_item cross join document_version v on v.id = l.version_id
    where l.item_id = ${item} order by l.version_id desc limit ${lines})`

function byItem(db: Reader, words: string): RawBuilder<unknown>[] {
  const items = words.length < 2 ? [] : searchItems(db, words, most.items)
  return items.map(linesOfItem(share(items.length)))
}

function byBatch(db: Reader, word: string): RawBuilder<unknown>[] {
  if (word.length < 2) return []
  const number = word.toUpperCase()
  const batches = db.rows(text<{ id: number; item_id: number }>`
    select id, item_id from batch indexed by batch_by_number where number >= ${number} and number < ${upTo(number)} limit ${most.batches}`)
  return batches.map(
    (batch) => raw`select v.document_id as id from (select m.posting_id from stock_move m indexed by stock_move_by_item
      where m.item_id = ${batch.item_id} and m.batch_id = ${batch.id} and m.kind = 'sale' order by m.date desc limit ${share(batches.length)}) m
      cross join posting p on p.id = m.posting_id cross join document_version v on v.id = p.version_id`,
  )
}

const bySalesman = (word: string) => raw`
  select id from (select v.document_id as id from document_version v indexed by document_version_by_salesman
  where json_extract(v.applied_json, '$.salesman') is not null and json_extract(v.applied_json, '$.salesman') collate nocase >= ${word}
    and json_extract(v.applied_json, '$.salesman') collate nocase < ${upTo(word)} limit ${most.bills})`

const byAmount = (amount: Paise) =>
  raw`select v.document_id as id from document_version v indexed by document_version_by_total where v.total = ${amount}`
const byDay = (date: LocalDate) => raw`select d.id from document d indexed by document_by_date where ${sold} and d.date = ${date}`
const byWalkIn = (word: string) => raw`
  select w.id from (select d.id, d.party_id, s.current_version_id as version from document d indexed by document_by_date cross join document_state s on s.document_id = d.id
    where ${sold} order by d.date desc, d.id desc limit 1000) w cross join document_version v on v.id = w.version
  where w.party_id is null and v.party_name like ${`${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`

/** A day only where it is written like one: `123` is a number, `21-11` and `21nov` are days. */
const dayOf = (word: string, today: LocalDate) =>
  /^\d{1,2}[-/.]|^\d{1,2}[a-z]{3}/i.test(word) && word.split('/').length < 3 ? parseDateEntry(word, today) : null

/** Everything a word may be of a bill, each found by an index. */
export function wordBills(db: Reader, word: string, today: LocalDate, years: readonly string[]): RawBuilder<unknown> {
  const amount = parsePaise(word)
  const date = dayOf(word, today)
  const any = [
    ...byNumber(word, years),
    ...byParty(db, word),
    ...byItem(db, word),
    ...byBatch(db, word),
    bySalesman(word),
    byWalkIn(word),
    ...(amount === null ? [] : [byAmount(amount)]),
    ...(date === null ? [] : [byDay(date)]),
  ]
  return raw`${raw.join(any, raw` union `)}`
}

type Row = {
  uid: Uint8Array
  number: string
  date: string
  party: string
  mode: string
  salesman: string | null
  totalPaise: Paise
  cancelled: number
}

/** The statement for a question; its plan is held by a test. */
export function findStatement(db: Reader, asked: string, today: LocalDate, limit: number): RawBuilder<Row> | null {
  const words = asked.split(/\s+/).filter(Boolean).slice(0, 6)
  if (words.length === 0) return null
  const years = db.rows(text<{ fy: string }>`select distinct fy from series`).map((row) => row.fy)
  const sets = words.map((word, at) => raw`${raw.raw(`w${at}`)}(id) as materialized (${wordBills(db, word, today, years)})`)
  const all = raw.join(
    words.map((_, at) => raw`select id from ${raw.raw(`w${at}`)}`),
    raw` intersect `,
  )
  // digits are a bill's number before they are part of a phone
  const serials = raw.join([0, ...words.filter((word) => /^\d{1,9}$/.test(word)).map(Number)].map((serial) => raw.lit(serial)))
  // the words of one item's name may each fit many items: the whole text as an item too
  const whole = words.length > 1 ? byItem(db, words.join(' ')) : []
  const hits = whole.length ? raw`select id from (${all}) union ${raw.join(whole, raw` union `)}` : all
  return raw<Row>`with ${raw.join(sets)}, hits(id) as materialized (${hits})
    select d.uid, d.number, d.date, v.party_name as party, v.mode, json_extract(v.applied_json, '$.salesman') as salesman, v.total as totalPaise, s.cancelled
    from hits cross join document d on d.id = hits.id cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    where ${sold} order by d.serial in (${serials}) desc, d.date desc, d.id desc limit ${limit}`
}

/** Bills by any words of them, newest first; `more` when there may be others. */
export function findBills(db: Reader, asked: string, today: LocalDate, limit: number) {
  const statement = findStatement(db, asked, today, limit + 1)
  const rows = statement ? db.rows(text<Row>`${statement}`) : []
  return {
    text: asked,
    rows: rows.slice(0, limit).map((row) => ({ ...row, uid: uidText(row.uid), cancelled: row.cancelled === 1 })),
    more: rows.length > limit,
  }
}

type Step = { uid: Uint8Array; number: string }
/** The bills next to one in its series. */
export function neighbourBills(db: Reader, at: { seriesId: number; serial: number }) {
  const step = (serial: number): { uid: string; number: string } | null => {
    const row = db.row(text<Step>`select uid, number from document where series_id = ${at.seriesId} and serial = ${serial}`)
    return row ? { uid: uidText(row.uid), number: row.number } : null
  }
  return { previous: step(at.serial - 1), next: step(at.serial + 1) }
}
