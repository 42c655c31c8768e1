-- One row per model_id and market: the purchase model that the values of a market are computed with.

create table retention.cltv_model_market (
    model_id text not null,
    market text not null,
    purchase_model text not null,
    customers bigint not null,
    repeat_customers bigint not null,
    parameters jsonb not null,
    log_standard_errors jsonb,
    log_likelihood double precision not null,
    gradient_norm double precision not null,
    constraint cltv_model_market_pkey primary key (model_id, market),
    constraint cltv_model_market_model_fkey foreign key (model_id)
        references retention.cltv_model (model_id) on delete cascade,
    constraint cltv_model_market_model_is_known check (purchase_model in ('bg-nbd', 'pareto-nbd', 'mbg-nbd')),
    constraint cltv_model_market_customers_are_counts check (
        customers >= 0 and repeat_customers between 0 and customers
    )
);

comment on table retention.cltv_model_market is
    'Purchase models that values are computed with, one row per fit and market: the chosen model on all customers, and on each market with enough of them. Time is in weeks.';
comment on column retention.cltv_model_market.model_id is
    'The row of cltv_model that it belongs to.';
comment on column retention.cltv_model_market.market is
    'Value of the profile field that cltv.market names, a country unless configured; * for all customers together, and for those whose market is unknown or too small for parameters of its own.';
comment on column retention.cltv_model_market.purchase_model is
    'bg-nbd, pareto-nbd or mbg-nbd: named by cltv.model, or chosen by hold-out likelihood.';
comment on column retention.cltv_model_market.customers is
    'Customers of the market with at least one completed order.';
comment on column retention.cltv_model_market.repeat_customers is
    'Customers of the market with orders on at least two days.';
comment on column retention.cltv_model_market.parameters is
    'Parameters by their names in the paper: r and alpha; a and b, or s and beta.';
comment on column retention.cltv_model_market.log_standard_errors is
    'Standard errors of the natural logarithms of the parameters; 0 for a parameter at a limit of the family; null where the likelihood does not tell.';
comment on column retention.cltv_model_market.log_likelihood is
    'Log-likelihood of the customers of the market under these parameters; nearer to 0 is better.';
comment on column retention.cltv_model_market.gradient_norm is
    'Largest absolute derivative of the mean log-likelihood by a log parameter where the search ended; at most 0.000001.';
