-- Prices beside those of the lists (table price), the discounts and the schemes: all dated, so that a bill of any day finds what held that day.

-- A party's own rate of an item, per `unit`; a null rate takes it away from that day. `net` = no further discount comes off it.
create table party_price ( -- [A]
  id integer primary key, party_id integer not null references party(id), item_id integer not null references item(id), unit text not null,
  from_date text not null, seq integer not null, rate_e4 integer check (rate_e4 >= 0), net integer not null default 1
) strict;
create index party_price_by_party on party_price(party_id, item_id, from_date, seq);
create index party_price_by_item on party_price(item_id);
create trigger party_price_no_update before update on party_price begin select raise(abort, 'party_price is append-only'); end;
create trigger party_price_no_delete before delete on party_price begin select raise(abort, 'party_price is append-only'); end;

-- The list a company's goods are sold by when neither the party's list nor its tier has a rate; null takes it away.
create table company_list ( -- [A]
  id integer primary key, manufacturer text not null collate nocase, list_id integer references price_list(id), from_date text not null, seq integer not null
) strict;
create index company_list_by_manufacturer on company_list(manufacturer, from_date, seq);
create trigger company_list_no_update before update on company_list begin select raise(abort, 'company_list is append-only'); end;
create trigger company_list_no_delete before delete on company_list begin select raise(abort, 'company_list is append-only'); end;

-- A rung of the discount ladder: off a company's goods, a list, an item, or a line from so many packs or so many paise on. With a party
-- it is that party's alone and stands before the general one. A null bp takes it away from that day.
create table discount_term ( -- [A]
  id integer primary key, rung text not null check (rung in ('company','list','item','quantity','value')), party_id integer references party(id),
  list_id integer references price_list(id), item_id integer references item(id), manufacturer text collate nocase, from_min integer not null default 0,
  from_date text not null, seq integer not null, bp integer check (bp between 0 and 10000)
) strict;
create index discount_term_by_item on discount_term(item_id) where item_id is not null;
create index discount_term_by_manufacturer on discount_term(manufacturer) where manufacturer is not null;
create index discount_term_by_list on discount_term(list_id) where list_id is not null;
create index discount_term_of_all on discount_term(rung) where item_id is null and manufacturer is null and list_id is null;
create trigger discount_term_no_update before update on discount_term begin select raise(abort, 'discount_term is append-only'); end;
create trigger discount_term_no_delete before delete on discount_term begin select raise(abort, 'discount_term is append-only'); end;

-- Schemes. One that has begun is never changed but for its last day, so that a bill of an older day finds it as it was.
create table scheme (
  id integer primary key, uid blob not null unique check (length(uid) = 16), name text not null, kind text not null check (kind in ('quantity','value')),
  from_date text not null, to_date text, active integer not null default 1,
  item_id integer references item(id), manufacturer text collate nocase, category text collate nocase,
  party_id integer references party(id), tier text, route text collate nocase,
  buy_packs integer not null default 0, free_packs integer not null default 0, min_packs integer not null default 0, repeats integer not null default 1,
  half integer not null default 0, free_item_id integer references item(id),
  min_value integer not null default 0, after_tax integer not null default 0, mode text not null default 'any' check (mode in ('any','cash','credit')),
  discount_bp integer not null default 0, discount_paise integer not null default 0
) strict;
create index scheme_by_item on scheme(item_id);
create index scheme_by_manufacturer on scheme(manufacturer) where manufacturer is not null;
create index scheme_by_category on scheme(category) where category is not null;
create index scheme_by_free_item on scheme(free_item_id) where free_item_id is not null;
