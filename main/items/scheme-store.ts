import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { addDays, formatDate } from '../../shared/calendar.ts'
import type { priceCalls } from '../../shared/items/price-contract.ts'
import { spansMeet } from '../../shared/items/scheme.ts'
import type { SchemeInput } from '../../shared/items/scheme-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { checkFrom, knownItem, knownManufacturer, knownParty } from './price-changes.ts'

type Input = z.output<typeof SchemeInput>
type Shown = z.output<(typeof priceCalls)['scheme']['output']>
type ListAsk = z.output<(typeof priceCalls)['schemes']['input']>

const no = (code: string, message: string, field: string, details = {}) => new Refusal(`items/${code}`, message, field, details)

type Row = Omit<Shown, 'uid' | 'party' | 'state' | 'active' | 'repeats' | 'half' | 'afterTax'> & {
  id: number
  uid: Uint8Array
  party: Uint8Array | null
  active: number
  repeats: number
  half: number
  afterTax: number
}
const columns = raw`s.id, s.uid, s.name, s.kind, s.from_date as fromDate, s.to_date as toDate, s.active, s.item_id as itemId, s.manufacturer, s.category, s.tier, s.route,
  p.uid as party, p.name as partyName, i.name as item, s.free_item_id as freeItemId, f.name as freeItem, s.buy_packs as buyPacks, s.free_packs as freePacks,
  s.min_packs as minPacks, s.repeats, s.half, s.min_value as minPaise, s.after_tax as afterTax, s.mode, s.discount_bp as discountBp, s.discount_paise as discountPaise`
const tables = raw`scheme s left join item i on i.id = s.item_id left join item f on f.id = s.free_item_id left join party p on p.id = s.party_id`

function shown({ id: _, ...row }: Row, today: LocalDate): Shown {
  const active = row.active === 1
  const state = !active
    ? 'withdrawn'
    : row.fromDate > today
      ? 'coming'
      : row.toDate !== null && row.toDate < today
        ? 'closed'
        : 'running'
  return {
    ...row,
    uid: uidText(row.uid),
    party: row.party === null ? null : uidText(row.party),
    active,
    repeats: row.repeats === 1,
    half: row.half === 1,
    afterTax: row.afterTax === 1,
    state,
  }
}

const rowByUid = (db: Reader, uid: string) => db.row(text<Row>`select ${columns} from ${tables} where s.uid = ${uidBytes(uid)}`)

/** One scheme whole. Refuses `items/no-scheme`. */
export function schemeShown(db: Reader, uid: string, today: LocalDate): Shown {
  const row = rowByUid(db, uid)
  if (!row) throw no('no-scheme', 'There is no such scheme', 'uid')
  return shown(row, today)
}

/** A page of schemes, those that end soonest first. The filter is parts of the name, item, company or party. */
export function listSchemes(db: Reader, ask: ListAsk) {
  const day = ask.asOn
  const show = {
    running: raw`s.active = 1 and s.from_date <= ${day} and (s.to_date is null or s.to_date >= ${day})`,
    coming: raw`s.active = 1 and s.from_date > ${day}`,
    closed: raw`(s.active = 0 or s.to_date < ${day})`,
    all: raw`true`,
  }[ask.show]
  const words = ask.filter.split(/\s+/).filter((word) => word !== '')
  const name = raw`s.name || ' ' || coalesce(i.name, '') || ' ' || coalesce(s.manufacturer, '') || ' ' || coalesce(p.name, '')`
  const where = raw`${raw.join([show, ...words.map((word) => raw`${name} like ${`%${word}%`}`)], raw` and `)}`
  const sorts: Record<string, ReturnType<typeof raw>> = {
    name: raw`s.name collate nocase`,
    fromDate: raw`s.from_date`,
    toDate: raw`coalesce(s.to_date, '9999')`,
  }
  const order = sorts[ask.sort ?? 'toDate'] ?? sorts.toDate
  const direction = ask.descending ? raw`desc` : raw`asc`
  const total = db.must(text<{ n: number }>`select count(*) as n from ${tables} where ${where}`).n
  const rows = db.rows(
    text<Row>`select ${columns} from ${tables} where ${where} order by ${order} ${direction}, s.id limit ${ask.limit} offset ${ask.offset}`,
  )
  return { rows: rows.map((row) => shown(row, day)), total, sums: ask.offset === 0 ? { schemes: total } : null }
}

