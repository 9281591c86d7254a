-- What a party calls an item in its messages ('pcm 650'), as somebody chose it once: offered the next time, taken by nobody unseen.
create table nickname (
  id integer primary key, uid blob not null unique check (length(uid) = 16), party_id integer not null references party(id), said text not null,
  item_id integer not null references item(id), date text not null, user_id integer references user(id), active integer not null default 1,
  unique (party_id, said)
) strict;
