package dev.nightjar.warehouse.publication;

import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.TestWarehouse;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.CltvModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import dev.nightjar.warehouse.model.ModelStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A warehouse with models, runs and leases, ready to be published to. */
final class PublisherFixture implements AutoCloseable {

    static final LocalDate AS_OF = TestWarehouse.AS_OF;
    private static final int BUCKETS = 3;

    final TestWarehouse database;
    private final CustomerIdType idType;

    PublisherFixture(CustomerIdType idType) {
        this.idType = idType;
        this.database = TestWarehouse.migrated(idType);
        ModelStore models = new ModelStore(database.warehouse());
        ChurnModelRow churn = new ChurnModelRow(
                "churn-1",
                AS_OF,
                ModelStatus.CHAMPION,
                1L,
                1L,
                0.7,
                0.5,
                0.5,
                0.2,
                0.1,
                "b",
                0.6,
                0.6,
                "{}",
                new byte[1]);
        models.save(churn, "nightly", lease("trained"));
        models.save(new CltvModelRow(
                "cltv-1", AS_OF, ModelStatus.CHAMPION, 3, 2, 1.0, 1.0, 1.0, 1.0, -1.0, 1.0, 2.0, 1.0, -1.0, "{}"));
    }

    /** A night of {@code population} customers under a lease of its own, which takes over every lease before it. */
    ScoreNight night(LocalDate asOfDate, String runId, long population) {
        return night(asOfDate, runId, population, lease(runId));
    }

    ScoreNight night(LocalDate asOfDate, String runId, long population, long fenceToken) {
        new RunLedger(database.warehouse())
                .start(new RunLedger.Launch(runId, "nightly", asOfDate, 1, "test-host", 1, "0.1.0", "{}"));
        return new ScoreNight(asOfDate, runId, "nightly", fenceToken, idType, "churn-1", "cltv-1", population);
    }

    private long lease(String runId) {
        return Long.parseLong(database.rows("""
                        insert into retention.lease
                        values ('nightly', nextval('retention.lease_fence_token'), '%s', '2026-02-14', 'test-host', 1,
                            clock_timestamp(), clock_timestamp(), clock_timestamp() + interval '1 hour')
                        on conflict (job) do update set fence_token = excluded.fence_token
                        returning fence_token
                        """.formatted(runId)).get(0));
    }

    Publication publish(ScoreNight night, List<CustomerScore> scores) {
        return publish(database.warehouse(), night, scores);
    }

    static Publication publish(Warehouse warehouse, ScoreNight night, List<CustomerScore> scores) {
        return ScorePublisher.of(warehouse, null, 2, 2).publish(night, buckets(scores));
    }

    /** The scores in three parts. */
    static List<ScoreBucket> buckets(List<CustomerScore> scores) {
        List<ScoreBucket> buckets = new ArrayList<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int from = scores.size() * bucket / BUCKETS;
            int to = scores.size() * (bucket + 1) / BUCKETS;
            buckets.add(() -> scores.subList(from, to));
        }
        return buckets;
    }

    /** Rows, customers, runs and CLTVs of a date as readers see them. */
    String seen(LocalDate asOfDate) {
        return database.rows("select count(*), count(distinct customer_id), string_agg(distinct run_id, ','),"
                        + " string_agg(distinct cltv::text, ',') from retention.customer_score where score_date = '"
                        + asOfDate + "'")
                .get(0);
    }

    /** Tables of the schema that belong to scores. */
    List<String> scoreTables() {
        return database.rows("select tablename from pg_tables where schemaname = 'retention'"
                + " and tablename like 'customer_score_v1%' order by tablename");
    }

    /** Forgets all nights and runs. */
    void clear() {
        for (String table : scoreTables()) {
            if (!table.equals("customer_score_v1")) {
                database.execute("drop table retention." + table);
            }
        }
        database.execute("delete from retention.run");
        database.execute("delete from retention.quality_result");
    }

    @Override
    public void close() {
        database.close();
    }
}
