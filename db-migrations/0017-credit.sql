-- How strictly a customer's credit is kept, and what the law and the trade ask about what goods he may have.

-- Per party: the rule for each limit (null: the firm's), how many days a bill may be late before the rule bites (null: the firm's), and
-- how many days goods must still have to their expiry to be taken (null: any).
alter table party add column credit_amount_rule text check (credit_amount_rule in ('off','warn','stop'));
alter table party add column credit_late_rule text check (credit_late_rule in ('off','warn','stop'));
alter table party add column credit_bills_rule text check (credit_bills_rule in ('off','warn','stop'));
alter table party add column credit_late_days integer check (credit_late_days >= 0);
alter table party add column min_expiry_days integer check (min_expiry_days >= 0);

-- A limit for a time, by leave of who may lend beyond the limit. The latest row that has begun holds until its last day; a null amount
-- takes the earlier one away. `late` = bills past due are let pass as well.
create table credit_allowance ( -- [A]
  id integer primary key, party_id integer not null references party(id), from_date text not null, to_date text not null,
  limit_amount integer check (limit_amount >= 0), late integer not null default 0, reason text not null, user_id integer not null references user(id),
  seq integer not null
) strict;
create index credit_allowance_by_party on credit_allowance(party_id, from_date, seq);
create trigger credit_allowance_no_update before update on credit_allowance begin select raise(abort, 'credit_allowance is append-only'); end;
create trigger credit_allowance_no_delete before delete on credit_allowance begin select raise(abort, 'credit_allowance is append-only'); end;

-- The most of an item, a schedule or a composition one buyer may be sold in a day and in a month, in base units (thousandths).
create table sale_restriction (
  id integer primary key, uid blob not null unique check (length(uid) = 16), item_id integer references item(id), schedule text,
  composition text collate nocase, day_qty integer check (day_qty >= 0), month_qty integer check (month_qty >= 0),
  from_date text not null, to_date text, reason text not null,
  check ((item_id is not null) + (schedule is not null) + (composition is not null) = 1),
  check (day_qty is not null or month_qty is not null)
) strict;
create index sale_restriction_by_item on sale_restriction(item_id) where item_id is not null;

-- What can be given in the place of an item is looked for by its composition.
create index item_by_composition on item(composition collate nocase) where composition is not null;
