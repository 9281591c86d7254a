import type { LocalDate } from '../../shared/calendar.ts'
import type { DiscountTerm } from '../../shared/items/discount-ladder.ts'
import type { PriceFacts } from '../../shared/items/price-line.ts'
import { type ListRef, type RateRow, rowOn } from '../../shared/items/price-rate.ts'
import type { BasisPoints } from '../../shared/quantity.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { discountOn } from '../parties/party-discount.ts'
import { quantitySchemes } from './scheme-facts.ts'

/** The buyer as prices see him. Null stands for a walk-in customer, who buys by PTR. */
export type PriceBuyer = { id: number; tier: string; route: string | null; discountBp: BasisPoints }

const buyer = prepared<{ uid: Uint8Array }>()((p) =>
  sql.selectFrom('party').select(['id', 'tier', 'route', 'discount_bp', 'price_list_id']).where('uid', '=', p.uid),
)
/** The party a price is asked for; null when there is none of this uid. */
export function priceBuyer(db: Reader, uid: Uint8Array): (PriceBuyer & { priceListId: number | null }) | null {
  const row = db.get(buyer, { uid })
  return row
    ? { id: row.id, tier: row.tier ?? 'ptr', route: row.route, discountBp: row.discount_bp, priceListId: row.price_list_id }
    : null
}

const listById = prepared<{ id: number }>()((p) => sql.selectFrom('price_list').select(['id', 'name']).where('id', '=', p.id))
const listByTier = prepared<{ tier: string }>()(
  (p) => text<{ id: number; name: string }>`select l.id, l.name from price_list l where l.tier = ${p.tier} limit 1`,
)
const partyListFact = prepared<{ party: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select(['value', 'from_date'])
    .where('subject_type', '=', 'party')
    .where('subject_id', '=', p.party)
    .where('name', '=', 'price-list')
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)
const anyPartyList = prepared<{ party: number }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select('id')
    .where('subject_type', '=', 'party')
    .where('subject_id', '=', p.party)
    .where('name', '=', 'price-list')
    .limit(1),
)

/** The list a party buys by on a day. A party given one before lists were dated has it from ever. */
export function partyListOn(
  db: Reader,
  party: { id: number; priceListId?: number | null },
  date: LocalDate,
): { list: ListRef; from: string | null } | null {
  const fact = db.get(partyListFact, { party: party.id, date })
  const undated = !fact && party.priceListId != null && !db.get(anyPartyList, { party: party.id })
  const id = fact ? (fact.value === null ? null : Number(fact.value)) : undated ? (party.priceListId ?? null) : null
  const list = id === null ? undefined : db.get(listById, { id })
  return list ? { list, from: fact?.from_date ?? null } : null
}

const companyListOn = prepared<{ manufacturer: string; date: LocalDate }>()(
  (p) => text<{
    id: number | null
    name: string | null
  }>`select l.id, l.name from company_list c left join price_list l on l.id = c.list_id
    where c.manufacturer = ${p.manufacturer} collate nocase and c.from_date <= ${p.date} order by c.from_date desc, c.seq desc, c.id desc limit 1`,
)

const itemOf = prepared<{ id: number }>()((p) =>
  sql
    .selectFrom('item')
    .select(['id', 'name', 'manufacturer', 'category', 'base_unit', 'sale_unit', 'sale_factor'])
    .where('id', '=', p.id),
)
/** The item as prices see it. */
export type PriceItem = NonNullable<ReturnType<typeof priceItem>>
export const priceItem = (db: Reader, id: number) => db.get(itemOf, { id })

type Row = Omit<RateRow, 'net'> & { net: number }
const listRows = prepared<{ item: number; date: LocalDate; base: number; tier: number; own: number; company: number }>()(
  (
    p,
  ) => text<Row>`select p.id, p.list_id as listId, p.batch_id as batchId, p.unit, p.from_date as fromDate, p.seq, p.rate_e4 as rateE4, 0 as net,
      case p.unit when i.sale_unit then i.sale_factor when i.base_unit then 1 else (select u.factor from item_unit u where u.item_id = i.id and u.unit = p.unit) end as factor
    from price p join item i on i.id = p.item_id
    where p.item_id = ${p.item} and p.list_id in (${p.base}, ${p.tier}, ${p.own}, ${p.company}) and p.from_date <= ${p.date}`,
)
const ownRows = prepared<{ item: number; party: number; date: LocalDate }>()(
  (p) => text<Row>`select p.id, 0 as listId, 0 as batchId, p.unit, p.from_date as fromDate, p.seq, p.rate_e4 as rateE4, p.net,
      case p.unit when i.sale_unit then i.sale_factor when i.base_unit then 1 else (select u.factor from item_unit u where u.item_id = i.id and u.unit = p.unit) end as factor
    from party_price p join item i on i.id = p.item_id
    where p.party_id = ${p.party} and p.item_id = ${p.item} and p.from_date <= ${p.date}`,
)

