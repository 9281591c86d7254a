-- The cost of stock may be pooled by batch: a layer names its pool, batch 0 being the whole item.
create table cost_layer_of_pool (
  item_id integer not null, batch_id integer not null, date text not null, receipt_move integer not null, qty_left integer not null, value_left integer not null,
  primary key (item_id, batch_id, date, receipt_move)
) strict, without rowid;
insert into cost_layer_of_pool select item_id, 0, date, receipt_move, qty_left, value_left from cost_layer;
drop table cost_layer;
alter table cost_layer_of_pool rename to cost_layer;

-- How far settling an item has come within a day: what of the day comes up to this place in the order is done.
alter table recost add column place_rank integer;
alter table recost add column place_id integer;

-- What was kept of earlier months knows no pools: it is made again as it is needed.
delete from cost_checkpoint;
update recost set upto = null, state_json = null;

-- What a sale unit weighs, for freight shared by weight.
alter table item add column weight_grams integer check (weight_grams is null or weight_grams > 0);
