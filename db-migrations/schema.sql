CREATE TABLE device (
  id integer primary key, uid blob not null unique check (length(uid) = 16), series_code text not null unique, name text not null
) strict;

CREATE TABLE user (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null unique collate nocase,
  role text not null check (role in ('owner','manager','accountant','clerk','auditor')), pin_hash text, active integer not null default 1
) strict;

CREATE TABLE user_grant (
  user_id integer not null references user(id), permission text not null, allowed integer not null, limit_value integer,
  primary key (user_id, permission)
) strict, without rowid;

CREATE TABLE journal ( -- [A]
  seq integer primary key, at text not null, device_id integer not null references device(id), user_id integer references user(id),
  lender_id integer references user(id), kind text not null, sv integer not null, entity text not null, entity_uid blob,
  changes_json text, accepted_json text, reason text, work_id integer, hlc text, base integer,
  prev_hash blob not null check (length(prev_hash) = 32), hash blob not null check (length(hash) = 32)
) strict;

CREATE INDEX journal_by_entity on journal(entity_uid) where entity_uid is not null;

CREATE INDEX journal_by_work on journal(work_id) where work_id is not null;

CREATE TABLE dated_fact ( -- [A] firm, settings, party tax status, cost method
  id integer primary key, subject_type text not null, subject_id integer not null, name text not null, from_date text not null,
  seq integer not null, value text
) strict;

CREATE INDEX dated_fact_by_subject on dated_fact(subject_type, subject_id, name, from_date, seq);

CREATE TABLE period_lock ( -- [A] the latest row for a (kinds, role) holds; upto null unlocks
  id integer primary key, seq integer not null, kinds text not null, role text not null, upto text
) strict;

CREATE TABLE attachment (sha256 blob primary key check (length(sha256) = 32), media_type text not null, bytes blob not null check (length(bytes) <= 5242880)) strict, without rowid;

CREATE TABLE draft (
  uid blob primary key check (length(uid) = 16), kind text not null, user_id integer, json text not null, held_name text, updated_at text not null
) strict, without rowid;

CREATE TABLE work (
  id integer primary key, uid blob not null unique check (length(uid) = 16), kind text not null, title text not null, state text not null,
  done integer not null default 0, total integer not null default 0, note text, user_id integer, at text not null, options_json text, result_json text
) strict;

CREATE TABLE staging (
  work_id integer not null references work(id), row_no integer not null, raw_json text not null, parsed_json text, errors_json text,
  state text not null, entity_id integer, applied_seq integer, primary key (work_id, row_no)
) strict, without rowid;

CREATE INDEX staging_by_state on staging(work_id, state, row_no);

CREATE TABLE firm (
  id integer primary key check (id = 1), uid blob not null unique check (length(uid) = 16), legal_name text not null, trade_name text, local_name text,
  gstin text, pan text, state_code text not null, address_1 text, address_2 text, city text, pin text, phone text, email text,
  licence_20b text, licence_21b text, licence_20g text, fssai text, bank_name text, bank_account text, ifsc text, upi_id text,
  logo_sha256 blob, books_begin text not null, terms text, jurisdiction text
) strict;

CREATE TABLE account_group (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null unique, parent_id integer references account_group(id),
  nature text not null check (nature in ('asset','liability','income','expense','equity'))
) strict;

CREATE TABLE account (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null unique, group_id integer not null references account_group(id),
  kind text not null, active integer not null default 1
) strict;

CREATE INDEX account_by_kind on account(kind);

CREATE TABLE location (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null unique,
  kind text not null check (kind in ('saleable','quarantine','expiry','transit','with_customer','with_supplier')), active integer not null default 1
, address_1 text, address_2 text, city text, pin text, state_code text) strict;

CREATE TABLE price_list (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null unique, tier text, active integer not null default 1
) strict;

CREATE TABLE party (
  id integer primary key, uid blob not null unique check (length(uid) = 16), code text unique, name text not null, local_name text,
  is_customer integer not null default 0, is_supplier integer not null default 0, type text not null default 'retail',
  account_id integer not null references account(id), category text not null default 'unregistered', gstin text, pan text, state_code text not null,
  phone text, email text, contact text, route text, salesman text, tier text, price_list_id integer references price_list(id), discount_bp integer not null default 0,
  credit_limit integer, credit_days integer, credit_bills integer, upi_id text, active integer not null default 1
, fssai text, language text not null default 'en', payment_days integer, payment_terms text, lead_days integer, msme_class text, msme_udyam text, msme_agreement integer not null default 0, return_days_before integer, return_days_after integer, return_bp integer, bank_name text, bank_account text, ifsc text, merged_into integer references party(id), credit_amount_rule text check (credit_amount_rule in ('off','warn','stop')), credit_late_rule text check (credit_late_rule in ('off','warn','stop')), credit_bills_rule text check (credit_bills_rule in ('off','warn','stop')), credit_late_days integer check (credit_late_days >= 0), min_expiry_days integer check (min_expiry_days >= 0)) strict;

CREATE INDEX party_by_gstin on party(gstin) where gstin is not null;

CREATE INDEX party_by_phone on party(phone) where phone is not null;

