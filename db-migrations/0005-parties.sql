-- Parties with all that trade asks of them: food licence, language of their statements, people to speak to, places to send to; for
-- suppliers their terms, whether they are a micro or small enterprise (paid within 45 days by law), what they take back around expiry
-- and where they are paid. A party found to be another one points to it.
alter table party add column fssai text;
alter table party add column language text not null default 'en';
alter table party add column payment_days integer;
alter table party add column payment_terms text;
alter table party add column lead_days integer;
alter table party add column msme_class text;
alter table party add column msme_udyam text;
alter table party add column msme_agreement integer not null default 0;
alter table party add column return_days_before integer;
alter table party add column return_days_after integer;
alter table party add column return_bp integer;
alter table party add column bank_name text;
alter table party add column bank_account text;
alter table party add column ifsc text;
alter table party add column merged_into integer references party(id);
create index party_by_pan on party(pan) where pan is not null;
create index party_by_merge on party(merged_into) where merged_into is not null;

-- The first address is the party's own; further ones are shops to bill and places to send goods to, by name.
alter table party_address add column name text;

create table party_contact (
  id integer primary key, party_id integer not null references party(id), name text not null, role text, phone text, email text
) strict;
create index party_contact_by_party on party_contact(party_id);

-- Parties of an area or salesman, and whose licence ends, among 100,000.
create index party_by_route on party(route) where route is not null;
create index party_licence_by_end on party_licence(valid_to) where valid_to is not null;
