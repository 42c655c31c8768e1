-- One row per run_id, partition_name and rejected source row. No key: a source may reject the same row for two columns.

create table retention.rejected_row (
    run_id text not null,
    partition_name text not null,
    table_name text not null,
    row_key text,
    column_name text,
    reason text not null
);

create index rejected_row_run on retention.rejected_row (run_id, partition_name);
-- Erasure looks for keys; hashed, because a key may be longer than a B-tree entry.
create index rejected_row_key on retention.rejected_row using hash (row_key);

comment on table retention.rejected_row is
    'Source rows that were read and not used, and why. Holds the key of the row and no other value of it.';
comment on column retention.rejected_row.run_id is
    'The row of run that rejected it.';
comment on column retention.rejected_row.partition_name is
    'The part of the extraction that read it; done again, it replaces its rejects.';
comment on column retention.rejected_row.table_name is
    'The canonical table: orders, interactions, customers, fx_rates or erasures.';
comment on column retention.rejected_row.row_key is
    'Key of the row in the source. Null where the key itself is missing.';
comment on column retention.rejected_row.column_name is
    'The column that could not be used. Null where the row as a whole could not.';
comment on column retention.rejected_row.reason is
    'Why it was rejected.';
