-- One row per run_id, table_name and month.

create table retention.month_read (
    run_id text not null,
    table_name text not null,
    month date not null,
    reason text not null,
    rows_read bigint,
    rows_rejected bigint,
    constraint month_read_pkey primary key (run_id, table_name, month),
    constraint month_read_month_is_its_first_day check (extract(day from month) = 1),
    constraint month_read_reason_is_known check (
        reason in ('open', 'cut', 'changed', 'unverified', 'new', 'full')
    ),
    constraint month_read_rejected_among_read check (
        rows_rejected >= 0 and rows_rejected <= rows_read
    )
);

comment on table retention.month_read is
    'Which months of the source each run planned to read, and why. Months that are not in it were taken from the history.';
comment on column retention.month_read.run_id is
    'The row of run that read it.';
comment on column retention.month_read.table_name is
    'The canonical table: orders or interactions.';
comment on column retention.month_read.month is
    'First day of the business month.';
comment on column retention.month_read.reason is
    'open: it reaches into the restatement window; cut: an earlier as-of date cut it; changed: it is closed, but the source says something else of it than before; unverified: it is closed and was read without asking what the source says of it; new: it was never read; full: everything was read.';
comment on column retention.month_read.rows_read is
    'Source rows read for it. Null until the extraction is complete.';
comment on column retention.month_read.rows_rejected is
    'Rows among them that were rejected. Null until the extraction is complete.';