function checkQuantityScheme(input: Input): void {
  if (input.buyPacks < 1) throw no('scheme-buy', 'Say how many packs are bought', 'buyPacks')
  if (input.freePacks < 1) throw no('scheme-free', 'Say how many packs are free', 'freePacks')
  if (input.minPacks !== 0 && input.minPacks < input.buyPacks)
    throw no('scheme-minimum', 'The minimum is not below what is bought', 'minPacks', { buy: input.buyPacks })
  if (input.discountBp || input.discountPaise)
    throw no('scheme-of-one-kind', 'A scheme gives free goods or a discount on the bill, not both', 'discountBp')
  if (!input.half) return
  if (input.buyPacks % 2 !== 0 || input.freeItemId !== null || (input.minPacks !== 0 && input.minPacks !== input.buyPacks))
    throw no('scheme-half', 'A half scheme needs an even number bought, the same goods free and no higher minimum', 'half')
}

function checkValueScheme(input: Input): void {
  if (input.itemId !== null || input.manufacturer || input.category)
    throw no('scheme-whole-bill', 'A scheme on the value of the bill is of all goods', 'itemId')
  if (input.minPaise < 1) throw no('scheme-from-value', 'Say from which value of the bill', 'minPaise')
  if (input.discountBp > 0 === input.discountPaise > 0)
    throw no('scheme-discount', 'A bill scheme gives a per cent or an amount, one of them', 'discountBp')
  if (input.discountPaise > input.minPaise) throw no('scheme-discount-whole', 'The amount is more than the bill', 'discountPaise')
  if (input.freePacks || input.half || input.freeItemId !== null)
    throw no('scheme-of-one-kind', 'A scheme gives free goods or a discount on the bill, not both', 'freePacks')
}

type Columns = ReturnType<typeof columnsOf>
function columnsOf(given: Writing, input: Input) {
  const { tx } = given
  return {
    name: input.name,
    kind: input.kind,
    from_date: input.fromDate,
    to_date: input.toDate,
    item_id: input.itemId === null ? null : knownItem(tx, input.itemId, 'itemId').id,
    manufacturer: input.manufacturer ? knownManufacturer(tx, input.manufacturer) : null,
    category: input.category || null,
    party_id: input.party === null ? null : knownParty(tx, input.party).id,
    tier: input.tier,
    route: input.route || null,
    buy_packs: input.buyPacks,
    free_packs: input.freePacks,
    min_packs: input.kind === 'value' ? 0 : input.minPacks || input.buyPacks,
    repeats: input.repeats ? 1 : 0,
    half: input.half ? 1 : 0,
    free_item_id: input.freeItemId === null ? null : knownItem(tx, input.freeItemId, 'freeItemId').id,
    min_value: input.minPaise,
    after_tax: input.afterTax ? 1 : 0,
    mode: input.mode,
    discount_bp: input.discountBp,
    discount_paise: input.discountPaise,
  }
}

