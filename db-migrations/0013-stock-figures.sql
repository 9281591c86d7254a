-- What worklists of stock ask of every item at once, kept as goods move: adding up ten years of moves for a first page takes seconds.

-- Where an item stands: its quantity everywhere and at saleable places, what that is worth, the first day anything came, the last day
-- anything was sold; the last day anything moved and anything left or came back (from place to place is no move of the item).
create table item_stand ( -- [R]
  item_id integer primary key, qty integer not null, saleable_qty integer not null, value integer not null, came_on text, sold_on text, moved_on text, issued_on text
) strict;
insert into item_stand
  select m.item_id, sum(m.qty), sum(iif(l.kind = 'saleable', m.qty, 0)), coalesce((select sum(v.value) from item_value_month v where v.item_id = m.item_id), 0),
    min(iif(m.qty > 0, m.date, null)), max(iif(m.kind = 'sale' and m.qty < 0, m.date, null)), max(iif(m.kind <> 'transfer', m.date, null)),
    max(iif(m.kind <> 'transfer' and (m.qty < 0 or m.kind = 'sale-return' or m.of_move is not null), m.date, null))
  from stock_move m join location l on l.id = m.location_id group by m.item_id;

-- What was sold less what came back, and its cost, by day and by month: a span of days is its whole months and the few days at its ends.
create table item_sold_day (date text not null, item_id integer not null, qty integer not null, cost integer not null, primary key (date, item_id)) strict, without rowid; -- [R]
create table item_sold_month (month text not null, item_id integer not null, qty integer not null, cost integer not null, primary key (month, item_id)) strict, without rowid; -- [R]
insert into item_sold_day
  select date, item_id, -sum(qty), -sum(cost) from (
    select date, item_id, qty, 0 as cost from stock_move where kind in ('sale','sale-return')
    union all
    select v.date, v.item_id, 0, v.amount from stock_value v join stock_move m on m.id = v.move_id
    where v.kind in ('issue','revalue','receipt') and m.kind in ('sale','sale-return'))
  group by date, item_id;
insert into item_sold_month select substr(date, 1, 7), item_id, sum(qty), sum(cost) from item_sold_day group by 1, 2;

-- The latest purchase: of a batch, who takes it back; of an item, which line says what it was bought at.
create table batch_bought (batch_id integer primary key, date text not null, posting_id integer not null, supplier_id integer not null) strict; -- [R]
create table item_bought ( -- [R]
  item_id integer primary key, date text not null, posting_id integer not null, supplier_id integer not null, version_id integer not null, line_no integer not null
) strict;
with bought as (
  select m.batch_id, m.date, m.posting_id, d.party_id, row_number() over (partition by m.batch_id order by m.date desc, m.posting_id desc) as place
  from stock_move m join posting p on p.id = m.posting_id and p.kind = 'document' join document_version v on v.id = p.version_id join document d on d.id = v.document_id
  where m.qty > 0 and m.kind = 'purchase' and d.party_id is not null)
insert into batch_bought select batch_id, date, posting_id, party_id from bought where place = 1;
with bought as (
  select m.item_id, m.date, m.posting_id, d.party_id, p.version_id, row_number() over (partition by m.item_id order by m.date desc, m.posting_id desc) as place
  from stock_move m join posting p on p.id = m.posting_id and p.kind = 'document' join document_version v on v.id = p.version_id join document d on d.id = v.document_id
  where m.qty > 0 and m.kind = 'purchase' and d.party_id is not null)
insert into item_bought
  select b.item_id, b.date, b.posting_id, b.party_id, b.version_id, coalesce((select min(l.line_no) from document_line l where l.version_id = b.version_id and l.item_id = b.item_id), 0)
  from bought b where b.place = 1;

-- What is in stock, the first to expire first. A batch keeps its expiry: it is part of what it is.
alter table on_hand add column expiry text;
update on_hand set expiry = (select b.expiry from batch b where b.id = on_hand.batch_id);
create index on_hand_by_expiry on on_hand(expiry, batch_id, location_id) where qty <> 0 and expiry is not null;

-- Few items are watched by a minimum or a maximum.
create index item_with_minimum on item(id) where minimum_qty is not null;
create index item_with_maximum on item(id) where maximum_qty is not null;
