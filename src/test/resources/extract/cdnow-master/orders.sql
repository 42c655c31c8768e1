-- One row per purchase line; the data has no purchase ids, so the line number is one.
select
    line_number as order_id,
    customer_id,
    bought_on as ordered_at,
    dollar_value as amount,
    cds as item_count
from cdnow_master.purchase
