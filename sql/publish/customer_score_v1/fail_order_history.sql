-- One row per customer whose orders cannot be: none, or not before the as-of date.
select
    customer_id,
    format(
        'customer %s: expected orders before %s, was %s from %s to %s',
        customer_id, score_date, order_count, first_order_on, last_order_on
    ) as problem
from customer_score_v1_load
where order_count < 1
    or first_order_on > last_order_on
    or last_order_on >= score_date
order by customer_id
