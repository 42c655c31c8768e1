-- One row per customer_id; eight customers have invoices in two countries, the first by name is taken.
select
    customer_id,
    min(country) as country
from online_retail.line
where customer_id is not null
group by customer_id