CREATE TABLE party_address (
  id integer primary key, party_id integer not null references party(id), kind text not null, line_1 text, line_2 text, city text, pin text, state_code text
, name text) strict;

CREATE INDEX party_address_by_party on party_address(party_id);

CREATE TABLE party_licence (
  id integer primary key, party_id integer not null references party(id), form text not null, number text not null, valid_from text, valid_to text
) strict;

CREATE INDEX party_licence_by_party on party_licence(party_id);

CREATE TABLE item (
  id integer primary key, uid blob not null unique check (length(uid) = 16), code text unique, name text not null, manufacturer text, composition text,
  pack_label text, base_unit text not null, sale_unit text not null, sale_factor integer not null check (sale_factor >= 1), uqc text not null default 'NOS',
  decimals integer not null default 0 check (decimals between 0 and 3), schedule text not null default 'none', storage text, rack text, category text,
  minimum_qty integer, maximum_qty integer, reorder_qty integer, popularity integer not null default 0, active integer not null default 1
, status text not null default 'continue' check (status in ('continue','closed','prohibited')), purchase_unit text, weight_grams integer check (weight_grams is null or weight_grams > 0)) strict;

CREATE TABLE item_unit (
  item_id integer not null references item(id), unit text not null, factor integer not null check (factor >= 1), primary key (item_id, unit)
) strict, without rowid;

CREATE TABLE barcode (code text primary key, item_id integer not null references item(id), unit text not null) strict, without rowid;

CREATE INDEX barcode_by_item on barcode(item_id);

CREATE TABLE item_tax ( -- [A]
  id integer primary key, item_id integer not null references item(id), from_date text not null, seq integer not null,
  class text not null check (class in ('taxable','nil','exempt','non-gst','zero-rated')), rate_bp integer not null, cess_bp integer not null default 0,
  cess_unit_paise integer not null default 0, hsn text not null
) strict;

CREATE INDEX item_tax_by_item on item_tax(item_id, from_date, seq);

CREATE TABLE price ( -- [A] per list and item (batch 0) or batch; the rate is per `unit`
  id integer primary key, list_id integer not null references price_list(id), item_id integer not null references item(id), batch_id integer not null default 0,
  unit text not null, from_date text not null, seq integer not null, rate_e4 integer
) strict;

CREATE INDEX price_by_item on price(item_id, list_id, batch_id, from_date, seq);

CREATE TABLE batch (
  id integer primary key, uid blob not null unique check (length(uid) = 16), item_id integer not null references item(id), number text not null,
  expiry text, mrp_printed integer, pack_factor integer not null check (pack_factor >= 1)
, blocked_reason text, blocked_notice text, blocked_on text, claim_marked_on text) strict;

CREATE INDEX batch_by_item on batch(item_id, expiry);

CREATE TABLE batch_mrp ( -- [A] effective MRP, per pack
  id integer primary key, batch_id integer not null references batch(id), from_date text not null, seq integer not null, mrp integer not null
, reference text) strict;

CREATE INDEX batch_mrp_by_batch on batch_mrp(batch_id, from_date, seq);

CREATE TABLE series (
  id integer primary key, uid blob not null unique check (length(uid) = 16), kind text not null, device_id integer not null references device(id),
  fy text not null, prefix text not null, unique (kind, device_id, fy), unique (fy, prefix, device_id)
) strict;

CREATE TABLE series_next (series_id integer primary key references series(id), next integer not null) strict;

CREATE TABLE document ( -- [A] never edited
  id integer primary key, uid blob not null unique check (length(uid) = 16), kind text not null, series_id integer not null references series(id),
  serial integer not null, fy text not null, number text not null collate nocase, reference text, date text not null, party_id integer references party(id),
  unique (series_id, serial), unique (fy, number)
) strict;

CREATE INDEX document_by_date on document(kind, date, id);

CREATE INDEX document_by_party on document(party_id, date) where party_id is not null;

CREATE TABLE document_version ( -- [A] the applied facts, as on the day of posting
  id integer primary key, document_id integer not null references document(id), version integer not null, seq integer not null,
  party_name text not null, gstin text, category text not null, pos text not null, supply text not null, mode text not null, due_date text,
  gross integer not null, discount integer not null, charges integer not null, taxable integer not null, igst integer not null, cgst integer not null,
  sgst integer not null, cess integer not null, round_off integer not null, total integer not null, applied_json text not null,
  unique (document_id, version)
) strict;

CREATE TABLE document_line ( -- [A]
  version_id integer not null references document_version(id), line_no integer not null, item_id integer not null references item(id),
  batch_id integer references batch(id), description text not null, hsn text not null, uqc text not null, unit text not null, factor integer not null,
  qty integer not null, free_qty integer not null, rate_e4 integer not null, mrp integer, gross integer not null, discount integer not null,
  discount_json text, tax_class text not null, rate_bp integer not null, taxable integer not null, igst integer not null, cgst integer not null,
  sgst integer not null, cess integer not null, primary key (version_id, line_no)
) strict, without rowid;

CREATE TABLE document_link ( -- [A]
  from_version_id integer not null references document_version(id), to_document_id integer not null references document(id), line_no integer not null default 0,
  kind text not null check (kind in ('order','challan','grn','bill','note','return')), primary key (from_version_id, to_document_id, line_no)
) strict, without rowid;

