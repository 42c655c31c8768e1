-- Two roles with no more rights than they need. Run by hand, as a superuser or the owner of the database, connected to the
-- warehouse's database: once before the first night, and again after it and after each upgrade, because the views must exist
-- before they can be granted. Running it again changes nothing that is already so. Nightjar itself never reads this file.
--
--   nightjar_writer  the nightly job: owns the two schemas and nothing else in the database
--   nightjar_bi      BI tools: reads the two views and what explains them, never ids of rejected rows, settings or models
--
-- Neither has a password yet:  alter role nightjar_writer password '…';  alter role nightjar_bi password '…';

do $$
begin
    if not exists (select 1 from pg_roles where rolname = 'nightjar_writer') then
        create role nightjar_writer login;
    end if;
    if not exists (select 1 from pg_roles where rolname = 'nightjar_bi') then
        create role nightjar_bi login;
    end if;
    -- A publication looks at its loaded rows through a temporary view.
    execute format('grant connect, temporary on database %I to nightjar_writer', current_database());
    execute format('grant connect on database %I to nightjar_bi', current_database());
    -- Whoever creates a schema for another role must be able to become that role; a superuser always can.
    if to_regnamespace('retention') is null then
        create schema retention authorization nightjar_writer;
    end if;
    if to_regnamespace('retention_batch') is null then
        create schema retention_batch authorization nightjar_writer;
    end if;
end
$$;

grant usage on schema retention to nightjar_bi;

do $$
declare
    readable text;
begin
    foreach readable in array array[
        'customer_score',
        'customer_score_latest',
        'cltv_model',
        'cltv_model_market',
        'cltv_segment_total',
        'run_step',
        'month_read',
        'quality_result',
        'model_monitor',
        'feature_drift'
    ] loop
        if to_regclass('retention.' || readable) is not null then
            execute format('grant select on retention.%I to nightjar_bi', readable);
        end if;
    end loop;
    if to_regclass('retention.churn_model') is not null then
        -- all but the artifact and its provenance
        grant select (
            model_id,
            as_of_date,
            status,
            training_rows,
            test_rows,
            test_auc,
            test_average_precision,
            test_log_loss,
            test_brier,
            test_calibration_error,
            baseline_name,
            baseline_auc,
            baseline_log_loss
        ) on retention.churn_model to nightjar_bi;
    end if;
    if to_regclass('retention.run') is not null then
        -- all but the settings and the machine
        grant select (
            run_id,
            job,
            as_of_date,
            attempt,
            status,
            exit_code,
            launches,
            started_at,
            resumed_at,
            published_at,
            ended_at,
            rows_published,
            version,
            message,
            remedy
        ) on retention.run to nightjar_bi;
    end if;
end
$$;
