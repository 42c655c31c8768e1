-- One row per model_id: a churn model, or the baseline that stood in for one.

create table retention.churn_model (
    model_id text not null,
    as_of_date date not null,
    status text not null,
    training_rows bigint,
    test_rows bigint,
    test_auc double precision,
    test_average_precision double precision,
    test_log_loss double precision,
    test_brier double precision,
    test_calibration_error double precision,
    baseline_name text,
    baseline_auc double precision,
    baseline_log_loss double precision,
    provenance jsonb not null,
    artifact bytea,
    constraint churn_model_pkey primary key (model_id),
    constraint churn_model_status_is_known check (status in ('champion', 'challenger', 'retired', 'baseline')),
    constraint churn_model_champion_has_artifact check (status = 'baseline' or artifact is not null),
    constraint churn_model_rows_are_counts check (
        coalesce(training_rows >= 0, true) and coalesce(test_rows >= 0, true)
    ),
    constraint churn_model_figures_are_shares check (
        coalesce(test_auc between 0 and 1, true)
        and coalesce(test_average_precision between 0 and 1, true)
        and coalesce(test_brier between 0 and 1, true)
        and coalesce(test_calibration_error between 0 and 1, true)
        and coalesce(baseline_auc between 0 and 1, true)
    )
);

create index churn_model_newest on retention.churn_model (as_of_date, status);

comment on table retention.churn_model is
    'Churn models, one row per training. A night uses the newest champion whose as_of_date is not after its score date.';
comment on column retention.churn_model.model_id is
    'churn-<as-of date>-<attempt>, for example churn-2026-02-14-01.';
comment on column retention.churn_model.as_of_date is
    'The as-of date of the night that trained it.';
comment on column retention.churn_model.status is
    'champion scores customers; challenger lost against the champion; retired was a champion and is not used any more; baseline stood in where no model could be used.';
comment on column retention.churn_model.training_rows is
    'Rows the published model was fitted on. Null where nothing was trained.';
comment on column retention.churn_model.test_rows is
    'Customers on the newest labelled cut-off, which no choice has seen. Null where nothing was tested.';
comment on column retention.churn_model.test_auc is
    'Area under the ROC curve on the test rows, 0 to 1; 0.5 is chance.';
comment on column retention.churn_model.test_average_precision is
    'Average precision on the test rows, 0 to 1; chance is the share of customers who left.';
comment on column retention.churn_model.test_log_loss is
    'Mean negative log-likelihood of the test labels, 0 or more; less is better.';
comment on column retention.churn_model.test_brier is
    'Mean squared error of the probabilities on the test rows, 0 to 1; less is better.';
comment on column retention.churn_model.test_calibration_error is
    'Mean gap between predicted and observed churn over ten groups of equal size, 0 to 1; less is better.';
comment on column retention.churn_model.baseline_name is
    'The best baseline on the same rows: a feature code, or the purchase model''s probability of no order. For status baseline, the one that is published.';
comment on column retention.churn_model.baseline_auc is
    'Area under the ROC curve of the baseline on the test rows.';
comment on column retention.churn_model.baseline_log_loss is
    'Mean negative log-likelihood of the test labels under the baseline, calibrated in the same way.';
comment on column retention.churn_model.provenance is
    'What the model was made from: cut-offs, rows, feature schema, options, seed, checksums, code version, and why it has its status.';
comment on column retention.churn_model.artifact is
    'The model itself in Nightjar''s own versioned format, with a checksum. Null for a baseline that needs none.';