CREATE INDEX document_link_to on document_link(to_document_id);

CREATE TABLE document_state ( -- [R]
  document_id integer primary key references document(id), current_version_id integer not null references document_version(id), cancelled integer not null default 0,
  irn text, ewb text, filed_seq integer
) strict;

CREATE TABLE posting ( -- [A]
  id integer primary key, seq integer not null, date text not null, version_id integer references document_version(id),
  kind text not null check (kind in ('document','cost','mirror','revalue')), mirror_of integer references posting(id), derived integer not null default 0
) strict;

CREATE INDEX posting_by_date on posting(date, id);

CREATE INDEX posting_by_version on posting(version_id) where version_id is not null;

CREATE INDEX posting_by_seq on posting(seq);

CREATE TABLE ledger_line ( -- [A] Σ amount = 0 per posting; debit positive
  posting_id integer not null references posting(id), line_no integer not null, account_id integer not null references account(id), party_id integer references party(id),
  amount integer not null, primary key (posting_id, line_no)
) strict, without rowid;

CREATE INDEX ledger_line_by_account on ledger_line(account_id, posting_id);

CREATE INDEX ledger_line_by_party on ledger_line(party_id, posting_id) where party_id is not null;

CREATE TABLE open_item ( -- [A] one per ledger line on a party account
  id integer primary key, posting_id integer not null references posting(id), line_no integer not null, party_id integer not null references party(id),
  document_id integer references document(id), date text not null, due text, amount integer not null
) strict;

CREATE INDEX open_item_by_posting on open_item(posting_id);

CREATE TABLE allocation ( -- [A]
  id integer primary key, posting_id integer not null references posting(id), date text not null, from_item integer not null references open_item(id),
  to_item integer not null references open_item(id), amount integer not null check (amount <> 0), mirror_of integer references allocation(id)
) strict;

CREATE INDEX allocation_by_to on allocation(to_item);

CREATE INDEX allocation_by_from on allocation(from_item);

CREATE INDEX allocation_by_posting on allocation(posting_id);

CREATE TABLE tax_line ( -- [A] settled figures per class, rate, HSN and unit; returns only ever add these up
  posting_id integer not null references posting(id), line_no integer not null, direction text not null check (direction in ('out','in')),
  doc_class text not null, gstin text, pos text not null, class text not null, rate_bp integer not null, hsn text not null, uqc text not null,
  qty integer not null, taxable integer not null, igst integer not null, cgst integer not null, sgst integer not null, cess integer not null,
  rcm integer not null default 0, itc_class text, return_period text not null, primary key (posting_id, line_no)
) strict, without rowid;

CREATE TABLE stock_move ( -- [A] quantity only
  id integer primary key, posting_id integer not null references posting(id), date text not null, item_id integer not null references item(id),
  batch_id integer not null references batch(id), location_id integer not null references location(id), qty integer not null check (qty <> 0), kind text not null,
  of_move integer references stock_move(id)
) strict;

CREATE INDEX stock_move_by_item on stock_move(item_id, batch_id, date);

CREATE INDEX stock_move_by_posting on stock_move(posting_id);

CREATE TABLE receipt_itc ( -- [A]
  move_id integer primary key references stock_move(id), igst integer not null, cgst integer not null, sgst integer not null, cess integer not null,
  rate_bp integer not null, supplier_id integer references party(id)
) strict;

CREATE TABLE stock_value ( -- [A] Σ stock_value = Σ ledger_line(inventory) per posting
  posting_id integer not null references posting(id), line_no integer not null, date text not null, item_id integer not null references item(id),
  move_id integer not null references stock_move(id), amount integer not null, kind text not null check (kind in ('receipt','landed','issue','revalue','method')),
  primary key (posting_id, line_no)
) strict, without rowid;

CREATE INDEX stock_value_by_move on stock_value(move_id);

CREATE TABLE account_month (
  account_id integer not null, party_id integer not null, month text not null, dr integer not null, cr integer not null, primary key (account_id, party_id, month)
) strict, without rowid;

CREATE TABLE balance (account_id integer not null, party_id integer not null, amount integer not null, primary key (account_id, party_id)) strict, without rowid;

CREATE TABLE open_left (open_item_id integer primary key references open_item(id), party_id integer not null, left_amount integer not null) strict;

CREATE INDEX open_left_by_party on open_left(party_id, left_amount) where left_amount <> 0;

CREATE TABLE on_hand (
  batch_id integer not null, location_id integer not null, qty integer not null, expiry text, primary key (batch_id, location_id)
) strict, without rowid;

CREATE TABLE stock_month (
  batch_id integer not null, location_id integer not null, month text not null, qty integer not null, primary key (batch_id, location_id, month)
) strict, without rowid;

CREATE TABLE item_value_month (item_id integer not null, month text not null, value integer not null, primary key (item_id, month)) strict, without rowid;

CREATE TABLE item_cost ( -- last date with a move, and the unit cost of the last receipt (for issues without a layer)
  item_id integer primary key, last_date text not null, last_qty integer not null, last_value integer not null
) strict;

CREATE TABLE cost_checkpoint (item_id integer not null, month text not null, layers_json text not null, primary key (item_id, month)) strict, without rowid;

