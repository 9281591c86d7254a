-- An item whose cost takes longer than one posting may last is settled in slices: the day the reckoning has come to, and all that
-- later moves need of earlier ones.
alter table recost add column upto text;
alter table recost add column state_json text;

-- Returns and mirrors of a move, looked up when a reckoning goes on from a month's end.
create index stock_move_by_of on stock_move(of_move) where of_move is not null;
-- What changes of method made of an item's stock, and corrections of earlier days: both few among many.
create index stock_value_method on stock_value(item_id, date) where kind = 'method';
create index posting_revalue on posting(date) where kind = 'revalue';
