package dev.nightjar.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code run} and {@code run_step}: what ran, how far it came and how it ended. A run that is launched again
 * goes on in its row; whatever is recorded twice is recorded once.
 */
public final class RunLedger {

    private static final String PLACE = "run ledger";

    private final Warehouse warehouse;

    /** How a run or step stands. */
    public enum Status {
        /** Not ended, or its process died and its lease has expired. */
        RUNNING,
        /** Done. */
        SUCCEEDED,
        /** A rerun resumes. */
        FAILED,
        /** The data or the configuration must change first. */
        REFUSED,
        /** Stopped cleanly; a rerun resumes. */
        INTERRUPTED;

        /** The name in tables. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One launch of a run.
     *
     * @param runId see {@link RunLedger#runId}
     * @param job name of the job
     * @param asOfDate as-of date
     * @param attempt from 1
     * @param host this machine
     * @param pid this process
     * @param version version of this program
     * @param config settings as JSON, without passwords
     */
    public record Launch(
            String runId,
            String job,
            LocalDate asOfDate,
            int attempt,
            String host,
            long pid,
            String version,
            String config) {}

    /** How a launch ended: status, exit code of the process, and where there is something to say, why and what to do. */
    public record Outcome(
            Status status,
            int exitCode,
            @Nullable String message,
            @Nullable String remedy) {}

    /**
     * A run as recorded; see the comments of the table.
     *
     * @param exitCode null while running
     * @param rowsPublished null where nothing was published
     */
    public record Run(
            String runId,
            String job,
            LocalDate asOfDate,
            int attempt,
            Status status,
            @Nullable Integer exitCode,
            int launches,
            Instant startedAt,
            @Nullable Instant resumedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant endedAt,
            @Nullable Long rowsPublished,
            String host,
            long pid,
            String version,
            @Nullable String message,
            @Nullable String remedy,
            String config) {}

    public RunLedger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The id of a run, such as {@code nightly-2026-02-14-01}: the same for every launch of it. */
    public static String runId(String job, LocalDate asOfDate, int attempt) {
        return String.format(Locale.ROOT, "%s-%s-%02d", job, asOfDate, attempt);
    }

    /** Records that a run is launched, for the first time or again. */
    public void start(Launch launch) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        insert into retention.run (
                            run_id, job, as_of_date, attempt, status, launches, started_at, host, pid, version, config
                        )
                        values (
                            :runId, :job, :asOfDate, :attempt, 'running', 1, clock_timestamp(), :host, :pid, :version,
                            cast(:config as jsonb)
                        )
                        on conflict (run_id) do update set
                            status = excluded.status,
                            exit_code = null,
                            launches = run.launches + 1,
                            resumed_at = excluded.started_at,
                            ended_at = null,
                            host = excluded.host,
                            pid = excluded.pid,
                            version = excluded.version,
                            message = null,
                            remedy = null,
                            config = excluded.config
                        """)
                        .param("runId", launch.runId())
                        .param("job", launch.job())
                        .param("asOfDate", launch.asOfDate())
                        .param("attempt", launch.attempt())
                        .param("host", launch.host())
                        .param("pid", launch.pid())
                        .param("version", launch.version())
                        .param("config", launch.config())
                        .update());
    }

    /**
     * Records how a launch ended; steps that still run end with it. Does nothing when the run was launched again by another
     * process since, whose record this is then.
     */
    public void finish(Launch launch, Outcome outcome) {
        warehouse.transaction(PLACE, jdbc -> {
            int ended = jdbc.sql("""
                            update retention.run set
                                status = :status,
                                exit_code = :exitCode,
                                ended_at = clock_timestamp(),
                                message = :message,
                                remedy = :remedy
                            where run_id = :runId
                                and host = :host
                                and pid = :pid
                            """)
                    .param("status", outcome.status().code())
                    .param("exitCode", outcome.exitCode())
                    .param("message", outcome.message())
                    .param("remedy", outcome.remedy())
                    .param("runId", launch.runId())
                    .param("host", launch.host())
                    .param("pid", launch.pid())
                    .update();
            if (ended == 1) {
                RunSteps.finishRunning(jdbc, launch.runId(), outcome);
            }
            return ended;
        });
    }

    /**
     * Records, inside the transaction that publishes, that a run has published.
     *
     * @throws IllegalStateException if the ledger has no such run
     */
    public static void published(JdbcClient jdbc, String runId, long rows) {
        int updated = jdbc.sql("""
                        update retention.run set
                            rows_published = :rows,
                            published_at = clock_timestamp()
                        where run_id = :runId
                        """).param("rows", rows).param("runId", runId).update();
        if (updated != 1) {
            throw new IllegalStateException("run " + runId + " publishes but is not in the ledger");
        }
    }

    /** The run of this id, or nothing. */
    public Optional<Run> run(String runId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("select * from retention.run where run_id = :runId")
                        .param("runId", runId)
                        .query((row, number) -> run(row))
                        .optional());
    }

    /** Whether there is a ledger yet. */
    public boolean exists() {
        return warehouse.transaction(PLACE, jdbc -> Warehouse.hasTable(jdbc, "retention.run"));
    }

    /** Runs with this as-of date, newest attempt first. */
    public List<Run> runs(LocalDate asOfDate) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select *
                        from retention.run
                        where as_of_date = :asOfDate
                        order by attempt desc, started_at desc, run_id
                        """)
                        .param("asOfDate", asOfDate)
                        .query((row, number) -> run(row))
                        .list());
    }

    /** The runs that were launched last, newest launch first. */
    public List<Run> newest(int atMost) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select *
                        from retention.run
                        order by coalesce(resumed_at, started_at) desc, run_id
                        limit :atMost
                        """)
                        .param("atMost", atMost)
                        .query((row, number) -> run(row))
                        .list());
    }

    /** The ids of the runs of a job that succeeded, newest as-of date first, then newest attempt. */
    public List<String> succeeded(String job) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select run_id
                        from retention.run
                        where job = :job
                            and status = 'succeeded'
                        order by as_of_date desc, attempt desc
                        """).param("job", job).query(String.class).list());
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString("run_id"),
                row.getString("job"),
                row.getObject("as_of_date", LocalDate.class),
                row.getInt("attempt"),
                Status.of(row.getString("status")),
                row.getObject("exit_code", Integer.class),
                row.getInt("launches"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "resumed_at"),
                instant(row, "published_at"),
                instant(row, "ended_at"),
                row.getObject("rows_published", Long.class),
                row.getString("host"),
                row.getLong("pid"),
                row.getString("version"),
                row.getString("message"),
                row.getString("remedy"),
                row.getString("config"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