CREATE TABLE recost (item_id integer primary key, from_date text not null, seq integer not null, upto text, state_json text, place_rank integer, place_id integer) strict;

CREATE TABLE return_filing (id integer primary key, kind text not null, period text not null, seq integer not null, arn text, at text not null) strict;

CREATE TRIGGER journal_no_update before update on journal begin select raise(abort, 'journal is append-only'); end;

CREATE TRIGGER journal_no_delete before delete on journal begin select raise(abort, 'journal is append-only'); end;

CREATE TRIGGER dated_fact_no_update before update on dated_fact begin select raise(abort, 'dated_fact is append-only'); end;

CREATE TRIGGER dated_fact_no_delete before delete on dated_fact begin select raise(abort, 'dated_fact is append-only'); end;

CREATE TRIGGER period_lock_no_update before update on period_lock begin select raise(abort, 'period_lock is append-only'); end;

CREATE TRIGGER period_lock_no_delete before delete on period_lock begin select raise(abort, 'period_lock is append-only'); end;

CREATE TRIGGER attachment_no_update before update on attachment begin select raise(abort, 'attachment is append-only'); end;

CREATE TRIGGER attachment_no_delete before delete on attachment begin select raise(abort, 'attachment is append-only'); end;

CREATE TRIGGER item_tax_no_update before update on item_tax begin select raise(abort, 'item_tax is append-only'); end;

CREATE TRIGGER item_tax_no_delete before delete on item_tax begin select raise(abort, 'item_tax is append-only'); end;

CREATE TRIGGER price_no_update before update on price begin select raise(abort, 'price is append-only'); end;

CREATE TRIGGER price_no_delete before delete on price begin select raise(abort, 'price is append-only'); end;

CREATE TRIGGER batch_mrp_no_update before update on batch_mrp begin select raise(abort, 'batch_mrp is append-only'); end;

CREATE TRIGGER batch_mrp_no_delete before delete on batch_mrp begin select raise(abort, 'batch_mrp is append-only'); end;

CREATE TRIGGER document_no_update before update on document begin select raise(abort, 'document is append-only'); end;

CREATE TRIGGER document_no_delete before delete on document begin select raise(abort, 'document is append-only'); end;

CREATE TRIGGER document_version_no_update before update on document_version begin select raise(abort, 'document_version is append-only'); end;

CREATE TRIGGER document_version_no_delete before delete on document_version begin select raise(abort, 'document_version is append-only'); end;

CREATE TRIGGER document_line_no_update before update on document_line begin select raise(abort, 'document_line is append-only'); end;

CREATE TRIGGER document_line_no_delete before delete on document_line begin select raise(abort, 'document_line is append-only'); end;

CREATE TRIGGER document_link_no_update before update on document_link begin select raise(abort, 'document_link is append-only'); end;

CREATE TRIGGER document_link_no_delete before delete on document_link begin select raise(abort, 'document_link is append-only'); end;

CREATE TRIGGER posting_no_update before update on posting begin select raise(abort, 'posting is append-only'); end;

CREATE TRIGGER posting_no_delete before delete on posting begin select raise(abort, 'posting is append-only'); end;

CREATE TRIGGER ledger_line_no_update before update on ledger_line begin select raise(abort, 'ledger_line is append-only'); end;

CREATE TRIGGER ledger_line_no_delete before delete on ledger_line begin select raise(abort, 'ledger_line is append-only'); end;

CREATE TRIGGER open_item_no_update before update on open_item begin select raise(abort, 'open_item is append-only'); end;

CREATE TRIGGER open_item_no_delete before delete on open_item begin select raise(abort, 'open_item is append-only'); end;

CREATE TRIGGER allocation_no_update before update on allocation begin select raise(abort, 'allocation is append-only'); end;

CREATE TRIGGER allocation_no_delete before delete on allocation begin select raise(abort, 'allocation is append-only'); end;

CREATE TRIGGER tax_line_no_update before update on tax_line begin select raise(abort, 'tax_line is append-only'); end;

CREATE TRIGGER tax_line_no_delete before delete on tax_line begin select raise(abort, 'tax_line is append-only'); end;

CREATE TRIGGER stock_move_no_update before update on stock_move begin select raise(abort, 'stock_move is append-only'); end;

CREATE TRIGGER stock_move_no_delete before delete on stock_move begin select raise(abort, 'stock_move is append-only'); end;

CREATE TRIGGER receipt_itc_no_update before update on receipt_itc begin select raise(abort, 'receipt_itc is append-only'); end;

CREATE TRIGGER receipt_itc_no_delete before delete on receipt_itc begin select raise(abort, 'receipt_itc is append-only'); end;

CREATE TRIGGER stock_value_no_update before update on stock_value begin select raise(abort, 'stock_value is append-only'); end;

CREATE TRIGGER stock_value_no_delete before delete on stock_value begin select raise(abort, 'stock_value is append-only'); end;

CREATE TRIGGER return_filing_no_update before update on return_filing begin select raise(abort, 'return_filing is append-only'); end;

CREATE TRIGGER return_filing_no_delete before delete on return_filing begin select raise(abort, 'return_filing is append-only'); end;

