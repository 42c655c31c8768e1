package dev.nightjar.warehouse.publication;

import dev.nightjar.cltv.interval.SegmentTotal;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.LeaseTable;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the scores of one as-of date: loads them beside the published table, runs the checks on them, then switches in
 * one transaction.
 *
 * <p>Idempotent: whatever an earlier publication left, and wherever it was killed, publishing again gives the same rows.
 * Readers of the views see the old night or the new, never a mix, and do not wait: a new date is attached as a partition,
 * the rows of an old one are replaced under the eyes of nobody but this transaction.
 */
public final class ScorePublisher {

    private static final String TABLE = "customer_score_v1";
    private static final int MAX_EXAMPLES = 5;

    private final Warehouse warehouse;
    private final PublishSql sql;
    private final int connections;
    private final double maxSizeChange;

    private ScorePublisher(Warehouse warehouse, PublishSql sql, int connections, double maxSizeChange) {
        this.warehouse = warehouse;
        this.sql = sql;
        this.connections = connections;
        this.maxSizeChange = maxSizeChange;
    }

    /**
     * A publisher.
     *
     * @param checksFolder {@code replace.sql} and checks in place of those in the jar, or null
     * @param connections connections that load at a time, at least 1
     * @param maxSizeChange greatest factor by which a night may have fewer or more rows than the last, above 1
     */
    public static ScorePublisher of(
            Warehouse warehouse, @Nullable Path checksFolder, int connections, double maxSizeChange) {
        PublishSql sql = checksFolder == null ? PublishSql.ofJar() : PublishSql.of(checksFolder);
        return new ScorePublisher(warehouse, sql, connections, maxSizeChange);
    }

    /**
     * Publishes a night.
     *
     * @param buckets the rows in parts, each read once, when its turn comes
     * @throws DataContractException if a check fails: nothing has changed for readers, and a retry on the same rows fails
     *     again
     * @throws dev.nightjar.warehouse.LeaseException if another run has taken over the lease: nothing has changed
     * @throws dev.nightjar.postgres.PostgresUnavailableException if the server is gone; safe to call again
     */
    public Publication publish(ScoreNight night, List<ScoreBucket> buckets) {
        return publish(night, buckets, List::of);
    }

    /**
     * Publishes a night and, in the same transaction, what its customers are worth together.
     *
     * @param buckets the rows in parts, each read once, when its turn comes
     * @param totals asked for once, when all parts have been read
     */
    public Publication publish(ScoreNight night, List<ScoreBucket> buckets, Supplier<List<SegmentTotal>> totals) {
        LoadTable.sweep(warehouse);
        LoadTable load = new LoadTable(warehouse, night.asOfDate(), night.fenceToken());
        boolean isReplacement = warehouse.transaction(place(night), load::isReplacement);
        long rows = load(night, load, buckets);
        List<Sealing> sealing = isReplacement ? List.of() : List.of(Sealing.of(warehouse, place(night), load));
        List<QualityResult> checks = check(night, load, sealing);
        new QualityResults(warehouse).save(night.runId(), checks);
        refuseFailures(night, load, checks);
        sealing.forEach(Sealing::requireDone);
        List<SegmentTotal> together = totals.get();
        warehouse.transaction(place(night), jdbc -> {
            switchNight(jdbc, night, load, together, isReplacement);
            RunLedger.published(jdbc, night.runId(), rows);
            return true;
        });
        return new Publication(rows, checks);
    }

    /** Loads all parts; returns the rows. */
    private long load(ScoreNight night, LoadTable load, List<ScoreBucket> buckets) {
        long scoredAtMicros = warehouse.transaction(place(night), jdbc -> {
            LeaseTable.requireHeld(jdbc, night.leaseJob(), night.fenceToken());
            load.create(jdbc);
            return jdbc.sql("select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)")
                    .query(Long.class)
                    .single();
        });
        List<Callable<Long>> parts = new ArrayList<>();
        for (ScoreBucket bucket : buckets) {
            parts.add(() -> {
                List<CustomerScore> scores = bucket.read();
                return warehouse.transaction(place(night), jdbc -> load.append(night, scoredAtMicros, scores));
            });
        }
        return onConnections(night, parts).stream().mapToLong(Long::longValue).sum();
    }

