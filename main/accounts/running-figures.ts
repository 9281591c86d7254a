import type { CostLayer, LedgerLine, StockMove, StockValue } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import type { Milli } from '../../shared/quantity.ts'
import { sql, text, type Writer } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

/**
 * The [R] tables, kept by ledger.post in the posting's own transaction. They hold movement per month, never closing
 * balances, so a back-dated line touches one month (model rule 8). The data doctor recomputes each with other code.
 */

type Identified = 'document' | 'document_version' | 'posting' | 'stock_move' | 'open_item' | 'allocation'
const highest = Object.fromEntries(
  (['document', 'document_version', 'posting', 'stock_move', 'open_item', 'allocation'] as const).map((table) => [
    table,
    prepared<Record<never, never>>()(() => sql.selectFrom(table).select((eb) => eb.fn.max<number | null>('id').as('id'))),
  ]),
) as Record<Identified, ReturnType<ReturnType<typeof prepared<Record<never, never>>>>>

/** The next id of an append-only table; safe inside the one write transaction. */
export const nextId = (tx: Writer, table: Identified): number =>
  ((tx.get(highest[table], {}) as { id: number | null } | undefined)?.id ?? 0) + 1

const month = prepared<{ account: number; party: number; month: string; dr: Paise; cr: Paise }>()((p) =>
  sql
    .insertInto('account_month')
    .values({ account_id: p.account, party_id: p.party, month: p.month, dr: p.dr, cr: p.cr })
    .onConflict((on) =>
      on.columns(['account_id', 'party_id', 'month']).doUpdateSet((eb) => ({
        dr: eb('account_month.dr', '+', eb.ref('excluded.dr')),
        cr: eb('account_month.cr', '+', eb.ref('excluded.cr')),
      })),
    ),
)
const balance = prepared<{ account: number; party: number; amount: Paise }>()((p) =>
  sql
    .insertInto('balance')
    .values({ account_id: p.account, party_id: p.party, amount: p.amount })
    .onConflict((on) =>
      on
        .columns(['account_id', 'party_id'])
        .doUpdateSet((eb) => ({ amount: eb('balance.amount', '+', eb.ref('excluded.amount')) })),
    ),
)

export function addLedger(tx: Writer, line: LedgerLine, monthText: string): void {
  const party = line.partyId ?? 0
  const amount = line.amountPaise
  tx.do(month, {
    account: line.accountId,
    party,
    month: monthText,
    dr: paise(Math.max(amount, 0)),
    cr: paise(Math.max(-amount, 0)),
  })
  tx.do(balance, { account: line.accountId, party, amount })
}

const open = prepared<{ id: number; party: number; left: Paise }>()((p) =>
  sql.insertInto('open_left').values({ open_item_id: p.id, party_id: p.party, left_amount: p.left }),
)
const reduce = prepared<{ id: number; by: Paise }>()((p) =>
  sql
    .updateTable('open_left')
    .set((eb) => ({ left_amount: eb('left_amount', '-', p.by) }))
    .where('open_item_id', '=', p.id),
)

export const addOpenItem = (tx: Writer, id: number, party: number, amountPaise: Paise) =>
  tx.do(open, { id, party, left: amountPaise })

const ends = prepared<{ from: number; to: number }>()((p) =>
  sql.selectFrom('open_left').select(['open_item_id', 'party_id', 'left_amount']).where('open_item_id', 'in', [p.from, p.to]),
)

/** Settles part of `to` (a debit, say a bill) with part of `from` (a credit, say a receipt); neither may pass zero. */
export function moveOpenItem(tx: Writer, { from, to, amountPaise }: { from: number; to: number; amountPaise: Paise }): void {
  const both = tx.all(ends, { from, to })
  const source = both.find((row) => row.open_item_id === from)
  const target = both.find((row) => row.open_item_id === to)
  if (!source || !target || source.party_id !== target.party_id)
    throw new Error('an allocation joins two open items of one party')
  tx.do(reduce, { id: to, by: amountPaise })
  tx.do(reduce, { id: from, by: paise(-amountPaise) })
}

const ties = prepared<{ party: number }>()((p) =>
  sql.selectNoFrom([
    sql
      .selectFrom('open_left')
      .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('left_amount'), eb.lit(0)).as('left'))
      .where('party_id', '=', p.party)
      .where('left_amount', '<>', paise(0))
      .as('left'),
    sql
      .selectFrom('party')
      .innerJoin('balance', (join) =>
        join.onRef('balance.account_id', '=', 'party.account_id').onRef('balance.party_id', '=', 'party.id'),
      )
      .select((eb) => eb.fn.coalesce('balance.amount', eb.lit(0)).as('amount'))
      .where('party.id', '=', p.party)
      .as('owed'),
  ]),
)

/** Σ open items of a party = its balance, after every entry that touched it (model rule 5). */
export function assertPartyTies(tx: Writer, party: number): void {
  const found = tx.get(ties, { party })
  if (!found || (found.left ?? 0) !== (found.owed ?? 0))
    throw new Error(`party ${party}: open items ${found?.left} differ from the balance ${found?.owed}`)
}

