-- One row when the loaded rows are not as many as the customers that were scored.
select format('expected %s rows, one per scored customer, was %s', cast(:population as bigint), count(*)) as problem
from customer_score_v1_load
having count(*) <> cast(:population as bigint)
