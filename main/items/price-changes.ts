import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { priceCalls } from '../../shared/items/price-contract.ts'
import { type RateE4, rateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Change, change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { type PriceItem, priceBuyer, priceItem } from './price-store.ts'

type InputOf<N extends keyof typeof priceCalls> = z.output<(typeof priceCalls)[N]['input']>

const no = (code: string, message: string, field: string, details = {}) => new Refusal(`items/${code}`, message, field, details)

const listByUid = prepared<{ uid: Uint8Array }>()((p) => sql.selectFrom('price_list').selectAll().where('uid', '=', p.uid))

/** A price list by its uid. Refuses `items/unknown-list`. */
export function knownList(db: Reader, uid: string, field = 'list') {
  const list = db.get(listByUid, { uid: uidBytes(uid) })
  if (!list) throw no('unknown-list', 'There is no such price list', field)
  return list
}
/** An item for a price. Refuses `items/unknown`. */
export function knownItem(db: Reader, id: number, field: string): PriceItem {
  const item = priceItem(db, id)
  if (!item) throw no('unknown', 'There is no such item', field)
  return item
}
/** A party for a price. Refuses `items/unknown-party`. */
export function knownParty(db: Reader, uid: string, field = 'party') {
  const party = priceBuyer(db, uidBytes(uid))
  if (!party) throw no('unknown-party', 'There is no such party', field)
  return party
}

/** Prices begin with the books; a day far off is surely a slip of the year. Refuses `items/price-date`. */
export function checkFrom(given: Writing, date: LocalDate, field = 'fromDate'): void {
  const year = Number(given.today.slice(0, 4))
  if (date < '2017-07-01' || Number(date.slice(0, 4)) > year + 2)
    throw no('price-date', `${date} is surely a slip`, field, { date })
}

const sameName = prepared<{ name: string }>()(
  (p) => text<{ id: number; uid: Uint8Array }>`select id, uid from price_list where name = ${p.name} collate nocase`,
)

/** Adds a price list or renames it. Refuses `items/list-name-taken`, and `items/list-of-tier` for hiding the list of a tier. */
export function savePriceList(given: Writing, input: InputOf<'savePriceList'>): { id: number; uid: string } {
  const { tx } = given
  const uid = uidBytes(input.uid)
  const other = tx.get(sameName, { name: input.name })
  if (other && uidText(other.uid) !== input.uid)
    throw no('list-name-taken', `There is a list ${input.name} already`, 'name', { name: input.name })
  const held = tx.get(listByUid, { uid })
  const active = input.active ? 1 : 0
  if (!held) {
    const [id] = change(given, [{ insert: 'price_list', row: { uid, name: input.name, tier: null, active } }], {
      entity: 'price_list',
      entityUid: input.uid,
    })
    return { id: id as number, uid: input.uid }
  }
  if (held.tier !== null && !input.active) throw no('list-of-tier', `${held.name} is the list of a tier and stays`, 'active')
  change(given, [{ update: 'price_list', id: held.id, set: { name: input.name, active } }], {
    entity: 'price_list',
    entityUid: input.uid,
  })
  return { id: held.id, uid: input.uid }
}

const heldRate = prepared<{ list: number; item: number; batch: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('price')
    .select(['rate_e4', 'unit'])
    .where('item_id', '=', p.item)
    .where('list_id', '=', p.list)
    .where('batch_id', '=', p.batch)
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)
const batchItem = prepared<{ id: number }>()((p) => sql.selectFrom('batch').select('item_id').where('id', '=', p.id))

/** Rates of a list from a day on; what already holds that day is left alone. Refuses unknown lists, items and batches, and an item named twice. */
export function setRates(given: Writing, input: InputOf<'setRates'>): { changed: number } {
  const { tx } = given
  const list = knownList(tx, input.list)
  checkFrom(given, input.fromDate)
  const seen = new Set<string>()
  const changes = input.rates.flatMap(({ itemId, batchId, rateE4: rate }, index): Change[] => {
    const at = `rates.${index}`
    const item = knownItem(tx, itemId, `${at}.itemId`)
    if (batchId !== null && tx.get(batchItem, { id: batchId })?.item_id !== itemId)
      throw no('unknown-batch', `${item.name} has no such batch`, `${at}.batchId`, { item: item.name })
    const key = `${itemId} ${batchId ?? 0}`
    if (seen.has(key)) throw no('rate-twice', `${item.name} is named twice`, `${at}.itemId`, { item: item.name })
    seen.add(key)
    const held = tx.get(heldRate, { list: list.id, item: itemId, batch: batchId ?? 0, date: input.fromDate })
    if ((held?.rate_e4 ?? null) === rate && (rate === null || held?.unit === item.sale_unit)) return []
    const row = {
      list_id: list.id,
      item_id: itemId,
      batch_id: batchId ?? 0,
      unit: item.sale_unit,
      from_date: input.fromDate,
      rate_e4: rate,
    }
    return [{ insert: 'price', row }]
  })
  if (changes.length) change(given, changes, { entity: 'price_list', entityUid: input.list })
  return { changed: changes.length }
}

type CopyAsk = InputOf<'copyPriceRows'>
const sourceRates = (db: Reader, list: number, { asOn, after, count }: CopyAsk) =>
  db.rows(text<{ itemId: number; unit: string; rateE4: number | null }>`
    select i.id as itemId, p.unit, p.rate_e4 as rateE4 from item i join price p on p.id =
      (select x.id from price x where x.item_id = i.id and x.list_id = ${list} and x.batch_id = 0 and x.from_date <= ${asOn} order by x.from_date desc, x.seq desc, x.id desc limit 1)
    where i.id > ${after} and i.active = 1 order by i.id limit ${count}`)

/** A rate so many hundredths of a per cent up or down, to the paisa as lists are printed, half up. */
const changedRate = (rate: number, changeBp: number): RateE4 => {
  const exact = BigInt(rate) * BigInt(10_000 + changeBp)
  const paise = (exact + 500_000n) / 1_000_000n
  return rateE4(Number(paise) * 100)
}

/** One slice of a copy: what the other list already has that day is left alone, so that a copy can be run again. */
export function copyPriceRows(given: Writing, ask: CopyAsk): { next: number | null; copied: number } {
  const { tx } = given
  const from = knownList(tx, ask.from, 'from')
  const to = knownList(tx, ask.to, 'to')
  if (from.id === to.id && ask.asOn >= ask.fromDate)
    throw no('copy-onto-itself', 'A list is copied onto itself only for a later day', 'fromDate')
  checkFrom(given, ask.fromDate)
  const rows = sourceRates(tx, from.id, ask)
  const changes = rows.flatMap(({ itemId, unit, rateE4: rate }): Change[] => {
    if (rate === null) return []
    const wanted = ask.changeBp === 0 ? rateE4(rate) : changedRate(rate, ask.changeBp)
    const held = tx.get(heldRate, { list: to.id, item: itemId, batch: 0, date: ask.fromDate })
    if (held?.rate_e4 === wanted && held.unit === unit) return []
    return [{ insert: 'price', row: { list_id: to.id, item_id: itemId, unit, from_date: ask.fromDate, rate_e4: wanted } }]
  })
  if (changes.length) change(given, changes, { entity: 'price_list', entityUid: ask.to, reason: `copy of ${from.name}` })
  return { next: rows.length < ask.count ? null : (rows.at(-1)?.itemId ?? null), copied: changes.length }
}

/** The list a party buys by from a day on; the party's own column follows the latest. Refuses unknown party and list. */
export function setPartyList(given: Writing, input: InputOf<'setPartyList'>): void {
  const { tx } = given
  const party = knownParty(tx, input.party)
  const list = input.list === null ? null : knownList(tx, input.list)
  checkFrom(given, input.fromDate)
  const value = list === null ? null : String(list.id)
  const fact = { subject_type: 'party', subject_id: party.id, name: 'price-list', from_date: input.fromDate, value }
  const changes: Change[] = [{ insert: 'dated_fact', row: fact }]
  if (input.fromDate <= given.today && party.priceListId !== (list?.id ?? null))
    changes.push({ update: 'party', id: party.id, set: { price_list_id: list?.id ?? null } })
  change(given, changes, { entity: 'party', entityUid: input.party })
}

/** A party's own rate of an item from a day on. Refuses unknown party and item, and taking away a rate that is not there. */
export function setSpecialRate(given: Writing, input: InputOf<'setSpecialRate'>): void {
  const { tx } = given
  const party = knownParty(tx, input.party)
  const item = knownItem(tx, input.itemId, 'itemId')
  checkFrom(given, input.fromDate)
  const held = tx.row(
    sql
      .selectFrom('party_price')
      .select('rate_e4')
      .where('party_id', '=', party.id)
      .where('item_id', '=', item.id)
      .where('from_date', '<=', input.fromDate)
      .orderBy('from_date', 'desc')
      .orderBy('seq', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  )
  if (input.rateE4 === null && held?.rate_e4 == null)
    throw no('no-special-rate', `${item.name} has no special rate to take away`, 'itemId', { item: item.name })
  const row = {
    party_id: party.id,
    item_id: item.id,
    unit: item.sale_unit,
    from_date: input.fromDate,
    rate_e4: input.rateE4,
    net: input.net ? 1 : 0,
  }
  change(given, [{ insert: 'party_price', row }], { entity: 'party', entityUid: input.party })
}

/** A rung of the ladder from a day on. Refuses a rung that does not name what it is of, or names too much. */
export function setDiscount(given: Writing, input: InputOf<'setDiscount'>): void {
  const { tx } = given
  const { rung, fromMin } = input
  const slab = rung === 'quantity' || rung === 'value'
  const wants = { company: 'manufacturer', list: 'list', item: 'itemId' } as const
  for (const name of ['manufacturer', 'list', 'itemId'] as const) {
    const there = input[name] !== null && input[name] !== ''
    const wanted = !slab && wants[rung as 'company'] === name
    if (wanted && !there) throw no('discount-needs', 'A discount names what it is off', name, { rung })
    if (there && !wanted && !(slab && name !== 'list'))
      throw no('discount-too-much', 'This rung has nothing to do with that', name, { rung })
  }
  if (slab && input.manufacturer !== null && input.itemId !== null)
    throw no('discount-too-much', 'A slab is of an item or of a company', 'manufacturer', { rung })
  if (slab && fromMin < 1) throw no('slab-from', 'A slab begins somewhere', 'fromMin')
  if (!slab && fromMin !== 0) throw no('discount-too-much', 'Only a slab begins somewhere', 'fromMin', { rung })
  checkFrom(given, input.fromDate)
  const row = {
    rung,
    party_id: input.party === null ? null : knownParty(tx, input.party).id,
    list_id: input.list === null ? null : knownList(tx, input.list).id,
    item_id: input.itemId === null ? null : knownItem(tx, input.itemId, 'itemId').id,
    manufacturer: input.manufacturer === null || input.manufacturer === '' ? null : knownManufacturer(tx, input.manufacturer),
    from_min: fromMin,
    from_date: input.fromDate,
    bp: input.bp,
  }
  change(given, [{ insert: 'discount_term', row }], { entity: 'discount' })
}

const manufacturer = prepared<{ name: string }>()(
  (p) => text<{ name: string }>`select manufacturer as name from item where manufacturer = ${p.name} collate nocase limit 1`,
)
/** A manufacturer as its items have it. Refuses `items/unknown-manufacturer`. */
export function knownManufacturer(db: Reader, name: string): string {
  const found = db.get(manufacturer, { name: name.trim() })
  if (!found) throw no('unknown-manufacturer', `No item is by ${name}`, 'manufacturer', { name })
  return found.name
}

/** The default list of a manufacturer's goods from a day on. */
export function setCompanyList(given: Writing, input: InputOf<'setCompanyList'>): void {
  const name = knownManufacturer(given.tx, input.manufacturer)
  const list = input.list === null ? null : knownList(given.tx, input.list)
  checkFrom(given, input.fromDate)
  const row = { manufacturer: name, list_id: list?.id ?? null, from_date: input.fromDate }
  change(given, [{ insert: 'company_list', row }], { entity: 'discount' })
}
