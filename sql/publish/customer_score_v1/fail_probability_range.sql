-- One row per customer with a probability that is none. NaN is greater than every number, so it offends too.
select
    customer_id,
    format(
        'customer %s: expected 0 to 1, was churn_probability %s, probability_alive %s',
        customer_id, churn_probability, probability_alive
    ) as problem
from customer_score_v1_load
where churn_probability not between 0 and 1
    or probability_alive not between 0 and 1
order by customer_id
