package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.DuckDb;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, page and codec in which a lake may have a value gives the same canonical value. */
class LakeTypesTests {

    private static final long MICROS = 1_768_478_400_123_456L;
    private static final String INSTANT = "2026-01-15T12:00:00.123456Z";

    @TempDir
    private Path folder;

    static Stream<Arguments> pages() {
        List<Arguments> all = new ArrayList<>();
        for (CompressionCodecName codec : List.of(
                CompressionCodecName.UNCOMPRESSED,
                CompressionCodecName.SNAPPY,
                CompressionCodecName.ZSTD,
                CompressionCodecName.GZIP,
                CompressionCodecName.LZ4_RAW)) {
            for (WriterVersion version : WriterVersion.values()) {
                all.add(Arguments.of(codec, version, true));
                all.add(Arguments.of(codec, version, false));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCodecPageVersionAndEncodingIsRead(CompressionCodecName codec, WriterVersion version, boolean dictionary) {
        Path file = new GroupFile("required int64 order_id; optional binary customer_id (STRING);"
                        + " required int64 ordered_at (TIMESTAMP(MICROS,true)); optional double amount;"
                        + " optional boolean unused; repeated group nested { required int32 x; }"
                        + " required fixed_len_byte_array(7) cost (DECIMAL(16,2)); optional float discount;"
                        + " optional int32 item_count")
                .pages(codec, version, dictionary)
                .write(folder.resolve("orders.parquet"), 10_000, (row, i) -> {
                    row.add("order_id", (long) i);
                    if (i % 100 != 7) {
                        row.add("customer_id", "c" + i % 50);
                    }
                    row.add("ordered_at", MICROS + i);
                    if (i % 100 != 8) {
                        row.add("amount", i / 4.0);
                    }
                    row.add("cost", Binary.fromConstantByteArray(new byte[] {0, 0, 0, 0, 0, 1, 0}));
                });

        LakeShop.Rows rows = new LakeShop(folder).orders(file).read();

        assertThat(rows.read()).isEqualTo(10_000);
        assertThat(rows.staged()).isEqualTo(9_800);
        assertThat(LakeShop.counts(rows.rejected().stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList()))
                .isEqualTo(Map.of("customer_id missing", 100L, "amount missing", 100L));
        assertThat(rows.orders()).contains("0 c0 " + INSTANT + " 0", "9999 c49 2026-01-15T12:00:00.133455Z 2499.75");
    }

    static Stream<Arguments> amounts() {
        byte[] wide = new byte[16];
        wide[14] = (byte) 0xff;
        wide[15] = (byte) 0x85;
        java.util.Arrays.fill(wide, 0, 14, (byte) 0xff);
        return Stream.of(
                Arguments.of("int32 amount (DECIMAL(9,2))", -123, "-1.23"),
                Arguments.of("int64 amount (DECIMAL(18,6))", 1_234_550L, "1.2346"),
                Arguments.of("fixed_len_byte_array(16) amount (DECIMAL(38,2))", wide, "-1.23"),
                Arguments.of("binary amount (DECIMAL(30,1))", new byte[] {5}, "0.5"),
                Arguments.of("double amount", 0.1, "0.1"),
                Arguments.of("float amount", 0.1f, "0.1"),
                Arguments.of("int32 amount (INTEGER(8,true))", -7, "-7"),
                Arguments.of("int32 amount (INTEGER(32,false))", -1, "4294967295"),
                Arguments.of("int64 amount", 12L, "12"));
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void everyNumberMeansItsDecimal(String field, Object stored, String expected) {
        Path file = new GroupFile(
                        "required int32 order_id; required int32 customer_id; required int32 ordered_at (DATE);"
                                + " required " + field)
                .write(folder.resolve("orders.parquet"), 1, (row, i) -> {
                    row.add("order_id", 1);
                    row.add("customer_id", 2);
                    row.add("ordered_at", (int) LocalDate.of(2026, 2, 3).toEpochDay());
                    put(row, "amount", stored);
                });

        assertThat(new LakeShop(folder).orders(file).read().orders())
                .containsExactly("1 2 2026-02-03T00:00:00Z " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"cast(0.1 as real), 0.1", "cast(0.1 as double), 0.1", "cast('nan' as real), NaN", "7, 7.0"})
    void theValueOfAnInteractionMeansItsDecimal(String stored, String expected) {
        Path file = DuckDb.write(
                folder.resolve("events.parquet"),
                "select 'c' as customer_id, date '2026-01-05' as occurred_at, 'visit' as kind, " + stored
                        + " as value");

        assertThat(new LakeShop(folder.resolve("home"))
                        .interactions(file, Map.of(), Map.of())
                        .read()
                        .interactions())
                .containsExactly("c 2026-01-05T00:00:00Z visit " + expected);
    }

    static Stream<Arguments> times() {
        byte[] int96 = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(43_200_123_456_000L)
                .putInt((int) (LocalDate.of(2026, 1, 15).toEpochDay() + 2_440_588))
                .array();
        return Stream.of(
                Arguments.of("int64 at (TIMESTAMP(MILLIS,true))", MICROS / 1000, "2026-01-15T12:00:00.123Z"),
                Arguments.of("int64 at (TIMESTAMP(MICROS,true))", MICROS, INSTANT),
                Arguments.of("int64 at (TIMESTAMP(NANOS,true))", MICROS * 1000 + 999, INSTANT),
                Arguments.of("int64 at (TIMESTAMP(MICROS,false))", MICROS, "2026-01-15T17:00:00.123456Z"),
                Arguments.of("int64 at (TIMESTAMP(MILLIS,false))", MICROS / 1000, "2026-01-15T17:00:00.123Z"),
                Arguments.of("int96 at", int96, INSTANT),
                Arguments.of("int32 at (DATE)", 20_468, "2026-01-15T05:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("times")
    void everyTimeMeansItsInstantAndLocalOnesAreOfTheSourceZone(String field, Object stored, String expected) {
        Path file = new GroupFile(
                        "required int32 order_id; required int32 customer_id; required int32 amount; required " + field)
                .write(folder.resolve("orders.parquet"), 1, (row, i) -> {
                    row.add("order_id", 1);
                    row.add("customer_id", 2);
                    row.add("amount", 3);
                    put(row, "at", stored);
                });

        assertThat(new LakeShop(folder)
                        .orders(file, Map.of("ordered_at", "at"), Map.of(), "", "")
                        .sourceZone("America/New_York")
                        .read()
                        .orders())
                .containsExactly("1 2 " + expected + " 3");
    }

    private static void put(org.apache.parquet.example.data.Group row, String name, Object value) {
        if (value instanceof Integer number) {
            row.add(name, number);
        } else if (value instanceof Long number) {
            row.add(name, number);
        } else if (value instanceof Double number) {
            row.add(name, number);
        } else if (value instanceof Float number) {
            row.add(name, number);
        } else {
            row.add(name, Binary.fromConstantByteArray((byte[]) value));
        }
    }

    @Test
    void uuidsFromDuckDbAndGroupsInsideAreRead() {
        DuckDb.write(
                folder.resolve("orders.parquet"),
                "select uuid '12345678-1234-5678-1234-567812345678' as order_id, {'id': 'c1', 'tags': ['a']} as customer,"
                        + " timestamptz '2026-01-15 12:00:00+00' as ordered_at, cast(1.5 as decimal(30,10)) as amount");

        assertThat(new LakeShop(folder)
                        .orders(
                                folder.resolve("orders.parquet"),
                                Map.of("customer_id", "customer.id"),
                                Map.of(),
                                "",
                                "")
                        .read()
                        .orders())
                .containsExactly("12345678-1234-5678-1234-567812345678 c1 2026-01-15T12:00:00Z 1.5");
    }

    @Test
    void foldersFilesGlobsAndConstantsAreRead() {
        String events = "select i as customer_id, timestamp '2026-01-15' + interval (i) minute as at, i %% 10 as stars"
                + " from range(%d) t(i)";
        for (int shard = 0; shard < 300; shard++) {
            DuckDb.write(
                    folder.resolve("events/kind=review/shard=" + shard + "/part.parquet"), String.format(events, 5));
        }
        DuckDb.write(folder.resolve("events/kind=visit/part.parquet"), String.format(events, 0));
        DuckDb.write(folder.resolve("events/kind=visit/_temporary/part.parquet"), String.format(events, 9));

        LakeShop.Rows all = new LakeShop(folder.resolve("a"))
                .interactions(folder.resolve("events"), Map.of("occurred_at", "at", "value", "stars"), Map.of())
                .read();
        LakeShop.Rows glob = new LakeShop(folder.resolve("b"))
                .interactions(
                        folder.resolve("events/*/shard=1*/*.parquet"),
                        Map.of("occurred_at", "at"),
                        Map.of("kind", "Survey"))
                .read();

        assertThat(all.staged()).isEqualTo(1500);
        assertThat(LakeShop.counts(all.interactions()))
                .containsEntry("3 2026-01-15T00:03:00Z review 3.0", 300L)
                .hasSize(5);
        assertThat(glob.interactions()).hasSize(111 * 5).contains("0 2026-01-15T00:00:00Z survey NaN");
    }

    @Test
    void onlyRowGroupsOfWantedMonthsAreRead() {
        DuckDb.write(
                folder.resolve("events.parquet"),
                "select i as customer_id, timestamptz '2024-01-01 00:00:00+00' + interval (i) minute as occurred_at,"
                        + " 'visit' as kind from range(1000000) t(i)",
                ", row_group_size 20480");

        LakeShop.Rows rows = new LakeShop(folder)
                .interactions(folder.resolve("events.parquet"), Map.of(), Map.of())
                .only(month -> month.toString().equals("2025-03"))
                .read();

        assertThat(rows.staged()).isEqualTo(31 * 24 * 60);
        assertThat(rows.scanned()).isBetween(rows.staged(), rows.staged() + 2 * 20_480L);
    }
}
