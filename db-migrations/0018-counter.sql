-- The counter's day: what could not be sold, and finding a bill by what it says.
create table lost_sale (
  id integer primary key, uid blob not null unique check (length(uid) = 16), date text not null, item_id integer not null references item(id),
  party_id integer references party(id), qty integer not null check (qty > 0), reason text not null check (reason in ('stock','rate','expiry','other')),
  note text, user_id integer references user(id), active integer not null default 1
) strict;
create index lost_sale_by_date on lost_sale(date, id) where active = 1;
create index lost_sale_by_item on lost_sale(item_id, date) where active = 1;

-- A bill is found by its amount and by its salesman without reading every bill.
create index document_version_by_total on document_version(total);
create index document_version_by_salesman on document_version(json_extract(applied_json, '$.salesman') collate nocase)
  where json_extract(applied_json, '$.salesman') is not null;
create index document_by_serial on document(serial, kind);
