-- One row per job that runs, or died without giving its lease back.

create sequence retention.lease_fence_token;

comment on sequence retention.lease_fence_token is
    'Fence tokens: each lease gets a greater one than every lease before it.';

create table retention.lease (
    job text not null,
    fence_token bigint not null,
    run_id text not null,
    as_of_date date not null,
    host text not null,
    pid bigint not null,
    acquired_at timestamp with time zone not null,
    renewed_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    constraint lease_pkey primary key (job),
    -- Unique on purpose: it makes the token a key column, so that a take-over waits for a publication that holds the row
    -- for key share, while a renewal, which changes no key column, does not.
    constraint lease_fence_token_key unique (fence_token),
    constraint lease_ends_after_it_begins check (expires_at > acquired_at)
);

comment on table retention.lease is
    'Who may run which job. A run renews its lease; only an expired one is taken over. All times are by the clock of the warehouse.';
comment on column retention.lease.job is
    'Name of the job: one run of a job at a time, whatever its as-of date, because all its runs share one history.';
comment on column retention.lease.fence_token is
    'Grows with every lease; a run publishes only while the row still holds its token.';
comment on column retention.lease.run_id is
    'The run that holds the lease.';
comment on column retention.lease.as_of_date is
    'The as-of date of that run.';
comment on column retention.lease.host is
    'Machine of the holder.';
comment on column retention.lease.pid is
    'Process id of the holder.';
comment on column retention.lease.acquired_at is
    'When the holder took the lease.';
comment on column retention.lease.renewed_at is
    'When the holder last renewed it.';
comment on column retention.lease.expires_at is
    'From then on another run may take it over.';

comment on table retention.flyway_schema_history is
    'Migrations of this schema, written by Flyway.';
comment on column retention.flyway_schema_history.installed_rank is
    'Order in which the migrations ran.';
comment on column retention.flyway_schema_history.version is
    'Version of the schema after the migration.';
comment on column retention.flyway_schema_history.description is
    'Name of the migration.';
comment on column retention.flyway_schema_history.type is
    'Kind of migration.';
comment on column retention.flyway_schema_history.script is
    'File of the migration.';
comment on column retention.flyway_schema_history.checksum is
    'Checksum of the file, so that a changed migration is noticed.';
comment on column retention.flyway_schema_history.installed_by is
    'Database role that ran it.';
comment on column retention.flyway_schema_history.installed_on is
    'When it ran.';
comment on column retention.flyway_schema_history.execution_time is
    'How long it took, in milliseconds.';
comment on column retention.flyway_schema_history.success is
    'Whether it succeeded.';
