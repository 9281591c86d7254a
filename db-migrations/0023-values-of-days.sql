-- What stock was worth on a past day, item by item, without all the moves of the item: an issue is valued on its own day, and is found by
-- its move; whatever else changes a value (a receipt and its bill, landed cost, a revaluation) may come on a later day, and is found here.
create index stock_value_apart on stock_value(item_id, date, amount) where kind <> 'issue';
