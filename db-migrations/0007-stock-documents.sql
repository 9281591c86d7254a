-- Where an item stands at one place; item.rack is where it stands unless the place says otherwise.
create table item_rack (
  id integer primary key, item_id integer not null references item(id), location_id integer not null references location(id), rack text not null,
  unique (item_id, location_id)
) strict;

-- A write-off that waits for somebody else's word. Nothing moves until it is approved; the document is made from `draft_json` then.
create table stock_request (
  id integer primary key, uid blob not null unique check (length(uid) = 16), kind text not null check (kind in ('write-off')), date text not null, reason text not null,
  draft_json text not null, asked_by integer not null references user(id), asked_at text not null,
  state text not null default 'waiting' check (state in ('waiting','approved','refused','withdrawn')),
  decided_by integer references user(id), decided_at text, note text, document_id integer references document(id)
) strict;
create index stock_request_by_state on stock_request(state, id);

-- A physical count: the book's quantities of chosen batches at one place, frozen at a journal row; what was counted; the document made of it.
create table count_sheet (
  id integer primary key, uid blob not null unique check (length(uid) = 16), location_id integer not null references location(id), name text not null,
  chosen_json text not null, date text not null, frozen_seq integer not null, frozen_at text not null, made_by integer not null references user(id),
  state text not null default 'open' check (state in ('open','posted','dropped')), decided_by integer references user(id), decided_at text,
  document_id integer references document(id)
) strict;
create index count_sheet_by_state on count_sheet(state, id);

create table count_row ( -- [A] the book's quantity when the sheet was frozen
  id integer primary key, sheet_id integer not null references count_sheet(id), batch_id integer not null references batch(id), book_qty integer not null,
  seq integer not null, unique (sheet_id, batch_id)
) strict;
create trigger count_row_no_update before update on count_row begin select raise(abort, 'count_row is append-only'); end;
create trigger count_row_no_delete before delete on count_row begin select raise(abort, 'count_row is append-only'); end;

create table count_entry ( -- [A] a person's count of a batch; his latest holds, and those of several persons add up
  id integer primary key, sheet_id integer not null references count_sheet(id), batch_id integer not null references batch(id),
  user_id integer not null references user(id), qty integer not null check (qty >= 0), at text not null, seq integer not null
) strict;
create index count_entry_by_sheet on count_entry(sheet_id, batch_id, user_id, id);
create trigger count_entry_no_update before update on count_entry begin select raise(abort, 'count_entry is append-only'); end;
create trigger count_entry_no_delete before delete on count_entry begin select raise(abort, 'count_entry is append-only'); end;
