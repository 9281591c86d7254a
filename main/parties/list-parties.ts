import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, paise } from '../../shared/money.ts'
import type { PartyList } from '../../shared/parties/contract.ts'
import type { Reader } from '../database/connection.ts'
import { asHit, matchOf, partyRows } from './party-store.ts'

type Ask = z.output<typeof PartyList>
type Query = ReturnType<typeof partyRows>

function filtered({ filter, only }: Ask): Query {
  const match = matchOf(filter)
  let query = partyRows().where('party.active', '=', only === 'hidden' ? 0 : 1)
  if (match !== null)
    query = query.where(raw<boolean>`party.id in (select rowid from party_search where party_search match ${match})`)
  if (only === 'customers') query = query.where('party.is_customer', '=', 1)
  if (only === 'suppliers') query = query.where('party.is_supplier', '=', 1)
  if (only === 'owing') query = query.where(raw<boolean>`balance.amount > 0`)
  return query
}

function sorted(query: Query, sort: string | null, descending: boolean): Query {
  const direction = descending ? 'desc' : 'asc'
  switch (sort) {
    case 'city':
      return query.orderBy('city', direction)
    case 'balance':
      return query.orderBy('balance', direction)
    case 'code':
      return query.orderBy('party.code', direction)
    case 'route':
      return query.orderBy('party.route', direction)
    default:
      return query.orderBy('party.name', (by) => (descending ? by.desc() : by.asc()).collate('nocase'))
  }
}

/** Parties whose words match the filter, sorted and cut to a page in SQL, with count and balance over the whole filter. */
export function listParties(db: Reader, ask: Ask) {
  const rows = db.rows(sorted(filtered(ask), ask.sort, ask.descending).orderBy('party.id').limit(ask.limit).offset(ask.offset))
  const sums = db.must(
    filtered(ask)
      .clearSelect()
      .select((eb) => [
        eb.fn.countAll<number>().as('total'),
        eb.fn.coalesce(eb.fn.sum<Paise>('balance.amount'), eb.val(paise(0))).as('balance'),
      ]),
  )
  return {
    rows: rows.map((row) => ({ ...asHit(row), active: row.active === 1, type: row.type, route: row.route })),
    total: sums.total,
    sums: { balancePaise: sums.balance },
  }
}
