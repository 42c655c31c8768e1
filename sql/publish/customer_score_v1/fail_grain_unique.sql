-- One row per customer that is loaded more than once.
select
    customer_id,
    format('customer %s: expected 1 row, was %s', customer_id, count(*)) as problem
from customer_score_v1_load
group by score_date, customer_id
having count(*) > 1
order by customer_id
