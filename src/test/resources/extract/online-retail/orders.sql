-- One row per invoice; invoices that start with C give goods back and sum to less than nothing.
select
    invoice_no as order_id,
    min(customer_id) as customer_id,
    min(invoice_date) as ordered_at,
    sum(quantity * unit_price) as amount,
    'GBP' as currency,
    sum(quantity) as item_count
from online_retail.line
group by invoice_no
