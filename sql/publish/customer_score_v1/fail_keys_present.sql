-- One row per loaded row whose key is missing or belongs to another night or run.
select
    customer_id,
    format(
        'customer %s: expected score_date %s and run_id %s, was %s and %s',
        customer_id, cast(:as_of_date as date), cast(:run_id as text), score_date, run_id
    ) as problem
from customer_score_v1_load
where customer_id is null
    or score_date is distinct from cast(:as_of_date as date)
    or run_id is distinct from cast(:run_id as text)
order by customer_id
