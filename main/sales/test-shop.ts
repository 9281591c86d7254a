import { localDate } from '../../shared/calendar.ts'
import { formatPaise, type Paise, paise } from '../../shared/money.ts'
import { basisPoints, rateE4 } from '../../shared/quantity.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import { ensureBatch } from '../inventory/batch-store.ts'
import { postGoods, type StockedItem } from '../inventory/hand-made.ts'
import { listId } from '../items/price-lists.ts'
import { indexNewItems } from '../items/search-index.ts'
import { type TestBook, testBook } from '../test-book.ts'

/** A shop for tests: a founded book with builders for parties, stocked items and bills, all on real SQLite through the dispatcher. */

export type Stocked = StockedItem & { packFactor: number }
type ItemAsk = {
  name?: string
  taxClass?: 'taxable' | 'nil' | 'exempt' | 'non-gst'
  rateBp?: number
  cessBp?: number
  hsn?: string
  uqc?: string
  schedule?: string
  /** Per strip of ten. */
  mrpPaise?: number | null
  ptrE4?: number
  expiry?: string | null
  /** Base units in stock, and what they cost in all. */
  pieces?: number
  costPaise?: number
  on?: string
}

export type TestLine = {
  item: Stocked
  strips?: number
  pieces?: number
  free?: number
  rupees: number
  off?: number[]
  flatPaise?: number
  batchId?: number
  more?: Record<string, unknown>
}

export function shop(options: Parameters<typeof testBook>[0] = {}) {
  const book = testBook(options)

  /** An item counted in pieces, sold in strips of ten, with one batch in stock at the main godown. */
  const item = (ask: ItemAsk = {}): Stocked =>
    book.write((given) => {
      const itemUid = uidBytes(newUid())
      const row = {
        uid: itemUid,
        name: ask.name ?? 'Paracetamol 500',
        base_unit: 'piece',
        sale_unit: 'strip',
        sale_factor: 10,
        uqc: ask.uqc ?? 'NOS',
        schedule: ask.schedule ?? 'none',
        manufacturer: 'Kaveri',
        pack_label: '10s',
      }
      const [itemId] = change(given, [{ insert: 'item', row }], { entity: 'item' }) as [number]
      const tax = {
        item_id: itemId,
        from_date: localDate('2017-07-01'),
        class: ask.taxClass ?? 'taxable',
        rate_bp: basisPoints(ask.rateBp ?? 500),
        cess_bp: basisPoints(ask.cessBp ?? 0),
        hsn: ask.hsn ?? '30049099',
      }
      change(given, [{ insert: 'item_tax', row: tax }], { entity: 'item' })
      indexNewItems(given.tx, [
        { id: itemId, item: { name: row.name, code: null, manufacturer: 'Kaveri', composition: null, packLabel: '10s' } },
      ])
      if (ask.ptrE4 !== undefined)
        change(
          given,
          [
            {
              insert: 'price',
              row: {
                list_id: listId(given.tx, 'ptr'),
                item_id: itemId,
                unit: 'strip',
                from_date: localDate('2017-07-01'),
                rate_e4: rateE4(ask.ptrE4),
              },
            },
          ],
          { entity: 'item' },
        )
      const { id: locationId } = given.tx.must(sql.selectFrom('location').select('id').where('kind', '=', 'saleable'))
      const mrp = ask.mrpPaise === undefined ? 1000_00 : ask.mrpPaise
      const expiry = ask.expiry === undefined ? '2028-07-31' : ask.expiry
      const batchId = ensureBatch(given, {
        itemId,
        itemUid,
        number: `B${itemId}`,
        expiry: expiry === null ? null : localDate(expiry),
        mrpPaise: mrp === null ? null : paise(mrp),
        packFactor: 10,
      })
      const stocked = { itemId, itemUid, batchId, locationId, packFactor: 10 }
      const qtyMilli = (ask.pieces ?? 100_000) * 1000
      if (qtyMilli)
        postGoods(given, localDate(ask.on ?? '2026-04-01'), [
          { item: stocked, kind: 'opening', qtyMilli, valuePaise: ask.costPaise ?? ask.pieces ?? 100_000 },
        ])
      return stocked
    })

  /** Another batch of an item, without stock unless pieces are given. */
  const batch = (of: Stocked, more: { number: string; expiry?: string; mrpPaise?: number; pieces?: number }): Stocked =>
    book.write((given) => {
      const batchId = ensureBatch(given, {
        itemId: of.itemId,
        itemUid: of.itemUid,
        number: more.number,
        expiry: localDate(more.expiry ?? '2028-07-31'),
        mrpPaise: paise(more.mrpPaise ?? 1000_00),
        packFactor: 10,
      })
      const stocked = { ...of, batchId }
      if (more.pieces)
        postGoods(given, localDate('2026-04-01'), [
          { item: stocked, kind: 'opening', qtyMilli: more.pieces * 1000, valuePaise: more.pieces },
        ])
      return stocked
    })

  const party = async (more: Record<string, unknown> = {}): Promise<string> => {
    const uid = newUid()
    const named = {
      uid,
      name: 'Ravi Medical',
      stateCode: '27',
      type: 'consumer',
      tier: 'retail',
      city: 'Pune',
      pin: '411037',
      ...more,
    }
    // a shop may know two of one name
    await book.call('parties.save', named, { accepted: [{ code: 'parties/name-duplicate', field: 'name', reason: 'test' }] })
    return uid
  }

  return { book, item, batch, party, ledger: (uid: string) => ledgerText(book, uid) }
}
export type Shop = ReturnType<typeof shop>

