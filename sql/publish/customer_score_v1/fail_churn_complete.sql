-- One row per customer whose probability, rank and risk are not all there or all absent.
select
    customer_id,
    format(
        'customer %s: expected all or none, was churn_probability %s, churn_percentile %s, churn_risk %s',
        customer_id, churn_probability, churn_percentile, churn_risk
    ) as problem
from customer_score_v1_load
where num_nulls(churn_probability, churn_percentile, churn_risk) not in (0, 3)
    or churn_percentile not between 1 and 100
    or churn_risk not in ('low', 'medium', 'high')
order by customer_id
