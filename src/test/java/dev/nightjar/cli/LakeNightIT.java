package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.DuckDb;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights from a lake: what is read of it, and what becomes of one that is not as it should be. */
class LakeNightIT {

    @TempDir
    private Path folder;

    private NightRun night;

    @BeforeEach
    void aLake() {
        PostgresSettings warehouse = TestPostgres.freshDatabase();
        night = new NightRun(folder.resolve("night"), warehouse, warehouse, folder)
                .fromLake()
                .set("nightjar.source.orders.path", folder.resolve("orders"))
                .set("nightjar.history.buckets", 2);
        orders("2025.parquet", "timestamptz '2025-03-01 12:00:00+00' + interval (i) day", 0, 300, "10");
    }

    private void orders(String name, String time, int from, int to, String amount) {
        DuckDb.write(
                folder.resolve("orders").resolve(name),
                "select i as order_id, i % 7 as customer_id, " + time + " as ordered_at, " + amount
                        + " as amount from range(" + from + ", " + to + ") t(i)");
    }

    @Test
    void anIncrementalNightScansTheOpenMonthsAlone() {
        NightRun.Result first = night.run("nightly", "--as-of", "2026-01-10");
        orders("2026.parquet", "timestamptz '2026-01-10 12:00:00+00' + interval (i) second", 1000, 1005, "5");
        NightRun.Result second = night.run("nightly", "--as-of", "2026-01-11");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(night.rows("select run_id, rows_read, rows_written from retention.run_step where step = 'read-lakes'"
                        + " order by run_id"))
                .containsExactly("nightly-2026-01-10-01|300|300", "nightly-2026-01-11-01|305|30");
        assertThat(night.number("select sum(order_count) from retention.customer_score_latest"))
                .isEqualTo(305);
        assertThat(night.rows("select distinct pg_typeof(customer_id)::text from retention.customer_score"))
                .containsExactly("bigint");
    }

    @Test
    void anotherMappingIsReadInClosedMonthsToo() {
        DuckDb.write(
                folder.resolve("orders/2025.parquet"),
                "select i as order_id, i % 7 as customer_id, timestamptz '2025-03-01 12:00:00+00' + interval (i) day as"
                        + " ordered_at, 12 as gross, 10 as net from range(0, 300) t(i)");
        night.set("nightjar.source.orders.columns", "{amount: gross}");
        NightRun.Result first = night.run("nightly", "--as-of", "2026-01-10");
        night.set("nightjar.source.orders.columns", "{amount: net}");
        NightRun.Result second = night.run("nightly", "--as-of", "2026-01-11");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(night.rows(
                        "select score_date, sum(historic_value) from retention.customer_score group by 1 order by 1"))
                .containsExactly("2026-01-10|3600.00", "2026-01-11|3000.00");
    }

