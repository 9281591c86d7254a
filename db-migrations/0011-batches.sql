-- A batch that may not be sold: why, under which notice, since when; null again when it is released (the journal keeps both). A batch
-- set aside to be claimed from its supplier.
alter table batch add column blocked_reason text;
alter table batch add column blocked_notice text;
alter table batch add column blocked_on text;
alter table batch add column claim_marked_on text;

-- A batch is asked for by its number when a notice comes, and the blocked ones are few.
create index batch_by_number on batch(number);
create index batch_blocked on batch(id) where blocked_reason is not null;

-- Letters that asked buyers to send a batch back: one row a letter.
create table recall_letter ( -- [A]
  id integer primary key, batch_id integer not null references batch(id), party_id integer not null references party(id), document_count integer not null,
  qty integer not null, language text not null, made_at text not null, user_id integer not null references user(id), seq integer not null
) strict;
create index recall_letter_by_batch on recall_letter(batch_id, id);
create trigger recall_letter_no_update before update on recall_letter begin select raise(abort, 'recall_letter is append-only'); end;
create trigger recall_letter_no_delete before delete on recall_letter begin select raise(abort, 'recall_letter is append-only'); end;

-- What came in, among the many moves that went out: the ages of stock, who it was last bought from. Everything these ask stands in it.
create index stock_move_in on stock_move(item_id, batch_id, date, kind, qty, posting_id) where qty > 0;

-- When an item was last sold, among ten years of moves.
create index stock_move_sold on stock_move(item_id, date) where kind = 'sale';
