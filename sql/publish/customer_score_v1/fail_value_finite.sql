-- One row per customer with an expectation or effect that is negative where it cannot be, NaN or infinite.
select
    customer_id,
    format(
        'customer %s: expected finite numbers, was expected_orders %s, effects %s, %s, %s',
        customer_id, expected_orders, reason_1_effect, reason_2_effect, reason_3_effect
    ) as problem
from customer_score_v1_load
where expected_orders < 0
    or expected_orders >= 'infinity'
    or abs(reason_1_effect) >= 'infinity'
    or abs(reason_2_effect) >= 'infinity'
    or abs(reason_3_effect) >= 'infinity'
order by customer_id
