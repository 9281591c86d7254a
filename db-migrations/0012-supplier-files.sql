-- What was learnt of a supplier's bill files, and which bills came from which file. A mapping is kept for each layout of a supplier; an
-- item is kept under the supplier's own code and name once a person has said which of ours it is. Undoing an import ends what it
-- taught and brings back what that had replaced.
create table supplier_layout (
  id integer primary key, supplier_id integer not null references party(id), layout text not null, mapping_json text not null,
  import_id integer, ended_import_id integer, active integer not null default 1
) strict;
create index supplier_layout_by_layout on supplier_layout(layout) where active = 1;
create table supplier_item (
  id integer primary key, supplier_id integer not null references party(id), code text not null collate nocase, name text not null collate nocase,
  item_id integer not null references item(id), unit text not null, import_id integer, ended_import_id integer, active integer not null default 1
) strict;
create unique index supplier_item_by_name on supplier_item(supplier_id, code, name) where active = 1;
create table bill_import (
  id integer primary key, uid blob not null unique check (length(uid) = 16), supplier_id integer not null references party(id), file_name text not null,
  sha256 blob not null check (length(sha256) = 32), at text not null, user_id integer not null references user(id), certain integer not null,
  chosen integer not null, left_out integer not null, undone integer not null default 0, undo_reason text
) strict;
create index bill_import_by_file on bill_import(sha256);
create table bill_import_document (
  id integer primary key, import_id integer not null references bill_import(id), document_id integer not null unique references document(id), file_total integer
) strict;
create index bill_import_document_by_import on bill_import_document(import_id);
