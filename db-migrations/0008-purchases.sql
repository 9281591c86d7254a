-- What is given up of an order, line by line: the supplier will not send it. What an order still waits for is what it asked less what came less this.
create table order_closing ( -- [A]
  id integer primary key, document_id integer not null references document(id), line_no integer not null, qty integer not null check (qty > 0),
  reason text not null, at text not null, seq integer not null
) strict;
create index order_closing_by_document on order_closing(document_id, line_no);
create trigger order_closing_no_update before update on order_closing begin select raise(abort, 'order_closing is append-only'); end;
create trigger order_closing_no_delete before delete on order_closing begin select raise(abort, 'order_closing is append-only'); end;

-- What a line of an order still waits for, and what of a received line is not yet billed; a line that waits for nothing has no row.
create table purchase_left ( -- [R]
  document_id integer not null references document(id), line_no integer not null, qty_left integer not null, value_left integer not null,
  primary key (document_id, line_no)
) strict, without rowid;
