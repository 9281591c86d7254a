import { type DoctorCheck, differences } from '../accounts/doctor/check.ts'
import { text } from '../database/connection.ts'
import { costChecks } from './cost-doctor.ts'
import { figureChecks } from './figures-doctor.ts'

/** Stock recomputed from the moves and value entries alone. */
export const inventoryChecks: readonly DoctorCheck[] = [
  ...costChecks,
  ...figureChecks,
  differences(
    'on-hand',
    'Stock on hand differs from its moves',
    () => text`
    with moves as (select batch_id, location_id, sum(qty) as qty from stock_move group by 1, 2),
    keys as (select batch_id, location_id from moves union select batch_id, location_id from on_hand)
    select 'batch ' || k.batch_id || ' location ' || k.location_id as subject, coalesce(m.qty, 0) as expected, coalesce(h.qty, 0) as found
    from keys k left join moves m using (batch_id, location_id) left join on_hand h using (batch_id, location_id) where coalesce(m.qty, 0) <> coalesce(h.qty, 0)`,
  ),
  differences(
    'stock-month',
    "A batch's month differs from its moves",
    () => text`
    with moves as (select batch_id, location_id, substr(date, 1, 7) as month, sum(qty) as qty from stock_move group by 1, 2, 3),
    keys as (select batch_id, location_id, month from moves union select batch_id, location_id, month from stock_month)
    select 'batch ' || k.batch_id || ' location ' || k.location_id || ' ' || k.month as subject, coalesce(m.qty, 0) as expected, coalesce(s.qty, 0) as found
    from keys k left join moves m using (batch_id, location_id, month) left join stock_month s using (batch_id, location_id, month)
    where coalesce(m.qty, 0) <> coalesce(s.qty, 0)`,
  ),
  differences(
    'item-value-month',
    "An item's value movement differs from its entries",
    () => text`
    with entries as (select item_id, substr(date, 1, 7) as month, sum(amount) as value from stock_value group by 1, 2),
    keys as (select item_id, month from entries union select item_id, month from item_value_month)
    select 'item ' || k.item_id || ' ' || k.month as subject, coalesce(e.value, 0) as expected, coalesce(v.value, 0) as found
    from keys k left join entries e using (item_id, month) left join item_value_month v using (item_id, month) where coalesce(e.value, 0) <> coalesce(v.value, 0)`,
  ),
  differences(
    'inventory-account',
    'Stock value differs from the inventory account on a day',
    () => text`
    with entries as (select date, sum(amount) as value from stock_value group by date),
    booked as (select p.date, sum(l.amount) as value from account a join ledger_line l on l.account_id = a.id join posting p on p.id = l.posting_id where a.kind = 'inventory' group by p.date),
    days as (select date from entries union select date from booked)
    select d.date as subject, coalesce(e.value, 0) as expected, coalesce(b.value, 0) as found
    from days d left join entries e using (date) left join booked b using (date) where coalesce(e.value, 0) <> coalesce(b.value, 0)`,
  ),
  differences(
    'value-postings',
    "A posting's stock values differ from its inventory lines",
    () => text`
    with entries as (select posting_id, sum(amount) as value from stock_value group by posting_id),
    booked as (select l.posting_id, sum(l.amount) as value from account a join ledger_line l on l.account_id = a.id where a.kind = 'inventory' group by l.posting_id),
    keys as (select posting_id from entries union select posting_id from booked)
    select 'posting ' || k.posting_id as subject, coalesce(e.value, 0) as expected, coalesce(b.value, 0) as found
    from keys k left join entries e using (posting_id) left join booked b using (posting_id) where coalesce(e.value, 0) <> coalesce(b.value, 0)`,
  ),
  differences(
    'cost-layers',
    'What is left in the cost layers differs from the stock',
    () => text`
    with stock as (select item_id, sum(qty) as qty from stock_move group by item_id), values_ as (select item_id, sum(amount) as value from stock_value group by item_id),
    layers as (select item_id, sum(qty_left) as qty, sum(value_left) as value from cost_layer group by item_id),
    keys as (select item_id from stock union select item_id from layers)
    select 'item ' || k.item_id as subject, coalesce(s.qty, 0) || '/' || coalesce(v.value, 0) as expected, coalesce(l.qty, 0) || '/' || coalesce(l.value, 0) as found
    from keys k left join stock s using (item_id) left join values_ v using (item_id) left join layers l using (item_id)
    where k.item_id not in (select item_id from recost) and coalesce(s.qty, 0) >= 0 and (coalesce(s.qty, 0) <> coalesce(l.qty, 0) or coalesce(v.value, 0) <> coalesce(l.value, 0))`,
  ),
  differences(
    'nothing-left',
    'An item with no stock still has value',
    () => text`
    select 'item ' || v.item_id as subject, 0 as expected, v.value as found
    from (select item_id, sum(amount) as value from stock_value group by item_id) v join (select item_id, sum(qty) as qty from stock_move group by item_id) m using (item_id)
    where m.qty = 0 and v.value <> 0 and v.item_id not in (select item_id from recost)`,
  ),
  differences(
    'batch-item',
    'A move names a batch of another item',
    () => text`
    select 'move ' || m.id as subject, b.item_id as expected, m.item_id as found from stock_move m join batch b on b.id = m.batch_id where b.item_id <> m.item_id`,
  ),
  differences(
    'receipt-credit',
    'More tax credit was given back than a receipt took',
    () => text`
    with credit as (select move_id, igst, cgst, sgst, cess from receipt_itc union all select move_id, igst, cgst, sgst, cess from itc_change)
    select 'move ' || move_id as subject, 0 as expected, min(sum(igst), sum(cgst), sum(sgst), sum(cess)) as found from credit
    group by move_id having min(sum(igst), sum(cgst), sum(sgst), sum(cess)) < 0`,
  ),
  differences(
    'count-row',
    'The book quantity of a count sheet differs from the moves up to then',
    () => text`
    with moves as (select c.id, coalesce(sum(case when p.seq <= s.frozen_seq then m.qty end), 0) as qty from count_sheet s join count_row c on c.sheet_id = s.id
      join batch b on b.id = c.batch_id left join stock_move m on m.item_id = b.item_id and m.batch_id = b.id and m.location_id = s.location_id
      left join posting p on p.id = m.posting_id group by c.id)
    select 'count row ' || c.id as subject, m.qty as expected, c.book_qty as found from count_row c join moves m on m.id = c.id where m.qty <> c.book_qty`,
  ),
]
