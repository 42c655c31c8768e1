package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.DuckDb;
import dev.nightjar.TestHdfs;
import dev.nightjar.TestPostgres;
import dev.nightjar.TestS3;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights whose lake is on HDFS or S3: folders with partitions and globs, as on a local disk. */
class LakesElsewhereIT {

    @TempDir
    private Path folder;

    private List<String> expected = List.of();

    @BeforeEach
    void aLakeOnTheDisk() {
        DuckDb.write(
                folder.resolve("lake/orders"),
                "select i as order_id, i * 7919 % 83 as customer_id, timestamptz '2025-01-01 12:00:00+00' + interval (i) hour"
                        + " as ordered_at, (10 + i % 9)::decimal(18, 4) as amount, 2025 + i // 8760 as year"
                        + " from range(0, 9000) t(i)",
                ", partition_by (year)");
        DuckDb.write(
                folder.resolve("lake/visits-1.parquet"),
                "select i * 104729 % 83 as customer_id, timestamptz '2025-12-01 12:00:00+00' + interval (i) hour as"
                        + " occurred_at, 'visit' as kind from range(0, 900) t(i)");
        expected = published(night("local", folder.resolve("lake").toString(), Map.of()));
    }

    @Test
    void aLakeOnHdfsIsReadAsOneOnTheDisk() throws IOException {
        String lake = copied(TestHdfs.freshHome(), new Configuration());

        NightRun night = night("hdfs", lake, Map.of());

        assertThat(published(night)).isEqualTo(expected).hasSize(83);
    }

    @Test
    void aLakeOnS3IsReadAsOneOnTheDisk() throws IOException {
        String lake = copied(TestS3.freshHome(), TestS3.configuration());

        NightRun night = night("s3", lake, TestS3.hadoop());

        assertThat(published(night)).isEqualTo(expected).hasSize(83);
    }

    @Test
    void whatIsNotThereIsAConfigurationProblem() {
        NightRun night = night("nowhere", TestHdfs.freshHome(), Map.of());

        NightRun.Result result = night.run("nightly", "--as-of", "2026-01-10");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "nightjar.source.orders.path must match at least one file",
                        "nightjar.source.interactions.path must match at least one file");
    }

    private NightRun night(String name, String lake, Map<String, String> hadoop) {
        PostgresSettings warehouse = TestPostgres.freshDatabase();
        NightRun night = new NightRun(folder.resolve(name), warehouse, warehouse, folder)
                .fromLake()
                .set("nightjar.source.orders.path", lake + "/orders")
                .set("nightjar.source.interactions.path", lake + "/visits-*.parquet")
                .set("nightjar.history.buckets", 2);
        hadoop.forEach((key, value) -> night.set("nightjar.hadoop." + key, value));
        return night;
    }

    private static List<String> published(NightRun night) {
        NightRun.Result result = night.run("nightly", "--as-of", "2026-01-10", "--train", "never");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return night.rows(NightRun.ROWS);
    }

    private String copied(String target, Configuration settings) throws IOException {
        Path lake = folder.resolve("lake");
        try (FileSystem files = FileSystem.newInstance(URI.create(target), settings);
                Stream<Path> found = Files.walk(lake)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                org.apache.hadoop.fs.Path copy = new org.apache.hadoop.fs.Path(target + "/" + lake.relativize(file));
                try (OutputStream out = files.create(copy)) {
                    Files.copy(file, out);
                }
            }
        }
        return target;
    }
}