    /** Does these parts in any order, as many at a time as there are connections; returns what they do in their order. */
    private <T> List<T> onConnections(ScoreNight night, List<Callable<T>> parts) {
        ExecutorService workers = Executors.newFixedThreadPool(connections);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> part : parts.stream().map(workers::submit).toList()) {
                results.add(part.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(place(night) + " interrupted; nothing was published", e);
        } finally {
            end(workers);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof IOException unreadable) {
            return new UncheckedIOException(unreadable);
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    /** Waits for the parts that are still at work after a failure, so that none outlives the publication. */
    private static void end(ExecutorService workers) {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a part is still at work a minute after another has failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the checks; what is to be done beside them begins first, for it is one long part. */
    private List<QualityResult> check(ScoreNight night, LoadTable load, List<Sealing> beside) {
        Map<String, QualityResult> results = new ConcurrentHashMap<>();
        Deque<PublishSql.Check> waiting = new ConcurrentLinkedDeque<>(sql.checks());
        Callable<Boolean> some = () -> warehouse.transaction(place(night), jdbc -> {
            load.showToChecks(jdbc);
            for (PublishSql.Check next = waiting.poll(); next != null; next = waiting.poll()) {
                results.put(next.name(), check(jdbc, next, night));
            }
            load.hideFromChecks(jdbc);
            return true;
        });
        List<Callable<Boolean>> parts = new ArrayList<>(beside);
        parts.addAll(Collections.nCopies(connections, some));
        onConnections(night, parts);
        return sql.checks().stream()
                .map(check -> Objects.requireNonNull(results.get(check.name())))
                .toList();
    }

    private QualityResult check(JdbcClient jdbc, PublishSql.Check check, ScoreNight night) {
        long[] offending = {0};
        String examples = jdbc
                .sql("with offending as (\n" + check.query() + "\n) select problem, count(*) over () as offending_rows"
                        + " from offending limit " + MAX_EXAMPLES)
                .params(parameters(night))
                .query((row, number) -> {
                    offending[0] = row.getLong("offending_rows");
                    return row.getString("problem");
                })
                .list()
                .stream()
                .collect(Collectors.joining("; "));
        return new QualityResult(check.name(), check.severity(), offending[0], offending[0] == 0 ? null : examples);
    }

    private Map<String, Object> parameters(ScoreNight night) {
        return Map.of(
                "as_of_date", night.asOfDate(),
                "run_id", night.runId(),
                "population", night.population(),
                "max_size_change", maxSizeChange);
    }

    private void refuseFailures(ScoreNight night, LoadTable load, List<QualityResult> checks) {
        List<QualityResult> failures =
                checks.stream().filter(QualityResult::stopsTheRun).toList();
        if (failures.isEmpty()) {
            return;
        }
        warehouse.transaction(place(night), jdbc -> {
            load.drop(jdbc);
            return true;
        });
        String found = failures.stream()
                .map(failure -> failure.check() + ": " + failure.message()
                        + (failure.offendingRows() > MAX_EXAMPLES ? " (" + failure.offendingRows() + " in all)" : ""))
                .collect(Collectors.joining(". "));
        throw new DataContractException("[" + place(night) + "] " + found
                + ". Nothing was published, the nights there are stay; correct the source and run a further attempt.");
    }

    private void switchNight(
            JdbcClient jdbc, ScoreNight night, LoadTable load, List<SegmentTotal> totals, boolean isReplacement) {
        LeaseTable.requireHeld(jdbc, night.leaseJob(), night.fenceToken());
        SegmentTotalTable.replace(jdbc, night.asOfDate(), totals);
        if (isReplacement) {
            replace(jdbc, night, load);
        } else {
            load.attach(jdbc);
        }
    }

    private void replace(JdbcClient jdbc, ScoreNight night, LoadTable load) {
        load.showToChecks(jdbc);
        new NamedParameterJdbcTemplate(warehouse.dataSource())
                .execute(sql.replace(), parameters(night), ScorePublisher::runAll);
        load.hideFromChecks(jdbc);
        load.drop(jdbc);
    }

    /** Runs every statement of a script that was prepared as one. */
    private static boolean runAll(PreparedStatement script) throws SQLException {
        boolean isRows = script.execute();
        while (isRows || script.getUpdateCount() != -1) {
            isRows = script.getMoreResults();
        }
        return true;
    }

    private static String place(ScoreNight night) {
        return "publish " + TABLE + ", as of " + night.asOfDate();
    }
}