CREATE VIRTUAL TABLE party_search using fts5(
  words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE VIEW party_words(party_id, words) as
  select p.id, p.name || ' ' || coalesce(p.local_name, '') || ' ' || coalesce(p.code, '') || ' ' || coalesce(p.phone, '') || ' ' || coalesce(p.gstin, '') || ' ' || coalesce(p.route, '') || ' ' ||
    coalesce((select group_concat(coalesce(a.city, '') || ' ' || coalesce(a.pin, ''), ' ') from party_address a where a.party_id = p.id), '')
  from party p;

CREATE TRIGGER party_indexed after insert on party begin
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.id;
end;

CREATE TRIGGER party_reindexed after update of name, local_name, code, phone, gstin, route on party begin
  delete from party_search where rowid = old.id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.id;
end;

CREATE TRIGGER party_address_indexed after insert on party_address begin
  delete from party_search where rowid = new.party_id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.party_id;
end;

CREATE TRIGGER party_address_reindexed after update on party_address begin
  delete from party_search where rowid = new.party_id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.party_id;
end;

CREATE TRIGGER party_address_unindexed after delete on party_address begin
  delete from party_search where rowid = old.party_id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = old.party_id;
end;

CREATE INDEX party_by_name on party(name collate nocase);

CREATE INDEX document_line_by_item on document_line(item_id, version_id);

CREATE TABLE search_side ( -- [R]
  id integer primary key check (id = 1), side text not null check (side in ('a','b')),
  phase text not null check (phase in ('rest','weigh','fill')), upto integer not null
) strict;

CREATE TABLE search_rank_a (rank integer primary key, item_id integer not null unique) strict;

CREATE TABLE search_rank_b (rank integer primary key, item_id integer not null unique) strict;

CREATE TABLE search_weight (item_id integer primary key, weight integer not null, name text not null) strict;

CREATE INDEX search_weight_order on search_weight(weight desc, name, item_id);

CREATE VIRTUAL TABLE search_words_a using fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 6', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");

CREATE VIRTUAL TABLE search_words_b using fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 6', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");

CREATE VIRTUAL TABLE search_inner_a using fts5(name, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');

CREATE VIRTUAL TABLE search_inner_b using fts5(name, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');

CREATE INDEX item_by_name on item(name collate nocase, id);

CREATE TABLE line_link ( -- [A]
  from_version_id integer not null references document_version(id), line_no integer not null, to_document_id integer not null references document(id),
  to_line_no integer not null, kind text not null check (kind in ('order','challan','grn','bill','note','return','count','transfer')),
  qty integer not null, primary key (from_version_id, line_no, to_document_id, to_line_no)
) strict, without rowid;

CREATE INDEX line_link_to on line_link(to_document_id, to_line_no);

CREATE TRIGGER line_link_no_update before update on line_link begin select raise(abort, 'line_link is append-only'); end;

CREATE TRIGGER line_link_no_delete before delete on line_link begin select raise(abort, 'line_link is append-only'); end;

CREATE TABLE itc_change ( -- [A]
  posting_id integer not null references posting(id), line_no integer not null, move_id integer not null references stock_move(id),
  igst integer not null, cgst integer not null, sgst integer not null, cess integer not null, rate_bp integer not null,
  supplier_id integer references party(id), primary key (posting_id, line_no)
) strict, without rowid;

CREATE INDEX itc_change_by_move on itc_change(move_id);

CREATE TRIGGER itc_change_no_update before update on itc_change begin select raise(abort, 'itc_change is append-only'); end;

CREATE TRIGGER itc_change_no_delete before delete on itc_change begin select raise(abort, 'itc_change is append-only'); end;

CREATE INDEX party_by_pan on party(pan) where pan is not null;

CREATE INDEX party_by_merge on party(merged_into) where merged_into is not null;

CREATE TABLE party_contact (
  id integer primary key, party_id integer not null references party(id), name text not null, role text, phone text, email text
) strict;

CREATE INDEX party_contact_by_party on party_contact(party_id);

CREATE INDEX party_by_route on party(route) where route is not null;

CREATE INDEX party_licence_by_end on party_licence(valid_to) where valid_to is not null;

CREATE TABLE party_price ( -- [A]
  id integer primary key, party_id integer not null references party(id), item_id integer not null references item(id), unit text not null,
  from_date text not null, seq integer not null, rate_e4 integer check (rate_e4 >= 0), net integer not null default 1
) strict;

CREATE INDEX party_price_by_party on party_price(party_id, item_id, from_date, seq);

CREATE INDEX party_price_by_item on party_price(item_id);

CREATE TRIGGER party_price_no_update before update on party_price begin select raise(abort, 'party_price is append-only'); end;

CREATE TRIGGER party_price_no_delete before delete on party_price begin select raise(abort, 'party_price is append-only'); end;

CREATE TABLE company_list ( -- [A]
  id integer primary key, manufacturer text not null collate nocase, list_id integer references price_list(id), from_date text not null, seq integer not null
) strict;

CREATE INDEX company_list_by_manufacturer on company_list(manufacturer, from_date, seq);

CREATE TRIGGER company_list_no_update before update on company_list begin select raise(abort, 'company_list is append-only'); end;

CREATE TRIGGER company_list_no_delete before delete on company_list begin select raise(abort, 'company_list is append-only'); end;

CREATE TABLE discount_term ( -- [A]
  id integer primary key, rung text not null check (rung in ('company','list','item','quantity','value')), party_id integer references party(id),
  list_id integer references price_list(id), item_id integer references item(id), manufacturer text collate nocase, from_min integer not null default 0,
  from_date text not null, seq integer not null, bp integer check (bp between 0 and 10000)
) strict;

CREATE INDEX discount_term_by_item on discount_term(item_id) where item_id is not null;

CREATE INDEX discount_term_by_manufacturer on discount_term(manufacturer) where manufacturer is not null;

CREATE INDEX discount_term_by_list on discount_term(list_id) where list_id is not null;

CREATE INDEX discount_term_of_all on discount_term(rung) where item_id is null and manufacturer is null and list_id is null;

CREATE TRIGGER discount_term_no_update before update on discount_term begin select raise(abort, 'discount_term is append-only'); end;

CREATE TRIGGER discount_term_no_delete before delete on discount_term begin select raise(abort, 'discount_term is append-only'); end;

CREATE TABLE scheme (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null, kind text not null check (kind in ('quantity','value')),
  from_date text not null, to_date text, active integer not null default 1,
  item_id integer references item(id), manufacturer text collate nocase, category text collate nocase,
  party_id integer references party(id), tier text, route text collate nocase,
  buy_packs integer not null default 0, free_packs integer not null default 0, min_packs integer not null default 0, repeats integer not null default 1,
  half integer not null default 0, free_item_id integer references item(id),
  min_value integer not null default 0, after_tax integer not null default 0, mode text not null default 'any' check (mode in ('any','cash','credit')),
  discount_bp integer not null default 0, discount_paise integer not null default 0
) strict;

CREATE INDEX scheme_by_item on scheme(item_id);

CREATE INDEX scheme_by_manufacturer on scheme(manufacturer) where manufacturer is not null;

CREATE INDEX scheme_by_category on scheme(category) where category is not null;

CREATE INDEX scheme_by_free_item on scheme(free_item_id) where free_item_id is not null;

CREATE TABLE item_rack (
  id integer primary key, item_id integer not null references item(id), location_id integer not null references location(id), rack text not null,
  unique (item_id, location_id)
) strict;

CREATE TABLE stock_request (
  id integer primary key, uid blob not null unique check (length(uid) = 16), kind text not null check (kind in ('write-off')), date text not null, reason text not null,
  draft_json text not null, asked_by integer not null references user(id), asked_at text not null,
  state text not null default 'waiting' check (state in ('waiting','approved','refused','withdrawn')),
  decided_by integer references user(id), decided_at text, note text, document_id integer references document(id)
) strict;

CREATE INDEX stock_request_by_state on stock_request(state, id);

CREATE TABLE count_sheet (
  id integer primary key, uid blob not null unique check (length(uid) = 16), location_id integer not null references location(id), name text not null,
  chosen_json text not null, date text not null, frozen_seq integer not null, frozen_at text not null, made_by integer not null references user(id),
  state text not null default 'open' check (state in ('open','posted','dropped')), decided_by integer references user(id), decided_at text,
  document_id integer references document(id)
) strict;

CREATE INDEX count_sheet_by_state on count_sheet(state, id);

CREATE TABLE count_row ( -- [A] the book's quantity when the sheet was frozen
  id integer primary key, sheet_id integer not null references count_sheet(id), batch_id integer not null references batch(id), book_qty integer not null,
  seq integer not null, unique (sheet_id, batch_id)
) strict;

CREATE TRIGGER count_row_no_update before update on count_row begin select raise(abort, 'count_row is append-only'); end;

CREATE TRIGGER count_row_no_delete before delete on count_row begin select raise(abort, 'count_row is append-only'); end;

CREATE TABLE count_entry ( -- [A] a person's count of a batch; his latest holds, and those of several persons add up
  id integer primary key, sheet_id integer not null references count_sheet(id), batch_id integer not null references batch(id),
  user_id integer not null references user(id), qty integer not null check (qty >= 0), at text not null, seq integer not null
) strict;

CREATE INDEX count_entry_by_sheet on count_entry(sheet_id, batch_id, user_id, id);

CREATE TRIGGER count_entry_no_update before update on count_entry begin select raise(abort, 'count_entry is append-only'); end;

CREATE TRIGGER count_entry_no_delete before delete on count_entry begin select raise(abort, 'count_entry is append-only'); end;

CREATE TABLE order_closing ( -- [A]
  id integer primary key, document_id integer not null references document(id), line_no integer not null, qty integer not null check (qty > 0),
  reason text not null, at text not null, seq integer not null
) strict;

CREATE INDEX order_closing_by_document on order_closing(document_id, line_no);

CREATE TRIGGER order_closing_no_update before update on order_closing begin select raise(abort, 'order_closing is append-only'); end;

CREATE TRIGGER order_closing_no_delete before delete on order_closing begin select raise(abort, 'order_closing is append-only'); end;

CREATE TABLE purchase_left ( -- [R]
  document_id integer not null references document(id), line_no integer not null, qty_left integer not null, value_left integer not null,
  primary key (document_id, line_no)
) strict, without rowid;

CREATE INDEX stock_move_by_of on stock_move(of_move) where of_move is not null;

CREATE INDEX stock_value_method on stock_value(item_id, date) where kind = 'method';

CREATE INDEX posting_revalue on posting(date) where kind = 'revalue';

CREATE TABLE hsn (
  id integer primary key, code text not null unique, kind text not null check (kind in ('goods','services')), description text not null,
  ours integer not null default 0
) strict;

CREATE INDEX batch_mrp_by_date on batch_mrp(from_date, id);

CREATE INDEX batch_by_number on batch(number);

CREATE INDEX batch_blocked on batch(id) where blocked_reason is not null;

CREATE TABLE recall_letter ( -- [A]
  id integer primary key, batch_id integer not null references batch(id), party_id integer not null references party(id), document_count integer not null,
  qty integer not null, language text not null, made_at text not null, user_id integer not null references user(id), seq integer not null
) strict;

CREATE INDEX recall_letter_by_batch on recall_letter(batch_id, id);

CREATE TRIGGER recall_letter_no_update before update on recall_letter begin select raise(abort, 'recall_letter is append-only'); end;

CREATE TRIGGER recall_letter_no_delete before delete on recall_letter begin select raise(abort, 'recall_letter is append-only'); end;

CREATE INDEX stock_move_in on stock_move(item_id, batch_id, date, kind, qty, posting_id) where qty > 0;

CREATE INDEX stock_move_sold on stock_move(item_id, date) where kind = 'sale';

CREATE TABLE supplier_layout (
  id integer primary key, supplier_id integer not null references party(id), layout text not null, mapping_json text not null,
  import_id integer, ended_import_id integer, active integer not null default 1
) strict;

CREATE INDEX supplier_layout_by_layout on supplier_layout(layout) where active = 1;

CREATE TABLE supplier_item (
  id integer primary key, supplier_id integer not null references party(id), code text not null collate nocase, name text not null collate nocase,
  item_id integer not null references item(id), unit text not null, import_id integer, ended_import_id integer, active integer not null default 1
) strict;

CREATE UNIQUE INDEX supplier_item_by_name on supplier_item(supplier_id, code, name) where active = 1;

CREATE TABLE bill_import (
  id integer primary key, uid blob not null unique check (length(uid) = 16), supplier_id integer not null references party(id), file_name text not null,
  sha256 blob not null check (length(sha256) = 32), at text not null, user_id integer not null references user(id), certain integer not null,
  chosen integer not null, left_out integer not null, undone integer not null default 0, undo_reason text
) strict;

CREATE INDEX bill_import_by_file on bill_import(sha256);

CREATE TABLE bill_import_document (
  id integer primary key, import_id integer not null references bill_import(id), document_id integer not null unique references document(id), file_total integer
) strict;

CREATE INDEX bill_import_document_by_import on bill_import_document(import_id);

CREATE TABLE item_stand ( -- [R]
  item_id integer primary key, qty integer not null, saleable_qty integer not null, value integer not null, came_on text, sold_on text, moved_on text, issued_on text
) strict;

CREATE TABLE item_sold_day (date text not null, item_id integer not null, qty integer not null, cost integer not null, primary key (date, item_id)) strict, without rowid;

CREATE TABLE item_sold_month (month text not null, item_id integer not null, qty integer not null, cost integer not null, primary key (month, item_id)) strict, without rowid;

CREATE TABLE batch_bought (batch_id integer primary key, date text not null, posting_id integer not null, supplier_id integer not null) strict;

CREATE TABLE item_bought ( -- [R]
  item_id integer primary key, date text not null, posting_id integer not null, supplier_id integer not null, version_id integer not null, line_no integer not null
) strict;

CREATE INDEX on_hand_by_expiry on on_hand(expiry, batch_id, location_id) where qty <> 0 and expiry is not null;

CREATE INDEX item_with_minimum on item(id) where minimum_qty is not null;

CREATE INDEX item_with_maximum on item(id) where maximum_qty is not null;

CREATE TABLE "cost_layer" (
  item_id integer not null, batch_id integer not null, date text not null, receipt_move integer not null, qty_left integer not null, value_left integer not null,
  primary key (item_id, batch_id, date, receipt_move)
) strict, without rowid;

CREATE TABLE return_request (
  id integer primary key, uid blob not null unique check (length(uid) = 16), date text not null, party_id integer references party(id),
  bill_id integer references document(id), total integer not null, reason text not null, draft_json text not null,
  asked_by integer not null references user(id), asked_at text not null,
  state text not null default 'waiting' check (state in ('waiting','approved','refused','withdrawn')),
  decided_by integer references user(id), decided_at text, note text, document_id integer references document(id)
) strict;

CREATE INDEX return_request_by_state on return_request(state, id);

CREATE INDEX return_request_by_bill on return_request(bill_id) where state = 'waiting';

CREATE TABLE order_confirmation ( -- [A] an order is firm from its row on; a draft has none
  id integer primary key, document_id integer not null unique references document(id), date text not null, held_until text not null,
  user_id integer not null references user(id), seq integer not null
) strict;

CREATE TRIGGER order_confirmation_no_update before update on order_confirmation begin select raise(abort, 'order_confirmation is append-only'); end;

CREATE TRIGGER order_confirmation_no_delete before delete on order_confirmation begin select raise(abort, 'order_confirmation is append-only'); end;

CREATE TABLE sales_left ( -- [R] what of a quotation, order or challan is still to be ordered, billed or given back
  document_id integer not null references document(id), line_no integer not null, qty_left integer not null, free_left integer not null,
  value_left integer not null, primary key (document_id, line_no)
) strict, without rowid;

CREATE TABLE reservation ( -- [R] goods that a confirmed order holds back until a day; a bill that takes them is warned, never stopped
  document_id integer not null references document(id), line_no integer not null, item_id integer not null references item(id),
  batch_id integer references batch(id), qty integer not null, user_id integer not null references user(id), since text not null, until text not null,
  primary key (document_id, line_no)
) strict, without rowid;

CREATE INDEX reservation_by_item on reservation(item_id);

CREATE TABLE trip (
  id integer primary key, uid blob not null unique check (length(uid) = 16), date text not null, van text not null, driver text not null, note text,
  user_id integer not null references user(id), active integer not null default 1
) strict;

CREATE INDEX trip_by_date on trip(date, id);

CREATE TABLE trip_bill (
  id integer primary key, trip_id integer not null references trip(id), document_id integer not null references document(id), place integer not null,
  unique (trip_id, document_id)
) strict;

CREATE INDEX trip_bill_by_document on trip_bill(document_id);

CREATE TABLE delivery ( -- [A] what came of bringing a bill; the latest row of a bill holds
  id integer primary key, document_id integer not null references document(id), trip_id integer references trip(id),
  outcome text not null check (outcome in ('delivered','part','not')), reason text, received_by text, collected integer not null default 0,
  proof_sha256 blob references attachment(sha256), at text not null, user_id integer not null references user(id), seq integer not null
) strict;

CREATE INDEX delivery_by_document on delivery(document_id, id);

CREATE TRIGGER delivery_no_update before update on delivery begin select raise(abort, 'delivery is append-only'); end;

CREATE TRIGGER delivery_no_delete before delete on delivery begin select raise(abort, 'delivery is append-only'); end;

CREATE TABLE credit_allowance ( -- [A]
  id integer primary key, party_id integer not null references party(id), from_date text not null, to_date text not null,
  limit_amount integer check (limit_amount >= 0), late integer not null default 0, reason text not null, user_id integer not null references user(id),
  seq integer not null
) strict;

CREATE INDEX credit_allowance_by_party on credit_allowance(party_id, from_date, seq);

CREATE TRIGGER credit_allowance_no_update before update on credit_allowance begin select raise(abort, 'credit_allowance is append-only'); end;

CREATE TRIGGER credit_allowance_no_delete before delete on credit_allowance begin select raise(abort, 'credit_allowance is append-only'); end;

CREATE TABLE sale_restriction (
  id integer primary key, uid blob not null unique check (length(uid) = 16), item_id integer references item(id), schedule text,
  composition text collate nocase, day_qty integer check (day_qty >= 0), month_qty integer check (month_qty >= 0),
  from_date text not null, to_date text, reason text not null,
  check ((item_id is not null) + (schedule is not null) + (composition is not null) = 1),
  check (day_qty is not null or month_qty is not null)
) strict;

CREATE INDEX sale_restriction_by_item on sale_restriction(item_id) where item_id is not null;

CREATE INDEX item_by_composition on item(composition collate nocase) where composition is not null;

CREATE TABLE lost_sale (
  id integer primary key, uid blob not null unique check (length(uid) = 16), date text not null, item_id integer not null references item(id),
  party_id integer references party(id), qty integer not null check (qty > 0), reason text not null check (reason in ('stock','rate','expiry','other')),
  note text, user_id integer references user(id), active integer not null default 1
) strict;

CREATE INDEX lost_sale_by_date on lost_sale(date, id) where active = 1;

CREATE INDEX lost_sale_by_item on lost_sale(item_id, date) where active = 1;

CREATE INDEX document_version_by_total on document_version(total);

CREATE INDEX document_version_by_salesman on document_version(json_extract(applied_json, '$.salesman') collate nocase)
  where json_extract(applied_json, '$.salesman') is not null;

CREATE INDEX document_by_serial on document(serial, kind);

CREATE TABLE bill_look (
  id integer primary key check (id = 1), format text not null check (format in ('A4','A5','thermal','matrix')),
  copies integer not null check (copies between 1 and 3), language text not null check (language in ('en','hi','ur')), hidden_json text not null,
  footer text, bank integer not null, upi integer not null, roll_columns integer not null, matrix_columns integer not null, matrix_lines integer not null
) strict;

CREATE TABLE key_map (
  id integer primary key references user(id), profile text not null check (profile in ('default','marg','tally','busy')), keys_json text not null
) strict;

CREATE INDEX document_state_by_version on document_state(current_version_id);

CREATE TABLE nickname (
  id integer primary key, uid blob not null unique check (length(uid) = 16), party_id integer not null references party(id), said text not null,
  item_id integer not null references item(id), date text not null, user_id integer references user(id), active integer not null default 1,
  unique (party_id, said)
) strict;

CREATE INDEX stock_value_apart on stock_value(item_id, date, amount) where kind <> 'issue';
