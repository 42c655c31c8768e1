-- One row per score_date and metric.

create table retention.model_monitor (
    score_date date not null,
    metric text not null,
    dimension text,
    member text,
    value double precision,
    churn_model_id text,
    churn_definition text not null,
    horizon_days integer not null,
    horizon_ended_on date not null,
    scored_run_id text not null,
    run_id text not null,
    evaluated_at timestamp with time zone not null,
    constraint model_monitor_pkey primary key (score_date, metric),
    constraint model_monitor_dimension_is_known check (dimension in ('decile', 'risk')),
    constraint model_monitor_member_belongs_to_dimension check ((dimension is null) = (member is null)),
    constraint model_monitor_value_is_finite check (value >= 0 and value < 'infinity'),
    constraint model_monitor_definition_is_known check (
        churn_definition in ('inactivity', 'cancellation', 'either')
    ),
    constraint model_monitor_horizon_has_days check (
        horizon_days > 0 and horizon_ended_on = score_date + horizon_days
    )
);

comment on table retention.model_monitor is
    'How the published churn scores of past nights agree with what then happened; one row per score_date and metric, written by the job evaluate once the horizon of that night is over. A date is replaced as a whole.';
comment on column retention.model_monitor.score_date is
    'The night whose scores are compared.';
comment on column retention.model_monitor.metric is
    'auc, average_precision, log_loss, brier, calibration_error, base_rate, mean_probability, customers, churners; not_scored, left_out_refusing, left_out_unknown; and customers_, mean_probability_, realised_churn_ with decile_1 to decile_10 or risk_low, risk_medium, risk_high after them. docs/monitoring.md defines each.';
comment on column retention.model_monitor.dimension is
    'What the customers of the metric are grouped by: decile of churn_percentile, or risk, that is churn_risk, both as published. Null for all customers.';
comment on column retention.model_monitor.member is
    'Which group: 1 to 10, 10 = most likely to leave; or low, medium, high. Null for all customers.';
comment on column retention.model_monitor.value is
    'The value. Null where it is not defined: AUC and average precision when everybody left or nobody did, shares of no customer.';
comment on column retention.model_monitor.churn_model_id is
    'The row of churn_model that the compared probabilities come from. Null where none was published.';
comment on column retention.model_monitor.churn_definition is
    'What counted as leaving when the night was published: inactivity, cancellation or either.';
comment on column retention.model_monitor.horizon_days is
    'Length of the churn horizon when the night was published, in days.';
comment on column retention.model_monitor.horizon_ended_on is
    'score_date plus horizon_days: events on this day and later play no part.';
comment on column retention.model_monitor.scored_run_id is
    'The row of run that published the compared scores. When the date is published anew, it is evaluated anew.';
comment on column retention.model_monitor.run_id is
    'The row of run that evaluated.';
comment on column retention.model_monitor.evaluated_at is
    'When it was evaluated, by the clock of the warehouse.';
