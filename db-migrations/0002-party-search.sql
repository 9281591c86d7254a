-- Finding a party by words in any order, from its name, area, phone, GSTIN or code, among 100,000. The index holds no text of its
-- own (contentless) and is kept by triggers, so that every writer of parties keeps it without knowing of it.
create virtual table party_search using fts5(
  words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
create view party_words(party_id, words) as
  select p.id, p.name || ' ' || coalesce(p.local_name, '') || ' ' || coalesce(p.code, '') || ' ' || coalesce(p.phone, '') || ' ' || coalesce(p.gstin, '') || ' ' || coalesce(p.route, '') || ' ' ||
    coalesce((select group_concat(coalesce(a.city, '') || ' ' || coalesce(a.pin, ''), ' ') from party_address a where a.party_id = p.id), '')
  from party p;
create trigger party_indexed after insert on party begin
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.id;
end;
create trigger party_reindexed after update of name, local_name, code, phone, gstin, route on party begin
  delete from party_search where rowid = old.id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.id;
end;
create trigger party_address_indexed after insert on party_address begin
  delete from party_search where rowid = new.party_id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.party_id;
end;
create trigger party_address_reindexed after update on party_address begin
  delete from party_search where rowid = new.party_id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = new.party_id;
end;
create trigger party_address_unindexed after delete on party_address begin
  delete from party_search where rowid = old.party_id;
  insert into party_search(rowid, words) select party_id, words from party_words where party_id = old.party_id;
end;
insert into party_search(rowid, words) select party_id, words from party_words;
create index party_by_name on party(name collate nocase);
create index document_line_by_item on document_line(item_id, version_id);
