-- Where a godown stands, when it is not at the firm's own address: what a challan says the goods leave and where they go.
alter table location add column address_1 text;
alter table location add column address_2 text;
alter table location add column city text;
alter table location add column pin text;
alter table location add column state_code text;
