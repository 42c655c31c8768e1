package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.FaultyFileSystem;
import dev.nightjar.SharedShops;
import dev.nightjar.TestHdfs;
import dev.nightjar.TestPostgres;
import dev.nightjar.TestS3;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose home is not a local folder, and one whose home fails. */
class HomesNightIT {

    private static final String AS_OF = "2011-09-10";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void mend() {
        FaultyFileSystem.mend();
    }

    @Test
    void onlineRetailIsScoredAlikeOnLocalHdfsAndS3Homes() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.onlineRetail(shop);
        NightRun local = onlineRetail("local", shop, extract);
        NightRun hdfs = onlineRetail("hdfs", shop, extract).set("nightjar.home", TestHdfs.freshHome());
        NightRun s3 = onlineRetail("s3", shop, extract).set("nightjar.home", TestS3.freshHome());
        TestS3.hadoop().forEach((key, value) -> s3.set("nightjar.hadoop." + key, value));

        for (NightRun night : List.of(local, hdfs, s3)) {
            NightRun.Result result = night.run("nightly", "--as-of", AS_OF);
            assertThat(result.exitCode()).as(result.err()).isZero();
        }

        List<String> rows = local.rows(NightRun.ROWS);
        List<String> models = local.rows(NightRun.MODELS);
        assertThat(rows).hasSizeGreaterThan(3_300);
        assertThat(models).hasSize(1).first().asString().contains("champion");
        for (NightRun night : List.of(hdfs, s3)) {
            assertThat(night.rows(NightRun.ROWS).equals(rows)).as("rows").isTrue();
            assertThat(night.rows(NightRun.MODELS).equals(models)).as("models").isTrue();
            String customer = String.valueOf(night.value("select min(customer_id) from retention.customer_score"));
            assertThat(night.run("explain", customer).out())
                    .doesNotContain("gone")
                    .contains("days_since_last_order");
            NightRun.Result evaluated = night.run("evaluate", "--as-of", "2011-12-12", "--json");
            assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
            assertThat(evaluated.out()).contains("\"" + AS_OF + "\"");
        }
        assertSecretsAreNotShown(s3);
    }

    private static void assertSecretsAreNotShown(NightRun s3) {
        StringBuilder shown = new StringBuilder();
        for (String command : List.of("doctor", "status")) {
            for (String format : List.of("", "--json")) {
                NightRun.Result result = format.isEmpty() ? s3.run(command) : s3.run(command, format);
                assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
                shown.append(result.out()).append(result.err());
            }
        }
        shown.append(s3.rows("select config::text from retention.run"));
        assertThat(shown.toString()).doesNotContain("test-secret").doesNotContain("test-key");
    }

    /** Each launch gets as far as the next file that has no room. */
    @Test
    void homeThatFillsUpPublishesNothingAndResumes() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table o as select n as order_id, n * 7919 % (1 + n * 104729 % 60) as customer_id,"
                        + " timestamptz '2025-10-01 12:00 UTC' + n * interval '7 hours' as ordered_at,"
                        + " (10 + n % 9)::numeric as amount from generate_series(1, 350) as n");
        Path extract = Files.createDirectories(folder.resolve("extract"));
        Files.writeString(extract.resolve("orders.sql"), "select order_id, customer_id, ordered_at, amount from o");
        NightRun clean = new NightRun(own("clean"), shop, TestPostgres.freshDatabase(), extract);
        NightRun night = new NightRun(own("faulty"), shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.home", "faulty://" + folder.resolve("faulty/home"))
                .set("nightjar.hadoop." + FaultyFileSystem.IMPLEMENTATION_KEY, FaultyFileSystem.class.getName());

        for (String full : List.of("history/orders/", "features/", "training/", "fits.json", "scores/", "assigned/")) {
            FaultyFileSystem.fillUp(path -> path.toString().contains(full.replace("fits", ".fits")));

            NightRun.Result failed = night.run("nightly", "--as-of", "2026-01-10");

            assertThat(failed.exitCode()).as(full + failed.err()).isEqualTo(1);
            assertThat(failed.err()).contains(full, "not written: No space left on device.", "it resumes");
            assertThat(night.number("select count(*) from retention.customer_score"))
                    .isZero();
        }
        FaultyFileSystem.mend();
        NightRun.Result done = night.run("nightly", "--as-of", "2026-01-10");

        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(clean.run("nightly", "--as-of", "2026-01-10").exitCode()).isZero();
        assertThat(night.rows(NightRun.ROWS))
                .isEqualTo(clean.rows(NightRun.ROWS))
                .isNotEmpty();
    }

    @Test
    void unknownSchemeUserInTheHomeAndFolderThatIsMissingAreConfigurationProblems() throws IOException {
        NightRun night = new NightRun(own("any"), TestPostgres.database("none"), TestPostgres.database("none"), folder);

        assertThat(night.set("nightjar.home", "gopher://lake/home")
                        .run("doctor")
                        .out())
                .contains("nightjar.home must be a local folder, or begin with hdfs: or s3a:");
        NightRun.Result secret = night.set("nightjar.home", "s3a://key:very-secret@lake/home")
                .set("nightjar.hadoop-conf", folder.resolve("nowhere"))
                .run("doctor");
        assertThat(secret.exitCode()).isEqualTo(2);
        assertThat(secret.out())
                .contains("nightjar.home must not hold a user or a secret", "nightjar.hadoop-conf must be a folder")
                .doesNotContain("very-secret");
    }

    private NightRun onlineRetail(String name, PostgresSettings shop, Path extract) throws IOException {
        return new NightRun(own(name), shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.quality.max-rejected-share", "0.2");
    }

    private Path own(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
