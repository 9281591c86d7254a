import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, paise } from '../../shared/money.ts'
import type { PartyList } from '../../shared/parties/contract.ts'
import { roleMay } from '../../shared/permission.ts'
import { type Reader, sql } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import type { Person } from '../given.ts'
import { asHit, matchOf, partyRows } from './party-store.ts'

type Ask = z.output<typeof PartyList>
type Query = ReturnType<typeof partyRows>

const maySee = (by: Person) => by.overrides.get('sales.read') ?? roleMay(by.role, 'sales.read')

function filtered({ filter, only, type, route }: Ask): Query {
  const match = matchOf(filter)
  let query = partyRows().where('party.active', '=', only === 'hidden' ? 0 : 1)
  if (match !== null)
    query = query.where(raw<boolean>`party.id in (select rowid from party_search where party_search match ${match})`)
  if (type !== null) query = query.where('party.type', '=', type)
  if (route !== null) query = query.where('party.route', '=', route)
  switch (only) {
    case 'customers':
      return query.where('party.is_customer', '=', 1)
    case 'suppliers':
      return query.where('party.is_supplier', '=', 1)
    case 'owing':
      return query.where(raw<boolean>`balance.amount > 0`)
    case 'owed':
      return query.where(raw<boolean>`balance.amount < 0`)
    case 'licence':
      return query.where(
        raw<boolean>`exists (select 1 from party_licence l where l.party_id = party.id and l.valid_to is not null)`,
      )
    default:
      return query
  }
}

const sortable = {
  code: 'party.code',
  city: 'city',
  route: 'party.route',
  salesman: 'party.salesman',
  phone: 'party.phone',
  gstin: 'party.gstin',
  type: 'party.type',
  category: 'party.category',
  state: 'party.state_code',
  tier: 'party.tier',
  licence: 'licence_till',
  limit: 'party.credit_limit',
  creditDays: 'party.credit_days',
  balance: 'balance',
} as const

function sorted(query: Query, sort: string | null, descending: boolean): Query {
  const column = sort !== null && Object.hasOwn(sortable, sort) ? sortable[sort as keyof typeof sortable] : null
  if (column === null)
    return query.orderBy('party.name', (by) => (descending ? by.desc() : by.asc()).collate('nocase')).orderBy('party.id')
  return query.orderBy(column, (by) => (descending ? by.desc() : by.asc()).nullsLast()).orderBy('party.id')
}

/**
 * Parties whose words match the filter, sorted and cut to a page in SQL, with count and balance over the whole filter. Money is null
 * for a person without the right to see it.
 */
export function listParties(db: Reader, ask: Ask, by: Person) {
  const see = maySee(by)
  const rows = db.rows(sorted(filtered(ask), ask.sort, ask.descending).limit(ask.limit).offset(ask.offset))
  const sums = db.must(
    filtered(ask)
      .clearSelect()
      .select((eb) => [
        eb.fn.countAll<number>().as('total'),
        eb.fn.coalesce(eb.fn.sum<Paise>('balance.amount'), eb.val(paise(0))).as('balance'),
      ]),
  )
  const survivors = new Map(
    db
      .rows(
        sql
          .selectFrom('party')
          .select(['id', 'name'])
          .where('id', 'in', [...new Set(rows.flatMap((row) => row.merged_into ?? []))]),
      )
      .map((row) => [row.id, row.name]),
  )
  return {
    rows: rows.map((row) => ({
      ...asHit(row),
      uid: uidText(row.uid),
      pan: row.pan,
      type: row.type as 'retail',
      route: row.route,
      salesman: row.salesman,
      contact: row.contact,
      active: row.active === 1,
      balancePaise: see ? row.balance : null,
      creditLimitPaise: see ? row.credit_limit : null,
      mergedInto: row.merged_into === null ? null : (survivors.get(row.merged_into) ?? ''),
    })),
    total: sums.total,
    sums: { balancePaise: see ? sums.balance : null },
  }
}
