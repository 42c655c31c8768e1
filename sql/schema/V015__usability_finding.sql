-- One row per run_id and finding_number: what a user should know of the churn model of a night, or of its absence.

create table retention.usability_finding (
    run_id text not null,
    finding_number integer not null,
    as_of_date date not null,
    model_id text not null,
    severity text not null,
    step text not null,
    code text not null,
    table_name text,
    column_name text,
    details text not null,
    constraint usability_finding_pkey primary key (run_id, finding_number),
    constraint usability_finding_severity_is_known check (severity in ('error', 'warning', 'recommendation'))
);

comment on table retention.usability_finding is
    'The usability report of each training, also of one that failed: what keeps a churn model from being made, from being trusted, or from being better.';
comment on column retention.usability_finding.run_id is
    'The row of run whose night it was.';
comment on column retention.usability_finding.finding_number is
    'From 1; errors first, then warnings, then recommendations.';
comment on column retention.usability_finding.as_of_date is
    'The as-of date of that night.';
comment on column retention.usability_finding.model_id is
    'The row of churn_model that it concerns.';
comment on column retention.usability_finding.severity is
    'error: there is no new model; warning: there is one, with a doubt; recommendation: it could be better.';
comment on column retention.usability_finding.step is
    'The step of the night that found it.';
comment on column retention.usability_finding.code is
    'Short and stable name of what was found, for example base_rate_moved.';
comment on column retention.usability_finding.table_name is
    'Canonical table that it concerns. Null where it concerns none.';
comment on column retention.usability_finding.column_name is
    'Canonical column, or feature, that it concerns. Null where it concerns none.';
comment on column retention.usability_finding.details is
    'What was found, with its values, and what to do.';