type Other = { uid: Uint8Array; name: string; fromDate: string; toDate: string | null; mode: string }
/** Another scheme of the very same goods and buyers on a common day: which of the two would hold cannot be said. */
function refuseOverlap(db: Reader, uid: string, wanted: Columns): void {
  const others = db.rows(text<Other>`select uid, name, from_date as fromDate, to_date as toDate, mode from scheme
    where active = 1 and kind = ${wanted.kind} and item_id is ${wanted.item_id} and manufacturer is ${wanted.manufacturer} and category is ${wanted.category}
    and party_id is ${wanted.party_id} and tier is ${wanted.tier} and route is ${wanted.route} and (kind = 'quantity' or min_value = ${wanted.min_value})`)
  const mine = { fromDate: wanted.from_date, toDate: wanted.to_date }
  const clash = others.find(
    (one) =>
      uidText(one.uid) !== uid &&
      spansMeet(one, mine) &&
      (wanted.kind === 'quantity' || one.mode === wanted.mode || one.mode === 'any' || wanted.mode === 'any'),
  )
  if (clash)
    throw no('scheme-overlaps', `${clash.name} is for the same goods and buyers on some of these days`, 'fromDate', {
      name: clash.name,
      from: formatDate(clash.fromDate as LocalDate),
      to: clash.toDate ? formatDate(clash.toDate as LocalDate) : '…',
    })
}

/**
 * Adds a scheme, or changes one that has not begun. Of one that has begun only the name and the last day may change, the last day not to
 * one before yesterday: bills of the days gone by were made under it. Refuses overlaps (see refuseOverlap) and what makes no scheme.
 */
export function saveScheme(given: Writing, input: Input): { uid: string } {
  const { tx, today } = given
  if (input.toDate !== null && input.toDate < input.fromDate)
    throw no('scheme-dates', 'The last day is before the first', 'toDate')
  const goods = [input.itemId, input.manufacturer || null, input.category || null].filter((one) => one !== null)
  const buyers = [input.party, input.tier, input.route || null].filter((one) => one !== null)
  if (goods.length > 1) throw no('scheme-goods', 'A scheme is of one item, one company, one category or all', 'itemId')
  if (buyers.length > 1) throw no('scheme-buyers', 'A scheme is for one party, one tier, one route or all', 'party')
  if (input.kind === 'quantity') checkQuantityScheme(input)
  else checkValueScheme(input)
  checkFrom(given, input.fromDate)
  const wanted = columnsOf(given, input)
  refuseOverlap(tx, input.uid, wanted)
  const held = rowByUid(tx, input.uid)
  const why = { entity: 'scheme', entityUid: input.uid }
  if (!held) {
    change(given, [{ insert: 'scheme', row: { uid: uidBytes(input.uid), ...wanted } }], why)
    return { uid: input.uid }
  }
  if (held.active !== 1) throw no('scheme-withdrawn', `${held.name} was taken back`, 'uid', { name: held.name })
  if (held.fromDate <= today) refuseRunningChange(tx, held, wanted, today)
  change(given, [{ update: 'scheme', id: held.id, set: wanted }], why)
  return { uid: input.uid }
}

function refuseRunningChange(db: Reader, held: Row, wanted: Columns, today: LocalDate): void {
  const now = db.must(text<Record<string, unknown>>`select * from scheme where id = ${held.id}`)
  for (const [column, value] of Object.entries(wanted))
    if (!['name', 'to_date'].includes(column) && (now[column] ?? null) !== (value ?? null))
      throw no('scheme-running', `${held.name} has begun: close it and make a new one`, 'fromDate', { name: held.name })
  const closed = held.toDate !== null && held.toDate < today
  if (held.toDate !== wanted.to_date && (closed || (wanted.to_date !== null && wanted.to_date < addDays(today, -1))))
    throw no('scheme-past', 'Bills of the days gone by were made under it', 'toDate', { name: held.name })
}

/** Takes back a scheme that has not begun. Refuses `items/scheme-running` for one that has. */
export function withdrawScheme(given: Writing, uid: string): void {
  const held = rowByUid(given.tx, uid)
  if (!held) throw no('no-scheme', 'There is no such scheme', 'uid')
  if (held.fromDate <= given.today)
    throw no('scheme-running', `${held.name} has begun: close it and make a new one`, 'uid', { name: held.name })
  change(given, [{ update: 'scheme', id: held.id, set: { active: 0 } }], { entity: 'scheme', entityUid: uid })
}
