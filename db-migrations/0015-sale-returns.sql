-- A customer's return that waits for somebody's word: over the sum a clerk may give back, or any by a clerk, as the firm has set it.
-- No goods and no money move until it is approved; the note is made from `draft_json` then.
create table return_request (
  id integer primary key, uid blob not null unique check (length(uid) = 16), date text not null, party_id integer references party(id),
  bill_id integer references document(id), total integer not null, reason text not null, draft_json text not null,
  asked_by integer not null references user(id), asked_at text not null,
  state text not null default 'waiting' check (state in ('waiting','approved','refused','withdrawn')),
  decided_by integer references user(id), decided_at text, note text, document_id integer references document(id)
) strict;
create index return_request_by_state on return_request(state, id);
create index return_request_by_bill on return_request(bill_id) where state = 'waiting';
