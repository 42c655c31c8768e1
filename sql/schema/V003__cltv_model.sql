-- One row per model_id: one fit of the purchase and value models on the whole population.

create table retention.cltv_model (
    model_id text not null,
    as_of_date date not null,
    status text not null,
    customers bigint not null,
    repeat_customers bigint not null,
    bgnbd_r double precision,
    bgnbd_alpha double precision,
    bgnbd_a double precision,
    bgnbd_b double precision,
    bgnbd_log_likelihood double precision,
    gamma_gamma_p double precision,
    gamma_gamma_q double precision,
    gamma_gamma_v double precision,
    gamma_gamma_log_likelihood double precision,
    provenance jsonb not null,
    constraint cltv_model_pkey primary key (model_id),
    constraint cltv_model_status_is_known check (status in ('champion', 'challenger', 'retired', 'baseline')),
    constraint cltv_model_customers_are_counts check (
        customers >= 0 and repeat_customers between 0 and customers
    ),
    constraint cltv_model_parameters_are_positive check (
        coalesce(bgnbd_r > 0 and bgnbd_r < 'infinity', true)
        and coalesce(bgnbd_alpha > 0 and bgnbd_alpha < 'infinity', true)
        and coalesce(bgnbd_a > 0 and bgnbd_a < 'infinity', true)
        and coalesce(bgnbd_b > 0 and bgnbd_b < 'infinity', true)
        and coalesce(gamma_gamma_p > 0 and gamma_gamma_p < 'infinity', true)
        and coalesce(gamma_gamma_q > 0 and gamma_gamma_q < 'infinity', true)
        and coalesce(gamma_gamma_v > 0 and gamma_gamma_v < 'infinity', true)
    )
);

create index cltv_model_newest on retention.cltv_model (as_of_date, status);

comment on table retention.cltv_model is
    'Fits of the purchase model (BG/NBD) and the value model (Gamma-Gamma), one row per fit, parameters pooled over all customers. Time is in weeks, money in units of the base currency.';
comment on column retention.cltv_model.model_id is
    'cltv-<as-of date>-<attempt>, for example cltv-2026-02-14-01.';
comment on column retention.cltv_model.as_of_date is
    'The as-of date of the night that fitted it.';
comment on column retention.cltv_model.status is
    'champion: a good fit, used from its as_of_date on; baseline: the fit or its assumptions failed, provenance says why; challenger and retired as in churn_model.';
comment on column retention.cltv_model.customers is
    'Customers with at least one completed order.';
comment on column retention.cltv_model.repeat_customers is
    'Customers with orders on at least two days.';
comment on column retention.cltv_model.bgnbd_r is
    'BG/NBD r: shape of the gamma distribution of purchase rates.';
comment on column retention.cltv_model.bgnbd_alpha is
    'BG/NBD alpha: rate of the gamma distribution of purchase rates, in weeks.';
comment on column retention.cltv_model.bgnbd_a is
    'BG/NBD a: first parameter of the beta distribution of drop-out after a purchase.';
comment on column retention.cltv_model.bgnbd_b is
    'BG/NBD b: second parameter of the beta distribution of drop-out after a purchase.';
comment on column retention.cltv_model.bgnbd_log_likelihood is
    'Log-likelihood of the BG/NBD fit; nearer to 0 is better.';
comment on column retention.cltv_model.gamma_gamma_p is
    'Gamma-Gamma p: shape of the distribution of one customer''s purchase values.';
comment on column retention.cltv_model.gamma_gamma_q is
    'Gamma-Gamma q: shape of the distribution of customers'' scale; the mean is finite when it exceeds 1.';
comment on column retention.cltv_model.gamma_gamma_v is
    'Gamma-Gamma v: scale of the distribution of customers'' scale, in units of the base currency.';
comment on column retention.cltv_model.gamma_gamma_log_likelihood is
    'Log-likelihood of the Gamma-Gamma fit; nearer to 0 is better.';
comment on column retention.cltv_model.provenance is
    'What the fit was made from: options, rows, checksums, code version, other model families, and why it has its status.';
