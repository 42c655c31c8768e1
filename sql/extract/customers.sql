-- One row per customer_id.
select
    customer_id,
    signed_up_on,
    country,
    language,
    time_zone,
    acquisition_channel,
    acquisition_cost,
    profiling_consent,
    marketing_consent,
    attributes
from shop.customers
