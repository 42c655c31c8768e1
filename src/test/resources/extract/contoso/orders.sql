-- One row per purchase of either shop; purchases in stores name a loyalty card instead of a customer.
select
    'online-' || purchase_id as order_id,
    contact_id as customer_id,
    purchased_on as ordered_at,
    total_price as amount,
    'online' as channel
from contoso.online_purchase
union all
select
    'store-' || pos.purchase_id as order_id,
    loyalty.contact_id as customer_id,
    pos.purchased_on as ordered_at,
    pos.total_price as amount,
    'store' as channel
from contoso.pos_purchase as pos
left join contoso.loyalty as loyalty on loyalty.loyalty_id = pos.loyalty_id
