-- One row per customer whose cltv_net is not cltv less a cost of 0 or more.
select
    customer_id,
    format('customer %s: expected cltv_net of at most cltv, was %s and %s', customer_id, cltv_net, cltv) as problem
from customer_score_v1_load
where cltv_net > cltv
    or (cltv is null) <> (cltv_net is null)
order by customer_id
