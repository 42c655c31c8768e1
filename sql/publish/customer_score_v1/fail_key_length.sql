-- One row per customer whose id is too long for the primary key: an index entry holds about 2,700 bytes.
select
    customer_id,
    format(
        'customer %s…: expected at most 2600 bytes in UTF-8, was %s',
        left(cast(customer_id as text), 20), octet_length(cast(customer_id as text))
    ) as problem
from customer_score_v1_load
where octet_length(cast(customer_id as text)) > 2600
order by customer_id
