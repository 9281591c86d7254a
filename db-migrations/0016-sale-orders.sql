-- Quotations, orders and challans to customers: what they wait for, what is held back for them, and how their goods are brought.

create table order_confirmation ( -- [A] an order is firm from its row on; a draft has none
  id integer primary key, document_id integer not null unique references document(id), date text not null, held_until text not null,
  user_id integer not null references user(id), seq integer not null
) strict;
create trigger order_confirmation_no_update before update on order_confirmation begin select raise(abort, 'order_confirmation is append-only'); end;
create trigger order_confirmation_no_delete before delete on order_confirmation begin select raise(abort, 'order_confirmation is append-only'); end;

create table sales_left ( -- [R] what of a quotation, order or challan is still to be ordered, billed or given back
  document_id integer not null references document(id), line_no integer not null, qty_left integer not null, free_left integer not null,
  value_left integer not null, primary key (document_id, line_no)
) strict, without rowid;

create table reservation ( -- [R] goods that a confirmed order holds back until a day; a bill that takes them is warned, never stopped
  document_id integer not null references document(id), line_no integer not null, item_id integer not null references item(id),
  batch_id integer references batch(id), qty integer not null, user_id integer not null references user(id), since text not null, until text not null,
  primary key (document_id, line_no)
) strict, without rowid;
create index reservation_by_item on reservation(item_id);

create table trip (
  id integer primary key, uid blob not null unique check (length(uid) = 16), date text not null, van text not null, driver text not null, note text,
  user_id integer not null references user(id), active integer not null default 1
) strict;
create index trip_by_date on trip(date, id);

create table trip_bill (
  id integer primary key, trip_id integer not null references trip(id), document_id integer not null references document(id), place integer not null,
  unique (trip_id, document_id)
) strict;
create index trip_bill_by_document on trip_bill(document_id);

create table delivery ( -- [A] what came of bringing a bill; the latest row of a bill holds
  id integer primary key, document_id integer not null references document(id), trip_id integer references trip(id),
  outcome text not null check (outcome in ('delivered','part','not')), reason text, received_by text, collected integer not null default 0,
  proof_sha256 blob references attachment(sha256), at text not null, user_id integer not null references user(id), seq integer not null
) strict;
create index delivery_by_document on delivery(document_id, id);
create trigger delivery_no_update before update on delivery begin select raise(abort, 'delivery is append-only'); end;
create trigger delivery_no_delete before delete on delivery begin select raise(abort, 'delivery is append-only'); end;