// the expiry stands beside the quantity so that what expires first is found by an index
const hand = prepared<{ batch: number; location: number; qty: Milli }>()(
  (p) => text<never>`insert into on_hand (batch_id, location_id, qty, expiry)
    values (${p.batch}, ${p.location}, ${p.qty}, (select expiry from batch where id = ${p.batch}))
    on conflict (batch_id, location_id) do update set qty = qty + excluded.qty`,
)
const stockMonth = prepared<{ batch: number; location: number; month: string; qty: Milli }>()((p) =>
  sql
    .insertInto('stock_month')
    .values({ batch_id: p.batch, location_id: p.location, month: p.month, qty: p.qty })
    .onConflict((on) =>
      on
        .columns(['batch_id', 'location_id', 'month'])
        .doUpdateSet((eb) => ({ qty: eb('stock_month.qty', '+', eb.ref('excluded.qty')) })),
    ),
)

export function addMove(tx: Writer, move: StockMove, monthText: string): void {
  tx.do(hand, { batch: move.batchId, location: move.locationId, qty: move.qtyMilli })
  tx.do(stockMonth, { batch: move.batchId, location: move.locationId, month: monthText, qty: move.qtyMilli })
}

const valueMonth = prepared<{ item: number; month: string; value: Paise }>()((p) =>
  sql
    .insertInto('item_value_month')
    .values({ item_id: p.item, month: p.month, value: p.value })
    .onConflict((on) =>
      on
        .columns(['item_id', 'month'])
        .doUpdateSet((eb) => ({ value: eb('item_value_month.value', '+', eb.ref('excluded.value')) })),
    ),
)
export const addValue = (tx: Writer, value: StockValue, monthText: string) =>
  tx.do(valueMonth, { item: value.itemId, month: monthText, value: value.amountPaise })

const lastReceipt = prepared<{ item: number; date: LocalDate; qty: Milli; value: Paise }>()((p) =>
  sql
    .insertInto('item_cost')
    .values({ item_id: p.item, last_date: p.date, last_qty: p.qty, last_value: p.value })
    .onConflict((on) =>
      on
        .column('item_id')
        .doUpdateSet((eb) => ({
          last_date: eb.ref('excluded.last_date'),
          last_qty: eb.ref('excluded.last_qty'),
          last_value: eb.ref('excluded.last_value'),
        }))
        .whereRef('excluded.last_date', '>=', 'item_cost.last_date'),
    ),
)

/** Remembers the unit cost of the item's latest receipt: what an issue without a layer costs (cost of stock 6). */
export const noteReceipt = (tx: Writer, receipt: { itemId: number; date: LocalDate; qtyMilli: Milli; valuePaise: Paise }) =>
  tx.do(lastReceipt, { item: receipt.itemId, date: receipt.date, qty: receipt.qtyMilli, value: receipt.valuePaise })

const layer = prepared<{ item: number; pool: number; date: string; move: number; qty: Milli; value: Paise }>()((p) =>
  sql
    .insertInto('cost_layer')
    .values({
      item_id: p.item,
      batch_id: p.pool,
      date: p.date as never,
      receipt_move: p.move,
      qty_left: p.qty,
      value_left: p.value,
    })
    .onConflict((on) =>
      on
        .columns(['item_id', 'batch_id', 'date', 'receipt_move'])
        .doUpdateSet((eb) => ({ qty_left: eb.ref('excluded.qty_left'), value_left: eb.ref('excluded.value_left') })),
    ),
)
const emptyLayer = prepared<{ item: number; pool: number; date: string; move: number }>()((p) =>
  sql
    .deleteFrom('cost_layer')
    .where('item_id', '=', p.item)
    .where('batch_id', '=', p.pool)
    .where('date', '=', p.date as never)
    .where('receipt_move', '=', p.move),
)

/** Sets what is left of a cost layer; an empty one goes. */
export function keepLayer(
  tx: Writer,
  { itemId, poolBatchId: pool, date, receipt, qtyLeftMilli, valueLeftPaise }: Omit<CostLayer, 'receipt'> & { receipt: number },
): void {
  if (qtyLeftMilli === 0 && valueLeftPaise === 0) tx.do(emptyLayer, { item: itemId, pool, date, move: receipt })
  else tx.do(layer, { item: itemId, pool, date, move: receipt, qty: qtyLeftMilli, value: valueLeftPaise })
}

const state = prepared<{ document: number; version: number }>()((p) =>
  sql.insertInto('document_state').values({ document_id: p.document, current_version_id: p.version }),
)
const cancel = prepared<{ document: number }>()((p) =>
  sql.updateTable('document_state').set({ cancelled: 1 }).where('document_id', '=', p.document).where('cancelled', '=', 0),
)

const newer = prepared<{ document: number; version: number; seen: number }>()((p) =>
  sql
    .updateTable('document_state')
    .set({ current_version_id: p.version })
    .where('document_id', '=', p.document)
    .where('current_version_id', '=', p.seen)
    .where('cancelled', '=', 0),
)

export function setState(
  tx: Writer,
  change: { documentId: number; versionId: number; insteadOf?: number | undefined } | { documentId: number; cancelled: true },
): void {
  if ('versionId' in change && change.insteadOf !== undefined) {
    const { documentId, versionId, insteadOf } = change
    if (tx.do(newer, { document: documentId, version: versionId, seen: insteadOf }).changes !== 1)
      throw new Error('a version follows the current one of a document that stands')
  } else if ('versionId' in change) tx.do(state, { document: change.documentId, version: change.versionId })
  else if (tx.do(cancel, { document: change.documentId }).changes !== 1) throw new Error('a document is cancelled once')
}
