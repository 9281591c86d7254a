import { type DoctorCheck, differences } from '../accounts/doctor/check.ts'
import { text } from '../database/connection.ts'

/** The figures that worklists of stock read, added up again from moves, value entries and documents. */
export const figureChecks: readonly DoctorCheck[] = [
  differences(
    'on-hand-expiry',
    'The expiry kept beside a quantity is not that of its batch',
    () => text`
    select 'batch ' || h.batch_id as subject, b.expiry as expected, h.expiry as found from on_hand h join batch b on b.id = h.batch_id where h.expiry is not b.expiry`,
  ),
  differences(
    'item-stand',
    'Where an item stands differs from its moves and value entries',
    () => text`
    with moves as (select m.item_id, sum(m.qty) as qty, sum(case l.kind when 'saleable' then m.qty else 0 end) as saleable, min(case when m.qty > 0 then m.date end) as came,
      max(case when m.qty < 0 and m.kind = 'sale' then m.date end) as sold,
      max(case when m.kind <> 'transfer' then m.date end) as moved, max(case when m.kind <> 'transfer' and (m.qty < 0 or m.kind = 'sale-return' or m.of_move > 0) then m.date end) as issued from stock_move m join location l on l.id = m.location_id group by m.item_id),
    worth as (select item_id, sum(amount) as value from stock_value group by item_id), keys as (select item_id from moves union select item_id from item_stand),
    both as (select k.item_id, coalesce(m.qty, 0) || '/' || coalesce(m.saleable, 0) || '/' || coalesce(w.value, 0) || '/' || coalesce(m.came, '') || '/' || coalesce(m.sold, '') || '/' || coalesce(m.moved, '') || '/' || coalesce(m.issued, '') as expected,
      coalesce(s.qty, 0) || '/' || coalesce(s.saleable_qty, 0) || '/' || coalesce(s.value, 0) || '/' || coalesce(s.came_on, '') || '/' || coalesce(s.sold_on, '') || '/' || coalesce(s.moved_on, '') || '/' || coalesce(s.issued_on, '') as found
      from keys k left join moves m using (item_id) left join worth w using (item_id) left join item_stand s using (item_id))
    select 'item ' || item_id as subject, expected, found from both where expected <> found`,
  ),
  differences(
    'item-sold',
    'What was sold of an item in a day or month differs from its moves and value entries',
    () => text`
    with sold as (select date, item_id, -sum(qty) as qty from stock_move where kind = 'sale' or kind = 'sale-return' group by 1, 2),
    cost as (select v.date, v.item_id, -sum(v.amount) as cost from stock_value v join stock_move m on m.id = v.move_id
      where m.kind in ('sale','sale-return') and v.kind not in ('landed','method') group by 1, 2),
    days as (select date, item_id from sold union select date, item_id from cost),
    told as (select d.date as span, d.item_id, coalesce(s.qty, 0) as qty, coalesce(c.cost, 0) as cost from days d left join sold s using (date, item_id) left join cost c using (date, item_id)),
    whole as (select * from told union all select substr(span, 1, 7), item_id, sum(qty), sum(cost) from told group by 1, 2),
    kept as (select date as span, item_id, qty, cost from item_sold_day union all select month, item_id, qty, cost from item_sold_month),
    keys as (select span, item_id from whole union select span, item_id from kept)
    select 'item ' || k.item_id || ' ' || k.span as subject, coalesce(w.qty, 0) || '/' || coalesce(w.cost, 0) as expected, coalesce(f.qty, 0) || '/' || coalesce(f.cost, 0) as found
    from keys k left join whole w using (span, item_id) left join kept f using (span, item_id)
    where coalesce(w.qty, 0) <> coalesce(f.qty, 0) or coalesce(w.cost, 0) <> coalesce(f.cost, 0)`,
  ),
  differences(
    'latest-purchase',
    'The latest purchase of an item or a batch is another one',
    () => text`
    with bought as (select m.item_id, m.batch_id, m.date || ' ' || printf('%012d', m.posting_id) || ' ' || d.party_id as last
        from stock_move m join posting p on p.id = m.posting_id join document_version v on v.id = p.version_id join document d on d.id = v.document_id
        where m.qty > 0 and m.kind = 'purchase' and p.kind = 'document' and d.party_id > 0),
    told as (select 'item ' || item_id as subject, max(last) as last from bought group by item_id union all select 'batch ' || batch_id, max(last) from bought group by batch_id),
    kept as (select 'item ' || k.item_id as subject, k.date || ' ' || printf('%012d', k.posting_id) || ' ' || k.supplier_id as last from item_bought k
        join document_line l on l.version_id = k.version_id and l.line_no = k.line_no and l.item_id = k.item_id
      union all select 'batch ' || batch_id, date || ' ' || printf('%012d', posting_id) || ' ' || supplier_id from batch_bought),
    keys as (select subject from told union select subject from kept)
    select k.subject, t.last as expected, f.last as found from keys k left join told t using (subject) left join kept f using (subject) where t.last is not f.last`,
  ),
]
