-- One row when customers were loaded and not one has a churn probability.
select format('expected churn probabilities, was none for %s customers', count(*)) as problem
from customer_score_v1_load
having count(*) > 0
    and count(churn_probability) = 0
