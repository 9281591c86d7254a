import type { Entry, MoveKind, Posting, StockMove, StockValue } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { sql, text, type Writer } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

/**
 * The [R] tables by item that worklists of stock read, kept by ledger.post beside on_hand: where an item stands, what was sold of it
 * by day and by month, and the latest purchase. An entry's moves and values are added up by item first, so that each item is one row.
 */
type Stand = {
  qty: number
  saleable: number
  value: number
  came: LocalDate | null
  sold: LocalDate | null
  moved: LocalDate | null
  issued: LocalDate | null
}
type Sold = { itemId: number; date: LocalDate; qty: number; cost: number }

const saleablePlaces = prepared<Record<never, never>>()(() =>
  sql.selectFrom('location').select('id').where('kind', '=', 'saleable'),
)
const kindOfMove = prepared<{ move: number }>()((p) => sql.selectFrom('stock_move').select('kind').where('id', '=', p.move))

// a day that is none leaves the other: min and max of SQL would be none
const stand = prepared<{ item: number } & Stand>()(
  (p) => text<never>`insert into item_stand (item_id, qty, saleable_qty, value, came_on, sold_on, moved_on, issued_on)
    values (${p.item}, ${p.qty}, ${p.saleable}, ${p.value}, ${p.came}, ${p.sold}, ${p.moved}, ${p.issued})
    on conflict (item_id) do update set qty = qty + excluded.qty, saleable_qty = saleable_qty + excluded.saleable_qty, value = value + excluded.value,
      came_on = min(coalesce(came_on, excluded.came_on), coalesce(excluded.came_on, came_on)),
      sold_on = max(coalesce(sold_on, excluded.sold_on), coalesce(excluded.sold_on, sold_on)),
      moved_on = max(coalesce(moved_on, excluded.moved_on), coalesce(excluded.moved_on, moved_on)),
      issued_on = max(coalesce(issued_on, excluded.issued_on), coalesce(excluded.issued_on, issued_on))`,
)
const soldDay = prepared<{ item: number; date: LocalDate; qty: number; cost: number }>()(
  (p) => text<never>`insert into item_sold_day (date, item_id, qty, cost) values (${p.date}, ${p.item}, ${p.qty}, ${p.cost})
    on conflict (date, item_id) do update set qty = qty + excluded.qty, cost = cost + excluded.cost`,
)
const soldMonth = prepared<{ item: number; month: string; qty: number; cost: number }>()(
  (p) => text<never>`insert into item_sold_month (month, item_id, qty, cost) values (${p.month}, ${p.item}, ${p.qty}, ${p.cost})
    on conflict (month, item_id) do update set qty = qty + excluded.qty, cost = cost + excluded.cost`,
)
const batchBought = prepared<{ batch: number; date: LocalDate; posting: number; supplier: number }>()(
  (
    p,
  ) => text<never>`insert into batch_bought (batch_id, date, posting_id, supplier_id) values (${p.batch}, ${p.date}, ${p.posting}, ${p.supplier})
    on conflict (batch_id) do update set date = excluded.date, posting_id = excluded.posting_id, supplier_id = excluded.supplier_id
    where excluded.date >= batch_bought.date`,
)
const itemBought = prepared<{
  item: number
  date: LocalDate
  posting: number
  supplier: number
  version: number
  line: number
}>()(
  (p) => text<never>`insert into item_bought (item_id, date, posting_id, supplier_id, version_id, line_no)
    values (${p.item}, ${p.date}, ${p.posting}, ${p.supplier}, ${p.version}, ${p.line})
    on conflict (item_id) do update set date = excluded.date, posting_id = excluded.posting_id, supplier_id = excluded.supplier_id,
      version_id = excluded.version_id, line_no = excluded.line_no where excluded.date >= item_bought.date`,
)

export type StockFigures = {
  /** The kind of a move is asked for again by values that name it by its place in the entry. */
  move(posting: Posting, move: StockMove, ids: { postingId: number; versionId: number | null }): void
  value(value: StockValue, date: LocalDate): void
  /** Writes what came together. */
  keep(): void
}

const sells = (kind: MoveKind | string): boolean => kind === 'sale' || kind === 'sale-return'

/** Gathers the figures of one entry; call `keep` once, after its last posting. */
export function stockFigures(tx: Writer, document: Entry['document']): StockFigures {
  const stands = new Map<number, Stand>()
  const sales = new Map<string, Sold>()
  const kinds: MoveKind[] = []
  let saleable: ReadonlySet<number> | undefined
  const standOf = (itemId: number): Stand => {
    const found = stands.get(itemId)
    if (found) return found
    const first: Stand = { qty: 0, saleable: 0, value: 0, came: null, sold: null, moved: null, issued: null }
    stands.set(itemId, first)
    return first
  }
  const sell = (itemId: number, date: LocalDate, qty: number, cost: number) => {
    const key = `${date}${itemId}`
    const found = sales.get(key)
    if (found) {
      found.qty += qty
      found.cost += cost
    } else sales.set(key, { itemId, date, qty, cost })
  }
  const buy = (move: StockMove, date: LocalDate, postingId: number, versionId: number) => {
    const supplier = document?.partyId
    if (!supplier) return
    tx.do(batchBought, { batch: move.batchId, date, posting: postingId, supplier })
    const line = (document?.lines.findIndex((one) => one.itemId === move.itemId) ?? -1) + 1
    tx.do(itemBought, { item: move.itemId, date, posting: postingId, supplier, version: versionId, line })
  }
  return {
    move: (posting, move, { postingId, versionId }) => {
      const { date } = posting
      const { itemId, qtyMilli, kind } = move
      kinds.push(kind)
      saleable ??= new Set(tx.all(saleablePlaces, {}).map(({ id }) => id))
      const of = standOf(itemId)
      of.qty += qtyMilli
      if (saleable.has(move.locationId)) of.saleable += qtyMilli
      if (qtyMilli > 0 && (of.came === null || date < of.came)) of.came = date
      if (qtyMilli < 0 && kind === 'sale' && (of.sold === null || date > of.sold)) of.sold = date
      if (kind !== 'transfer') {
        if (of.moved === null || date > of.moved) of.moved = date
        const out = qtyMilli < 0 || kind === 'sale-return' || move.ofMove !== undefined
        if (out && (of.issued === null || date > of.issued)) of.issued = date
      }
      if (sells(kind)) sell(itemId, date, -qtyMilli, 0)
      if (kind === 'purchase' && qtyMilli > 0 && posting.kind === 'document' && versionId !== null)
        buy(move, date, postingId, versionId)
    },
    value: ({ itemId, move, amountPaise, kind }, date) => {
      standOf(itemId).value += amountPaise
      if (kind !== 'issue' && kind !== 'revalue' && kind !== 'receipt') return
      const of = 'at' in move ? kinds[move.at] : tx.get(kindOfMove, { move: move.id })?.kind
      if (of !== undefined && sells(of)) sell(itemId, date, 0, -amountPaise)
    },
    keep: () => {
      for (const [item, of] of stands) tx.do(stand, { item, ...of })
      for (const { itemId: item, date, qty, cost } of sales.values()) {
        tx.do(soldDay, { item, date, qty, cost })
        tx.do(soldMonth, { item, month: date.slice(0, 7), qty, cost })
      }
    },
  }
}
