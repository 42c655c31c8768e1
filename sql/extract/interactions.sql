-- One row per interaction_id. Delete this file in your own folder if the shop keeps no interactions.
select
    interaction_id,
    customer_id,
    occurred_at,
    kind,
    channel,
    value,
    campaign_id
from shop.interactions
