-- One row per run_id and check_name.

create table retention.quality_result (
    run_id text not null,
    check_name text not null,
    severity text not null,
    passed boolean not null,
    offending_rows bigint not null,
    message text,
    checked_at timestamp with time zone not null,
    constraint quality_result_pkey primary key (run_id, check_name),
    constraint quality_result_severity_is_known check (severity in ('fail', 'warn')),
    constraint quality_result_passed_without_offence check (
        offending_rows >= 0 and passed = (offending_rows = 0)
    )
);

comment on table retention.quality_result is
    'What the checks of each run found.';
comment on column retention.quality_result.run_id is
    'The row of run that was checked.';
comment on column retention.quality_result.check_name is
    'Name of the check.';
comment on column retention.quality_result.severity is
    'fail: an offence stops the run and nothing is published; warn: it is reported.';
comment on column retention.quality_result.passed is
    'True when nothing offends.';
comment on column retention.quality_result.offending_rows is
    'How many rows offend.';
comment on column retention.quality_result.message is
    'At most five examples of what offends. Null when nothing does.';
comment on column retention.quality_result.checked_at is
    'When it was checked, by the clock of the warehouse.';
