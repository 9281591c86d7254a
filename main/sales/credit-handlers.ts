import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Paise } from '../../shared/money.ts'
import { milli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { creditCalls } from '../../shared/sales/credit-calls.ts'
import { change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { personMay } from '../dispatch.ts'
import type { Given, Writing } from '../given.ts'
import { drugRegister } from './drug-register.ts'
import { overLimit } from './over-limit.ts'
import { substitutes } from './substitutes.ts'

type Calls = typeof creditCalls
type Restriction = z.output<Calls['saveRestriction']['input']>

function partyId(db: Reader, uid: string): number {
  const found = db.row(sql.selectFrom('party').select('id').where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('sales/unknown-party', 'This party is not in the book', 'party', {})
  return found.id
}

/** Refuses `sales/unknown-party`, `sales/allowance-dates` and `sales/allowance-reason`. */
function allowCredit(given: Writing, ask: z.output<Calls['allowCredit']['input']>): void {
  const party_id = partyId(given.tx, ask.party)
  if (ask.to < ask.from || (ask.limitPaise !== null && ask.to < given.today))
    throw new Refusal('sales/allowance-dates', 'The last day is not before the first, nor gone by', 'to')
  if (ask.limitPaise !== null && ask.limitPaise < 0)
    throw new Refusal('sales/amount-negative', 'An amount here is not less than nothing', 'limitPaise')
  if (ask.reason.length < 3) throw new Refusal('sales/allowance-reason', 'A limit for a time needs a reason', 'reason')
  const row = { party_id, from_date: ask.from, to_date: ask.to, limit_amount: ask.limitPaise, late: ask.late ? 1 : 0 }
  change(given, [{ insert: 'credit_allowance', row: { ...row, reason: ask.reason, user_id: given.by.id } }], {
    entity: 'party',
    entityUid: ask.party,
    reason: ask.reason,
  })
}

type AllowanceRow = {
  from: LocalDate
  to: LocalDate
  limitPaise: Paise | null
  late: number
  reason: string
  by: string
  at: string
}
const allowancesOf = (party: number) => text<AllowanceRow>`
  select a.from_date as "from", a.to_date as "to", a.limit_amount as limitPaise, a.late, a.reason, u.name as by, j.at
  from credit_allowance a join user u on u.id = a.user_id join journal j on j.seq = a.seq where a.party_id = ${party} order by a.id desc limit 50`

/** Refuses what is not one thing, has no cap, ends before it begins, or names an item that is not there. */
function saveRestriction(given: Writing, ask: Restriction): void {
  const { tx } = given
  if ([ask.itemId, ask.schedule, ask.composition].filter((one) => one !== null).length !== 1)
    throw new Refusal('sales/restriction-what', 'A restriction is of one item, one schedule or one composition', 'itemId')
  if (ask.dayMilli === null && ask.monthMilli === null)
    throw new Refusal('sales/restriction-cap', 'Say how much a day or a month', 'dayMilli')
  for (const field of ['dayMilli', 'monthMilli'] as const)
    if ((ask[field] ?? 0) < 0) throw new Refusal('sales/quantity-negative', 'A quantity cannot be less than nothing', field)
  if (ask.to !== null && ask.to < ask.from)
    throw new Refusal('sales/restriction-dates', 'The last day is not before the first', 'to')
  if (ask.itemId !== null && !tx.row(sql.selectFrom('item').select('id').where('id', '=', ask.itemId)))
    throw new Refusal('sales/unknown-item', 'This item is not in the book', 'itemId', {})
  const row = {
    item_id: ask.itemId,
    schedule: ask.schedule,
    composition: ask.composition,
    day_qty: ask.dayMilli,
    month_qty: ask.monthMilli,
    from_date: ask.from,
    to_date: ask.to,
    reason: ask.reason,
  }
  const uid = uidBytes(ask.uid)
  const before = tx.row(sql.selectFrom('sale_restriction').select('id').where('uid', '=', uid))
  change(
    given,
    [before ? { update: 'sale_restriction', id: before.id, set: row } : { insert: 'sale_restriction', row: { uid, ...row } }],
    { entity: 'sale-restriction', entityUid: ask.uid, reason: ask.reason },
  )
}

type RestrictionRow = {
  uid: Uint8Array
  itemId: number | null
  itemName: string | null
  schedule: Restriction['schedule']
  composition: string | null
  day: number | null
  month: number | null
  from: LocalDate
  to: LocalDate | null
  reason: string
  unit: string | null
}

function restrictions(db: Reader, ask: z.output<Calls['restrictions']['input']>, today: LocalDate) {
  const rows = db.rows(text<RestrictionRow>`
    select r.uid, r.item_id as itemId, i.name as itemName, r.schedule, r.composition, r.day_qty as day, r.month_qty as month, r.from_date as "from",
      r.to_date as "to", r.reason, i.base_unit as unit
    from sale_restriction r left join item i on i.id = r.item_id order by coalesce(i.name, r.composition, r.schedule) collate nocase, r.from_date`)
  const named = rows
    .filter((row) => ask.show === 'all' || row.to === null || row.to >= today)
    .map(({ day, month, unit, ...row }) => ({
      ...row,
      uid: uidText(row.uid),
      what: row.itemName ?? row.composition ?? row.schedule ?? '',
      dayMilli: day === null ? null : milli(day),
      monthMilli: month === null ? null : milli(month),
      unit: unit ?? '',
    }))
    .filter((row) => row.what.toLowerCase().includes(ask.filter.toLowerCase()))
  return { rows: named.slice(ask.offset, ask.offset + ask.limit), total: named.length, sums: {} }
}

/** Credit beyond the terms, who is over them, and the goods the law counts. */
export const creditHandlers: Handlers<Calls, Given> = {
  allowCredit: (ask, given) => {
    allowCredit(given, ask)
    return { ok: true }
  },
  allowances: ({ party }, { db }) => db.rows(allowancesOf(partyId(db, party))).map((row) => ({ ...row, late: row.late === 1 })),
  overLimit: (ask, { db, today }) => overLimit(db, ask, today),
  restrictions: (ask, { db, today }) => restrictions(db, ask, today),
  saveRestriction: (ask, given) => {
    saveRestriction(given, ask)
    return { ok: true }
  },
  drugRegister: (ask, { db }) => drugRegister(db, ask),
  substitutes: (ask, { db, by }) => substitutes(db, ask, personMay(by, 'cost.see')),
}
