package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads what Spark 4.2.0 wrote with its own encoders; the files are kept in the test resources, for Spark itself weighs
 * 280 MB. Written with {@code spark.sql("select id as order_id, concat('c', id % 5) as customer_id, timestamp '2026-01-15
 * 12:00:00.123456Z' + make_interval(0, 0, 0, 0, id) as ordered_at, cast(id / 4 as T) as amount, named_struct('a', 1, 'b',
 * array(1, 2)) as nested, map('k', id) as more, if(id % 2 = 0, 'GB', 'DE') as country from range(20)")
 * .coalesce(1).write().option("compression", C).partitionBy("country").parquet(…)}, with T, C,
 * {@code spark.sql.parquet.outputTimestampType} and {@code parquet.writer.version} as follows. int96: decimal(9,2), snappy,
 * INT96, 1. micros: decimal(18,4), zstd, TIMESTAMP_MICROS, 2. millis: decimal(38,6), gzip, TIMESTAMP_MILLIS, 2. lz4raw:
 * double, lz4_raw, TIMESTAMP_MICROS, 1. lz4: the same in lz4, which is framed as Hadoop does. And local: {@code select id as order_id, id % 5 as customer_id, timestamp_ntz
 * '2026-02-15 12:00:00' as ordered_at, 1.5D as amount from range(3)}.
 */
class SparkLakeTests {

    private static final Path FILES =
            Path.of("src/test/resources/lake/spark-4.2.0").toAbsolutePath();

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"int96, 123456", "micros, 123456", "millis, 123", "lz4raw, 123456", "lz4, 123456"})
    void everyTimeDecimalCodecAndPageOfSparkIsRead(String kind, String fraction) {
        LakeShop.Rows rows = new LakeShop(home)
                .orders(FILES.resolve(kind), Map.of("channel", "country"), Map.of(), "", "")
                .read();

        assertThat(rows.orders())
                .hasSize(20)
                .contains(
                        "0 c0 2026-01-15T12:00:00." + fraction + "Z 0 GB",
                        "19 c4 2026-01-16T07:00:00." + fraction + "Z 4.75 DE");
        assertThat(rows.rejected()).isEmpty();
    }

    @Test
    void timesWithoutZoneAreOfTheSourceZone() {
        assertThat(new LakeShop(home)
                        .orders(FILES.resolve("local"))
                        .sourceZone("America/New_York")
                        .read()
                        .orders())
                .containsExactly(
                        "0 0 2026-02-15T17:00:00Z 1.5", "1 1 2026-02-15T17:00:00Z 1.5", "2 2 2026-02-15T17:00:00Z 1.5");
    }
}