export const line = ({ item, strips = 1, pieces, free = 0, rupees, off = [], flatPaise = 0, batchId, more }: TestLine) => ({
  itemId: item.itemId,
  batchId: batchId ?? item.batchId,
  locationId: item.locationId,
  unit: pieces === undefined ? 'strip' : 'piece',
  factor: pieces === undefined ? 10 : 1,
  qtyMilli: (pieces ?? strips * 10) * 1000,
  freeMilli: free * 1000,
  rateE4: Math.round(rupees * 10_000),
  discountsBp: off,
  discountPaise: flatPaise,
  ...more,
})

/** A bill of today's test date: to a walk-in who pays cash, unless a party is named. */
export const aBill = (lines: ReturnType<typeof line>[], more: Record<string, unknown> = {}) => ({
  uid: newUid(),
  date: '2026-11-21',
  party: null as string | null,
  mode: more.party ? 'credit' : 'cash',
  lines,
  ...more,
})

/** The ledger of a document as accountants write it: account, party if any, debit positive. Derived cost entries after a blank line. */
function ledgerText(book: TestBook, uid: string): string[] {
  const rows = book.db.rows(
    sql
      .selectFrom('document as d')
      .innerJoin('document_version as v', 'v.document_id', 'd.id')
      .innerJoin('posting as p', 'p.version_id', 'v.id')
      .innerJoin('ledger_line as l', 'l.posting_id', 'p.id')
      .innerJoin('account as a', 'a.id', 'l.account_id')
      .leftJoin('party', 'party.id', 'l.party_id')
      .select(['a.kind', 'party.name', 'l.amount', 'p.derived'])
      .where('d.uid', '=', uidBytes(uid))
      .orderBy('p.id')
      .orderBy('l.line_no'),
  )
  return rows.map(
    (row) => `${row.derived ? 'cost ' : ''}${row.kind}${row.name ? `:${row.name}` : ''} ${formatPaise(row.amount as Paise)}`,
  )
}

const counted = [
  'document',
  'document_version',
  'document_line',
  'posting',
  'ledger_line',
  'open_item',
  'allocation',
  'tax_line',
  'stock_move',
  'stock_value',
  'journal',
  'series_next',
  'on_hand',
  'balance',
  'cost_layer',
  'draft',
] as const

/** How many rows each table of the books holds: unchanged after a refusal. */
export const rowCounts = (book: TestBook): Record<string, number> =>
  Object.fromEntries(
    counted.map((table) => [table, book.db.must(sql.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n'))).n]),
  )