    @Test
    void aLakeThatDoesNotFitIsRefusedBeforeAnythingIsMade() {
        night.set("nightjar.source.orders.columns", "{amount: gross, shape: size}")
                .set("nightjar.source.interactions.path", folder.resolve("none"));

        NightRun.Result result = night.run("nightly", "--as-of", "2026-01-10");
        NightRun.Result doctor = night.run("doctor");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "3 configuration problems",
                        "required column 'gross' for amount is missing, found order_id, customer_id, ordered_at, amount",
                        "nightjar.source.orders.columns has no column shape",
                        "nightjar.source.interactions.path must match at least one file");
        assertThat(night.rows("select nspname from pg_namespace where nspname like 'retention%'"))
                .isEmpty();
        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.out() + doctor.err()).contains("'gross'", "no column shape", "at least one file");
    }

    @Test
    void keysOfAnotherSourceAndUnknownOnesAreRefused() {
        night.set("nightjar.source.url", "jdbc:postgresql://db/shop")
                .set("nightjar.source.orders.kolumns", "{amount: gross}")
                .set("nightjar.source.customers.id-prefix", "x");

        NightRun.Result result = night.run("doctor");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out() + result.err())
                .contains(
                        "nightjar.source.url must be absent when nightjar.source.type is parquet",
                        "nightjar.source.orders.kolumns.amount is not a key",
                        "nightjar.source.customers.path must be",
                        "nightjar.source.customers.id-prefix must be given for orders and interactions alone");
    }

    @Test
    void aDamagedFileStopsTheNightWhichResumesWhenItIsMended() throws IOException {
        Path file = folder.resolve("orders/2025.parquet");
        byte[] whole = damage(file);

        NightRun.Result failed = night.run("nightly", "--as-of", "2026-01-10");
        Files.write(file, whole);
        NightRun.Result changed = night.run("nightly", "--as-of", "2026-01-10");
        assertThat(lakeOf("nightly-2026-01-10-01")).exists();
        NightRun.Result anew = night.run("nightly", "--as-of", "2026-01-10", "--attempt", "2");
        assertThat(lakeOf("nightly-2026-01-10-01")).doesNotExist();

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("read-lakes:orders.files-0000", "2025.parquet] cannot be read");
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.err()).contains("changed since the night began", "--attempt");
        assertThat(anew.exitCode()).as(anew.err()).isZero();
        assertThat(night.number("select sum(order_count) from retention.customer_score"))
                .isEqualTo(300);
    }

    @Test
    void rowsThatAFailedNightKeptGoWhenACustomerIsToBeForgotten() throws IOException {
        DuckDb.write(folder.resolve("erasures/a.parquet"), "select 99 as customer_id");
        night.set("nightjar.source.erasures.path", folder.resolve("erasures"));
        Path file = folder.resolve("orders/2025.parquet");
        byte[] whole = damage(file);

        NightRun.Result failed = night.run("nightly", "--as-of", "2026-01-10");
        Path kept = lakeOf("nightly-2026-01-10-01");
        assertThat(kept).exists();
        Files.write(file, whole);
        NightRun.Result later = night.run("nightly", "--as-of", "2026-01-11");
        NightRun.Result tooLate = night.run("nightly", "--as-of", "2026-01-10");

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(later.exitCode()).as(later.err()).isZero();
        assertThat(kept).doesNotExist();
        assertThat(tooLate.exitCode()).as(tooLate.err()).isEqualTo(1);
        assertThat(tooLate.err())
                .contains("files.json] missing: expected what this night read of the lake", "--attempt");
    }

    /** Overwrites some bytes of a file, and returns what it held before. */
    private static byte[] damage(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        java.util.Arrays.fill(damaged, 10, 200, (byte) 7);
        Files.write(file, damaged);
        return whole;
    }

    private Path lakeOf(String runId) {
        return night.home().resolve("nights").resolve(runId).resolve("lake");
    }

    /** The closed months were not kept when the night began to read the lake, so nothing may take their place. */
    @Test
    void aNightThatResumesReadsTheMonthsItBeganWith() throws IOException {
        NightRun.Result first = night.run("nightly", "--as-of", "2026-01-10");
        orders("2026.parquet", "timestamptz '2026-01-09 12:00:00+00' + interval (i) second", 1000, 1300, "5");
        Path file = folder.resolve("orders/2026.parquet");
        byte[] whole = damage(file);
        FileTime frozen = Files.getLastModifiedTime(file);

        NightRun.Result failed = night.run("nightly", "--as-of", "2026-01-11");
        Files.write(file, whole);
        Files.setLastModifiedTime(file, frozen);
        NightRun.Result resumed = night.run("nightly", "--as-of", "2026-01-11", "--full-extract");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(night.number("select sum(order_count) from retention.customer_score_latest"))
                .isEqualTo(600);
        assertThat(night.rows("select month from retention.month_read where run_id = 'nightly-2026-01-11-01'"
                        + " order by month"))
                .containsExactly("2025-12-01", "2026-01-01");
    }

    @Test
    void aLakeWithoutARowPublishesAnEmptyNight() {
        orders("2025.parquet", "timestamptz '2025-03-01 12:00:00+00' + interval (i) day", 0, 0, "10");

        NightRun.Result result = night.run("nightly", "--as-of", "2026-01-10");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isZero();
    }

    @Test
    void profilesAloneMayBeInALake() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                extract.resolve("orders.sql"),
                "select 1 as order_id, 7 as customer_id, timestamptz '2026-01-05 12:00Z' as ordered_at, 10.0 as amount");
        DuckDb.write(
                folder.resolve("people.parquet"),
                "select 7 as id, date '2020-02-03' as signed_up_on, 'GB' as country, true as marketing_consent,"
                        + " '{\"tier\": \"gold\"}' as attributes");
        NightRun mixed = new NightRun(folder.resolve("mixed"), shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.source.customers.path", folder.resolve("people.parquet"))
                .set("nightjar.source.customers.columns", "{customer_id: id}")
                .set("nightjar.segments", "[{name: gold, all: [{field: attributes.tier, is: gold}]}]");

        NightRun.Result result = mixed.run("nightly", "--as-of", "2026-01-10");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(mixed.rows("select customer_id, segments[1] from retention.customer_score"))
                .containsExactly("7|gold");
    }

    @Test
    void aRefusedLakeIsReadAnewWhenItIsMended() {
        orders("2025.parquet", "timestamptz '2025-03-01 12:00:00+00' + interval (i) day", 0, 300, "'NaN'::double");

        NightRun.Result refused = night.run("nightly", "--as-of", "2026-01-10");
        orders("2025.parquet", "timestamptz '2025-03-01 12:00:00+00' + interval (i) day", 0, 200, "2.5");
        NightRun.Result mended = night.run("nightly", "--as-of", "2026-01-10");

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("100.00 % (300 of 300; not_finite in amount 300)");
        assertThat(mended.exitCode()).as(mended.err()).isZero();
        assertThat(night.number("select sum(historic_value) from retention.customer_score"))
                .isEqualTo(500);
    }

    /** The database that is there is the warehouse, which no sample shop belongs into. */
    @Test
    void noSampleShopIsMadeWhereTheSourceIsALake() {
        NightRun.Result sample = night.run("sample", "--customers", "300", "--to", "postgres");
        NightRun.Result demo = night.run("demo", "--customers", "300");
        NightRun.Result embedded = NightRun.runIn(
                folder,
                Map.of(
                        "NIGHTJAR_HOME", folder.resolve("home").toString(),
                        "NIGHTJAR_SOURCE_ORDERS_PATH", folder.resolve("orders").toString()),
                "demo",
                "--customers",
                "300");
        NightRun.Result files = night.run(
                "sample", "--customers", "300", "--to", folder.resolve("sample").toString());

        assertThat(sample.exitCode()).isEqualTo(2);
        assertThat(sample.err())
                .contains(
                        "--to postgres",
                        "nightjar.source.type must be postgres but was parquet",
                        "Nothing was written");
        assertThat(night.rows("select nspname from pg_namespace where nspname = 'shop'"))
                .isEmpty();
        for (NightRun.Result refused : List.of(demo, embedded)) {
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("nightjar.source must name no lake but had one for orders", "Nothing was generated");
        }
        assertThat(folder.resolve("home")).doesNotExist();
        assertThat(files.exitCode()).as(files.err()).isZero();
    }
}
