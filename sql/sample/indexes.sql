-- Indexes of the sample shop, made after its rows are loaded. Orders have no primary key: some ids come twice on purpose.
create index orders_ordered_at on shop.orders (ordered_at);

create index interactions_occurred_at on shop.interactions (occurred_at);

alter table shop.interactions add primary key (interaction_id);

alter table shop.customers add primary key (customer_id);

alter table shop.fx_rates add primary key (rate_date, currency);

analyze shop.orders, shop.interactions, shop.customers, shop.fx_rates;
