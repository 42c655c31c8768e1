-- One row per order_id. The sample shop's orders; edit the column list to point Nightjar at another shop.
select
    order_id,
    customer_id,
    ordered_at,
    amount,
    currency,
    status,
    discount,
    item_count,
    cost,
    channel,
    updated_at
from shop.orders
