-- One row per run_id: one job, as-of date and attempt. A restart goes on in the same row.

create table retention.run (
    run_id text not null,
    job text not null,
    as_of_date date not null,
    attempt integer not null,
    status text not null,
    exit_code smallint,
    launches integer not null,
    started_at timestamp with time zone not null,
    resumed_at timestamp with time zone,
    published_at timestamp with time zone,
    ended_at timestamp with time zone,
    rows_published bigint,
    host text not null,
    pid bigint not null,
    version text not null,
    message text,
    remedy text,
    config jsonb not null,
    constraint run_pkey primary key (run_id),
    constraint run_status_is_known check (status in ('running', 'succeeded', 'failed', 'refused', 'interrupted')),
    constraint run_attempt_is_positive check (attempt >= 1),
    constraint run_launches_is_positive check (launches >= 1),
    constraint run_rows_published_is_a_count check (rows_published >= 0)
);

create index run_newest on retention.run (as_of_date, job, attempt);

comment on table retention.run is
    'The ledger: what ran, for which as-of date, how it ended and what to do about it.';
comment on column retention.run.run_id is
    '<job>-<as-of date>-<attempt>, for example nightly-2026-02-14-01.';
comment on column retention.run.job is
    'Name of the job.';
comment on column retention.run.as_of_date is
    'The as-of date: everything before its midnight in the business time zone is known to the run.';
comment on column retention.run.attempt is
    'From 1; a date that is done is done again only under a further attempt.';
comment on column retention.run.status is
    'running, succeeded, failed (a rerun resumes), refused (data or configuration, nothing published) or interrupted (a rerun resumes). A run whose process died stays running until it is resumed: its lease then has expired.';
comment on column retention.run.exit_code is
    'Exit code of the process. Null while running.';
comment on column retention.run.launches is
    'How often the run was launched: 1, and one more for each restart.';
comment on column retention.run.started_at is
    'When it was launched first, by the clock of the warehouse.';
comment on column retention.run.resumed_at is
    'When it was last launched again after a failure or an interruption. Null when it never was.';
comment on column retention.run.published_at is
    'When its scores were last published; set in the transaction that published them.';
comment on column retention.run.ended_at is
    'When it ended. Null while running.';
comment on column retention.run.rows_published is
    'Rows of customer_score it published; set in the transaction that published them.';
comment on column retention.run.host is
    'Machine of the last launch.';
comment on column retention.run.pid is
    'Process id of the last launch.';
comment on column retention.run.version is
    'Version of Nightjar at the last launch.';
comment on column retention.run.message is
    'Why it ended as it did.';
comment on column retention.run.remedy is
    'What an operator should do about it.';
comment on column retention.run.config is
    'Settings of the last launch, without passwords.';
