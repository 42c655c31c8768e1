package dev.nightjar.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code lease}. Every moment in it is read from the clock of the database, so clocks of machines that
 * disagree do no harm.
 */
public final class LeaseTable {

    private static final String PLACE = "lease";

    private final Warehouse warehouse;

    /**
     * Who holds a lease, or held it and died.
     *
     * @param expired whether another run may take it over
     */
    public record Holder(
            String job,
            long fenceToken,
            String runId,
            LocalDate asOfDate,
            String host,
            long pid,
            Instant renewedAt,
            boolean expired) {}

    public LeaseTable(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Who holds the lease of a job, or nothing when nobody does. */
    public Optional<Holder> holder(String job) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select
                            job,
                            fence_token,
                            run_id,
                            as_of_date,
                            host,
                            pid,
                            renewed_at,
                            expires_at <= clock_timestamp() as expired
                        from retention.lease
                        where job = :job
                        """)
                        .param("job", job)
                        .query((row, number) -> new Holder(
                                row.getString("job"),
                                row.getLong("fence_token"),
                                row.getString("run_id"),
                                row.getObject("as_of_date", LocalDate.class),
                                row.getString("host"),
                                row.getLong("pid"),
                                row.getObject("renewed_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getBoolean("expired")))
                        .optional());
    }

    /** Takes a lease that nobody holds, or that has expired, and returns its token; nothing when it is held. */
    OptionalLong take(Lease.Request request) {
        return warehouse.transaction(PLACE, jdbc -> {
            // A publication under the lease is waited for, but not for ever: its process may hang.
            jdbc.sql("set local lock_timeout to '5s'").update();
            Optional<Long> token = jdbc.sql("""
                            insert into retention.lease as held (
                                job, fence_token, run_id, as_of_date, host, pid, acquired_at, renewed_at, expires_at
                            )
                            select
                                :job,
                                nextval('retention.lease_fence_token'),
                                :runId,
                                :asOfDate,
                                :host,
                                :pid,
                                clock.reading,
                                clock.reading,
                                clock.reading + make_interval(secs => :seconds)
                            from (select clock_timestamp() as reading) as clock
                            on conflict (job) do update set
                                fence_token = excluded.fence_token,
                                run_id = excluded.run_id,
                                as_of_date = excluded.as_of_date,
                                host = excluded.host,
                                pid = excluded.pid,
                                acquired_at = excluded.acquired_at,
                                renewed_at = excluded.renewed_at,
                                expires_at = excluded.expires_at
                            where held.expires_at <= clock_timestamp()
                            returning fence_token
                            """)
                    .param("job", request.job())
                    .param("runId", request.runId())
                    .param("asOfDate", request.asOfDate())
                    .param("host", request.host())
                    .param("pid", request.pid())
                    .param("seconds", seconds(request.timeToLive()))
                    .query(Long.class)
                    .optional();
            return token.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        });
    }

    /** Renews a lease; false when it is not that token's any more. */
    boolean renew(String job, long fenceToken, Duration timeToLive) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                                update retention.lease set
                                    renewed_at = clock.reading,
                                    expires_at = clock.reading + make_interval(secs => :seconds)
                                from (select clock_timestamp() as reading) as clock
                                where job = :job
                                    and fence_token = :fenceToken
                                """)
                                .param("job", job)
                                .param("fenceToken", fenceToken)
                                .param("seconds", seconds(timeToLive))
                                .update()
                        == 1);
    }

    /** Gives a lease back; does nothing when it is not that token's any more. */
    void release(String job, long fenceToken) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("delete from retention.lease where job = :job and fence_token = :fenceToken")
                        .param("job", job)
                        .param("fenceToken", fenceToken)
                        .update());
    }

    /**
     * Makes sure, inside the transaction of the caller, that the lease is still that token's, and keeps it so until the
     * transaction ends: a take-over waits, a renewal does not.
     *
     * @throws LeaseException if another run has taken it over, or it was given back
     */
    public static void requireHeld(JdbcClient jdbc, String job, long fenceToken) {
        boolean held = jdbc.sql("""
                        select true
                        from retention.lease
                        where job = :job
                            and fence_token = :fenceToken
                        for key share
                        """)
                .param("job", job)
                .param("fenceToken", fenceToken)
                .query(Boolean.class)
                .optional()
                .isPresent();
        if (!held) {
            throw new LeaseException("[lease " + job + "] lost: expected fence token " + fenceToken
                    + ", but another run has taken the lease over. Nothing was published by this run; see `status`.");
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
