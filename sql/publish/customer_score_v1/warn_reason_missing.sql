-- One row per customer with a churn probability and no reason for it.
select
    customer_id,
    format('customer %s: expected a reason for churn_probability %s, was none', customer_id, churn_probability) as problem
from customer_score_v1_load
where churn_probability is not null
    and reason_1 is null
order by customer_id
