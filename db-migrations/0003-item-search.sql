-- Finding an item among 250,000 while a clerk types. The index is in the order of popularity: its rowid is the item's rank, so the
-- first rows of any answer are the ones wanted most and nothing is ever sorted by bm25. It holds no text of its own (contentless).
-- Two sides: searches read one while a rebuild fills the other. All of it is [R]: made anew from the items by `items.rebuildSearch`.
create table search_side ( -- [R]
  id integer primary key check (id = 1), side text not null check (side in ('a','b')),
  phase text not null check (phase in ('rest','weigh','fill')), upto integer not null
) strict;
insert into search_side values (1, 'a', 'rest', 0);

create table search_rank_a (rank integer primary key, item_id integer not null unique) strict; -- [R]
create table search_rank_b (rank integer primary key, item_id integer not null unique) strict; -- [R]
create table search_weight (item_id integer primary key, weight integer not null, name text not null) strict; -- [R] waits to be filled in
create index search_weight_order on search_weight(weight desc, name, item_id);

create virtual table search_words_a using fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 6', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
create virtual table search_words_b using fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 6', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
create virtual table search_inner_a using fts5(name, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
create virtual table search_inner_b using fts5(name, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');

-- Merging is done in small steps of its own (items.tendSearch): left to itself a write now and then stops for 100 ms to merge.
insert into search_words_a(search_words_a, rank) values ('automerge', 0), ('crisismerge', 1999);
insert into search_words_b(search_words_b, rank) values ('automerge', 0), ('crisismerge', 1999);
insert into search_inner_a(search_inner_a, rank) values ('automerge', 0), ('crisismerge', 1999);
insert into search_inner_b(search_inner_b, rank) values ('automerge', 0), ('crisismerge', 1999);

-- The order of popularity is that of the ranks above.
drop index item_by_popularity;
create index item_by_name on item(name collate nocase, id);

-- Which journal row applied a staged row, for undo.
alter table staging add column applied_seq integer;
