-- One row per run_id and step.

create table retention.run_step (
    run_id text not null,
    step text not null,
    status text not null,
    partitions integer not null,
    partitions_done integer not null,
    rows_read bigint not null,
    rows_written bigint not null,
    rows_rejected bigint not null,
    started_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    message text,
    constraint run_step_pkey primary key (run_id, step),
    constraint run_step_run_fkey foreign key (run_id) references retention.run (run_id) on delete cascade,
    constraint run_step_status_is_known check (status in ('running', 'succeeded', 'failed', 'refused', 'interrupted')),
    constraint run_step_partitions_are_counts check (partitions_done between 0 and partitions),
    constraint run_step_rows_are_counts check (rows_read >= 0 and rows_written >= 0 and rows_rejected >= 0)
);

comment on table retention.run_step is
    'The steps of each run, with their partitions and rows.';
comment on column retention.run_step.run_id is
    'The row of run it belongs to.';
comment on column retention.run_step.step is
    'Name of the step.';
comment on column retention.run_step.status is
    'running, succeeded, failed, refused or interrupted, as in run.';
comment on column retention.run_step.partitions is
    'Parts the step is divided into.';
comment on column retention.run_step.partitions_done is
    'Parts that are done, whichever launch did them.';
comment on column retention.run_step.rows_read is
    'Rows read by the parts that are done.';
comment on column retention.run_step.rows_written is
    'Rows written by the parts that are done.';
comment on column retention.run_step.rows_rejected is
    'Rows rejected by the parts that are done; each is in rejected_row.';
comment on column retention.run_step.started_at is
    'When the step began first, by the clock of the warehouse.';
comment on column retention.run_step.ended_at is
    'When the step ended. Null while running.';
comment on column retention.run_step.message is
    'Why it ended as it did.';