type TermRow = {
  id: number
  rung: DiscountTerm['rung']
  bp: number | null
  fromMin: number
  partyId: number | null
  listId: number | null
  itemId: number | null
  manufacturer: string | null
  fromDate: string
  seq: number
}
const termRows = prepared<{ item: number; manufacturer: string | null; party: number; date: LocalDate }>()(
  (
    p,
  ) => text<TermRow>`select id, rung, bp, from_min as fromMin, party_id as partyId, list_id as listId, item_id as itemId, manufacturer, from_date as fromDate, seq
    from discount_term where id in (
      select id from discount_term where item_id = ${p.item}
      union all select id from discount_term where manufacturer = ${p.manufacturer} collate nocase
      union all select id from discount_term where list_id is not null
      union all select id from discount_term where rung in ('quantity', 'value') and item_id is null and manufacturer is null and list_id is null)
    and from_date <= ${p.date} and (party_id is null or party_id = ${p.party}) order by from_date, seq, id`,
)

/** The rungs that hold on the day for an item and party: of rows about the same thing the last. */
function termsOn(db: Reader, item: PriceItem, party: number, date: LocalDate): DiscountTerm[] {
  const last = new Map<string, TermRow>()
  for (const row of db.all(termRows, { item: item.id, manufacturer: item.manufacturer, party, date }))
    last.set([row.rung, row.partyId, row.listId, row.itemId, row.manufacturer?.toLowerCase(), row.fromMin].join('|'), row)
  return [...last.values()].flatMap(({ bp, partyId, itemId, manufacturer, ...row }) =>
    bp === null
      ? []
      : [
          {
            ...row,
            bp: bp as BasisPoints,
            forParty: partyId !== null,
            goods: itemId !== null ? 'item' : manufacturer !== null ? 'company' : 'all',
          },
        ],
  )
}

function lastOfEach(rows: readonly Row[]): RateRow[] {
  const all = rows.map((row) => ({ ...row, net: row.net === 1 }))
  const places = new Map(all.map((row) => [`${row.listId} ${row.batchId}`, row]))
  return [...places.values()].flatMap(({ listId, batchId }) => rowOn(all, listId, batchId, '9999') ?? [])
}

/** Everything the price of an item for a buyer on a day depends on. Null when there is no such item. */
export function priceFacts(
  db: Reader,
  itemId: number,
  party: (PriceBuyer & { priceListId?: number | null }) | null,
  date: LocalDate,
): PriceFacts | null {
  const item = priceItem(db, itemId)
  if (!item) return null
  const tier = party?.tier ?? 'ptr'
  const baseList = db.get(listByTier, { tier: 'ptr' }) as ListRef
  const tierList = tier === 'ptr' ? baseList : (db.get(listByTier, { tier }) ?? null)
  const partyList = party ? (partyListOn(db, party, date)?.list ?? null) : null
  const company = item.manufacturer === null ? undefined : db.get(companyListOn, { manufacturer: item.manufacturer, date })
  const companyList = company?.id != null ? { id: company.id, name: company.name as string } : null
  const rows = db.all(listRows, {
    item: itemId,
    date,
    base: baseList.id,
    tier: tierList?.id ?? 0,
    own: partyList?.id ?? 0,
    company: companyList?.id ?? 0,
  })
  const own = party ? db.all(ownRows, { item: itemId, party: party.id, date }) : []
  return {
    itemId,
    date,
    unit: item.sale_unit,
    factor: item.sale_factor,
    // only what holds that day: this travels to the window with every item taken
    rows: lastOfEach([...own, ...rows]),
    partyList,
    tierList,
    companyList,
    baseList,
    partyBp: party ? discountOn(db, { id: party.id, discount_bp: party.discountBp }, date) : 0,
    terms: termsOn(db, item, party?.id ?? 0, date),
    schemes: quantitySchemes(db, item, party, date),
  }
}
