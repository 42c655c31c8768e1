-- One row per rate_date and currency: what one unit of the currency is worth in the base currency from that day on.
select
    rate_date,
    currency,
    rate_to_base
from shop.fx_rates
