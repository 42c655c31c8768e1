-- One row per customer with a score that no model of the model store answers for.
select
    load.customer_id,
    format(
        'customer %s: expected models that are in the store, was churn_model_id %s, cltv_model_id %s',
        load.customer_id, load.churn_model_id, load.cltv_model_id
    ) as problem
from customer_score_v1_load as load
left join retention.churn_model on load.churn_model_id = churn_model.model_id
left join retention.cltv_model on load.cltv_model_id = cltv_model.model_id
where (load.churn_probability is not null and churn_model.model_id is null)
    or (load.expected_orders is not null and cltv_model.model_id is null)
order by load.customer_id
