import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { priceCalls } from '../../shared/items/price-contract.ts'
import type { Paise } from '../../shared/money.ts'
import { share } from '../../shared/money.ts'
import type { BasisPoints } from '../../shared/quantity.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { discountOn } from '../parties/party-discount.ts'
import { knownList, knownParty } from './price-changes.ts'
import { partyListOn } from './price-store.ts'

type AskOf<N extends keyof typeof priceCalls> = z.output<(typeof priceCalls)[N]['input']>
type RowOf<N extends 'listRates' | 'specialRates' | 'discounts'> = z.output<(typeof priceCalls)[N]['output']>['rows'][number]

const allOf = (parts: readonly RawBuilder<unknown>[]) => raw`${raw.join([raw`true`, ...parts], raw` and `)}`
const wordsIn = (filter: string, name: RawBuilder<unknown>) =>
  filter
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => raw`${name} like ${`%${word}%`}`)
const order = (ask: { sort: string | null; descending: boolean }, sorts: Record<string, RawBuilder<unknown>>, first: string) =>
  raw`${sorts[ask.sort ?? first] ?? sorts[first]} ${ask.descending ? raw`desc` : raw`asc`}`

/** A rate of item i in a list as on a day: its row's column. */
const priceOf = (column: 'rate_e4' | 'from_date', list: RawBuilder<unknown>, day: LocalDate) =>
  raw`(select x.${raw.ref(column)} from price x where x.item_id = i.id and x.list_id = ${list} and x.batch_id = 0 and x.from_date <= ${day} order by x.from_date desc, x.seq desc, x.id desc limit 1)`
const ofTier = (tier: string) => raw`(select l.id from price_list l where l.tier = ${tier})`

/** The price lists, those of the tiers first. */
export function priceLists(db: Reader) {
  const rows = db.rows(text<{
    id: number
    uid: Uint8Array
    name: string
    tier: string | null
    active: number
    items: number
    parties: number
    lastFrom: string | null
  }>`select l.id, l.uid, l.name, l.tier, l.active, coalesce(c.items, 0) as items, c.lastFrom,
      (select count(*) from party p where p.price_list_id = l.id or (p.price_list_id is null and p.tier = l.tier)) as parties
    from price_list l left join (select list_id, count(distinct item_id) as items, max(from_date) as lastFrom from price group by list_id) c on c.list_id = l.id
    order by l.tier is null, l.id`)
  return rows.map((row) => ({ ...row, uid: uidText(row.uid), active: row.active === 1 }))
}

/** Items with their rate in a list as on a day. */
export function listRates(db: Reader, ask: AskOf<'listRates'>) {
  const list = raw`${knownList(db, ask.list).id}`
  const rate = priceOf('rate_e4', list, ask.asOn)
  const only = { all: [], priced: [raw`${rate} is not null`], unpriced: [raw`${rate} is null`] }[ask.only]
  const name = raw`(i.name || ' ' || coalesce(i.code, '') || ' ' || coalesce(i.manufacturer, ''))`
  const where = allOf([raw`i.active = 1`, ...only, ...wordsIn(ask.filter, name)])
  const by = order(ask, { name: raw`i.name collate nocase`, manufacturer: raw`i.manufacturer collate nocase` }, 'name')
  const total = db.must(text<{ n: number }>`select count(*) as n from item i where ${where}`).n
  type Row = Omit<RowOf<'listRates'>, 'mrpPaise'> & { mrpE4: number | null }
  const rows =
    db.rows(text<Row>`select i.id as itemId, i.name, i.pack_label as packLabel, i.manufacturer, i.sale_unit as saleUnit,
      ${priceOf('rate_e4', ofTier('mrp'), ask.asOn)} as mrpE4, ${priceOf('rate_e4', ofTier('ptr'), ask.asOn)} as ptrE4, ${rate} as rateE4,
      ${priceOf('from_date', list, ask.asOn)} as fromDate,
      (select min(x.from_date) from price x where x.item_id = i.id and x.list_id = ${list} and x.batch_id = 0 and x.from_date > ${ask.asOn}) as nextFrom
    from item i where ${where} order by ${by}, i.id limit ${ask.limit} offset ${ask.offset}`)
  return {
    rows: rows.map(({ mrpE4, ...row }) => ({ ...row, mrpPaise: mrpE4 === null ? null : (share(mrpE4, 1, 100) as Paise) })),
    total,
    sums: ask.offset === 0 ? { items: total } : null,
  }
}

/** By which list and tier a party buys on a day. */
export function partyPrices(db: Reader, uid: string, date: LocalDate) {
  const party = knownParty(db, uid)
  const held = partyListOn(db, party, date)
  const list = held && db.must(text<{ uid: Uint8Array }>`select uid from price_list where id = ${held.list.id}`)
  return {
    list: list ? uidText(list.uid) : null,
    listFrom: held?.from ?? null,
    tier: party.tier,
    discountBp: discountOn(db, { id: party.id, discount_bp: party.discountBp }, date),
  }
}

