-- The sample shop: one row per order, interaction, customer, and day and currency. Created anew by `sample` and `demo`.
create schema if not exists shop;

drop table if exists shop.orders, shop.interactions, shop.customers, shop.fx_rates;

create table shop.orders (
    order_id bigint not null,
    customer_id bigint not null,
    ordered_at timestamptz not null,
    amount numeric(12,2),
    currency text,
    status text,
    discount numeric(12,2),
    item_count integer,
    cost numeric(12,2),
    channel text,
    updated_at timestamptz
);

create table shop.interactions (
    interaction_id bigint not null,
    customer_id bigint not null,
    occurred_at timestamptz not null,
    kind text not null,
    channel text,
    value double precision,
    campaign_id text
);

create table shop.customers (
    customer_id bigint not null,
    signed_up_on date,
    country text,
    language text,
    time_zone text,
    acquisition_channel text,
    acquisition_cost numeric(12,2),
    profiling_consent boolean,
    marketing_consent boolean,
    attributes jsonb
);

create table shop.fx_rates (
    rate_date date not null,
    currency text not null,
    rate_to_base numeric not null
);

comment on schema shop is 'Sample shop, generated from known parameters; not real people';
comment on table shop.orders is 'Orders and refunds, one row each';
comment on table shop.interactions is 'What customers did beside ordering, one row each';
comment on table shop.customers is 'Customers as of today, one row each';
comment on table shop.fx_rates is 'Value of one unit of a currency in the base currency, from that day on';
