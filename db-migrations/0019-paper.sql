-- How bills look on paper: one row for the firm, none while everything is as delivered. The firm's picture is an attachment named by
-- firm.logo_sha256; the terms are the firm's own.
create table bill_look (
  id integer primary key check (id = 1), format text not null check (format in ('A4','A5','thermal','matrix')),
  copies integer not null check (copies between 1 and 3), language text not null check (language in ('en','hi','ur')), hidden_json text not null,
  footer text, bank integer not null, upi integer not null, roll_columns integer not null, matrix_columns integer not null, matrix_lines integer not null
) strict;
-- The keys a person has changed, by command, and the profile they go with.
create table key_map (
  id integer primary key references user(id), profile text not null check (profile in ('default','marg','tally','busy')), keys_json text not null
) strict;