/** Special rates that hold on a day. */
export function specialRates(db: Reader, ask: AskOf<'specialRates'>) {
  const party = ask.party === null ? [] : [raw`pp.party_id = ${knownParty(db, ask.party).id}`]
  const item = ask.itemId === null ? [] : [raw`pp.item_id = ${ask.itemId}`]
  const name = raw`(p.name || ' ' || i.name || ' ' || coalesce(i.manufacturer, ''))`
  const held = raw`pp.id = (select x.id from party_price x where x.party_id = pp.party_id and x.item_id = pp.item_id and x.from_date <= ${ask.asOn}
    order by x.from_date desc, x.seq desc, x.id desc limit 1)`
  const where = allOf([...party, ...item, held, raw`pp.rate_e4 is not null`, ...wordsIn(ask.filter, name)])
  const tables = raw`party_price pp join party p on p.id = pp.party_id join item i on i.id = pp.item_id`
  const by = order(
    ask,
    { party: raw`p.name collate nocase`, item: raw`i.name collate nocase`, fromDate: raw`pp.from_date` },
    ask.party === null ? 'party' : 'item',
  )
  const total = db.must(text<{ n: number }>`select count(*) as n from ${tables} where ${where}`).n
  type Row = Omit<RowOf<'specialRates'>, 'partyUid' | 'itemUid' | 'net'> & {
    partyUid: Uint8Array
    itemUid: Uint8Array
    net: number
  }
  const rows =
    db.rows(text<Row>`select p.uid as partyUid, p.name as party, (select a.city from party_address a where a.party_id = p.id order by a.id limit 1) as city,
      i.id as itemId, i.uid as itemUid, i.name as item, i.pack_label as packLabel, pp.unit, pp.rate_e4 as rateE4, pp.net, pp.from_date as fromDate,
      ${priceOf('rate_e4', ofTier('ptr'), ask.asOn)} as ptrE4
    from ${tables} where ${where} order by ${by}, i.name, pp.id limit ${ask.limit} offset ${ask.offset}`)
  return {
    rows: rows.map((row) => ({ ...row, partyUid: uidText(row.partyUid), itemUid: uidText(row.itemUid), net: row.net === 1 })),
    total,
    sums: ask.offset === 0 ? { rates: total } : null,
  }
}

/** The ladder as on a day: of rows about the same thing the last. */
export function discounts(db: Reader, ask: AskOf<'discounts'>) {
  const same = raw`x.rung = d.rung and x.party_id is d.party_id and x.list_id is d.list_id and x.item_id is d.item_id and x.manufacturer is d.manufacturer and x.from_min = d.from_min`
  const held = raw`d.id = (select x.id from discount_term x where ${same} and x.from_date <= ${ask.asOn} order by x.from_date desc, x.seq desc, x.id desc limit 1)`
  const name = raw`(coalesce(p.name, '') || ' ' || coalesce(i.name, '') || ' ' || coalesce(d.manufacturer, '') || ' ' || coalesce(l.name, ''))`
  const where = allOf([held, raw`d.bp is not null`, ...wordsIn(ask.filter, name)])
  const tables = raw`discount_term d left join party p on p.id = d.party_id left join item i on i.id = d.item_id left join price_list l on l.id = d.list_id`
  const by = order(ask, { rung: raw`d.rung`, bp: raw`d.bp`, fromDate: raw`d.from_date` }, 'rung')
  const total = db.must(text<{ n: number }>`select count(*) as n from ${tables} where ${where}`).n
  type Row = Omit<RowOf<'discounts'>, 'list' | 'party' | 'bp'> & {
    list: Uint8Array | null
    party: Uint8Array | null
    bp: BasisPoints
  }
  const rows =
    db.rows(text<Row>`select d.id, d.rung, l.uid as list, l.name as listName, d.item_id as itemId, i.name as item, d.manufacturer, p.uid as party, p.name as partyName,
      d.from_min as fromMin, d.from_date as fromDate, d.bp
    from ${tables} where ${where} order by ${by}, d.manufacturer, i.name, d.from_min, d.id limit ${ask.limit} offset ${ask.offset}`)
  const uid = (bytes: Uint8Array | null) => (bytes === null ? null : uidText(bytes))
  return {
    rows: rows.map((row) => ({ ...row, list: uid(row.list), party: uid(row.party) })),
    total,
    sums: ask.offset === 0 ? { terms: total } : null,
  }
}

/** Default lists of manufacturers as on a day. */
export const companyLists = (db: Reader, date: LocalDate) =>
  db
    .rows(text<{ manufacturer: string; list: Uint8Array; listName: string; fromDate: string }>`
    select c.manufacturer, l.uid as list, l.name as listName, c.from_date as fromDate from company_list c join price_list l on l.id = c.list_id
    where c.id = (select x.id from company_list x where x.manufacturer = c.manufacturer and x.from_date <= ${date} order by x.from_date desc, x.seq desc, x.id desc limit 1)
    order by c.manufacturer collate nocase`)
    .map((row) => ({ ...row, list: uidText(row.list) }))

/** Manufacturers, categories or routes by a part of their name. */
export function namesOf(db: Reader, { text: typed, of }: AskOf<'manufacturers'>) {
  const [table, column] = of === 'route' ? ['party', 'route'] : ['item', of]
  const rows = db.rows(text<{
    name: string
  }>`select distinct ${raw.ref(column as string)} as name from ${raw.table(table as string)}
    where active = 1 and ${raw.ref(column as string)} like ${`%${typed.trim()}%`} order by name collate nocase limit 40`)
  return { text: typed, rows: rows.filter((row) => row.name !== null) }
}
