-- An item beside being hidden: closed is sold until the stock ends and bought no more, prohibited is not sold at all.
alter table item add column status text not null default 'continue' check (status in ('continue','closed','prohibited'));
-- The unit goods are bought in, when it is not the one they are sold in: a box of strips.
alter table item add column purchase_unit text;

-- Codes of goods (HSN) and services (SAC) with the words returns print beside them. `ours` are the few the product brings itself,
-- in its own words; the portal's list replaces those words.
create table hsn (
  id integer primary key, code text not null unique, kind text not null check (kind in ('goods','services')), description text not null,
  ours integer not null default 0
) strict;

-- Which price list of the maker (Form V or VI) or order a changed MRP came with.
alter table batch_mrp add column reference text;
create index batch_mrp_by_date on batch_mrp(from_date, id);
