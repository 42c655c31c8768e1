package dev.nightjar.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyOutReaderIT {

    private static final PostgresSettings DATABASE = TestPostgres.freshDatabase();

    @Test
    void everyTypeIsReadInPlace() throws SQLException {
        String select =
                "select 7::smallint, -8, 9000000000, 1.5::real, 0.1::float8, true, 'naïve 🛒', date '1969-12-31',"
                        + " timestamptz '2026-02-01 00:00:00.123456+01', 'infinity'::date, '-infinity'::timestamp, null::text,"
                        + " '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::uuid, '294276-12-31'::timestamp";

        read(select, rows -> {
            assertThat(rows.shortValue(0)).isEqualTo(7);
            assertThat(rows.intValue(1)).isEqualTo(-8);
            assertThat(rows.longValue(2)).isEqualTo(9_000_000_000L);
            assertThat(rows.floatValue(3)).isEqualTo(1.5f);
            assertThat(rows.doubleValue(4)).isEqualTo(0.1);
            assertThat(rows.booleanValue(5)).isTrue();
            assertThat(rows.text(6)).isEqualTo("naïve 🛒");
            assertThat(rows.dateValue(7)).isEqualTo(-1);
            assertThat(rows.timestampValue(8)).isEqualTo(1_769_900_400_123_456L);
            assertThat(rows.dateValue(9)).isEqualTo(CopyOutReader.INFINITY);
            assertThat(rows.timestampValue(10)).isEqualTo(CopyOutReader.NEGATIVE_INFINITY);
            assertThat(rows.isNull(11)).isTrue();
            byte[] uuid = new byte[36];
            assertThat(rows.putUuid(12, uuid)).isEqualTo(36);
            assertThat(UUID.fromString(new String(uuid, java.nio.charset.StandardCharsets.US_ASCII)))
                    .hasToString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
            assertThat(rows.timestampValue(13)).isEqualTo(CopyOutReader.INFINITY);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomDecimalsAreExactAndRoundedHalfEven(long seed) throws SQLException {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            BigDecimal number = new BigDecimal(
                            new java.math.BigInteger(1 + random.nextInt(60), random), random.nextInt(12))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            BigDecimal rounded = number.setScale(4, RoundingMode.HALF_EVEN);
            boolean fits = rounded.precision() <= 18;

            read("select " + number.toPlainString() + "::numeric", rows -> {
                assertThat(rows.decimalValue(0)).isEqualByComparingTo(number);
                assertThat(rows.tenThousandths(0))
                        .as(number + ", seed " + seed)
                        .isEqualTo(fits ? rounded.unscaledValue().longValueExact() : NumericDecoder.OUT_OF_RANGE);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.00005",
                "0.00015",
                "0.000050000000001",
                "1.00005",
                "1.00015",
                "9999.99995",
                "-0.00015",
                "0.000000004"
            })
    void halvesGoToTheEvenNeighbour(String text) throws SQLException {
        BigDecimal number = new BigDecimal(text);

        read(
                "select " + text + "::numeric",
                rows -> assertThat(rows.tenThousandths(0))
                        .isEqualTo(number.setScale(4, RoundingMode.HALF_EVEN)
                                .unscaledValue()
                                .longValueExact()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'NaN'::numeric", "'NaN'::numeric + 1"})
    void notANumberIsRecognised(String expression) throws SQLException {
        read("select " + expression, rows -> {
            assertThat(rows.tenThousandths(0)).isEqualTo(NumericDecoder.NOT_FINITE);
            assertThat(rows.decimalValue(0)).isNull();
        });
    }

    @Test
    void hugeNumbersAreOutOfRange() throws SQLException {
        read("select 1e300::numeric, 99999999999999.99995::numeric, 9999999999999999999::numeric", rows -> {
            assertThat(rows.tenThousandths(0)).isEqualTo(NumericDecoder.OUT_OF_RANGE);
            assertThat(rows.tenThousandths(1)).isEqualTo(NumericDecoder.OUT_OF_RANGE);
            assertThat(rows.tenThousandths(2)).isEqualTo(NumericDecoder.OUT_OF_RANGE);
        });
    }

    @Test
    void nothingIsNoRow() throws SQLException {
        try (Connection connection = DATABASE.connect();
                CopyOutReader rows = CopyOutReader.open(connection, "test", "select 1 where false")) {
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void readingThatStopsInTheMiddleEndsTheConnection() throws SQLException {
        try (Connection connection = DATABASE.connect()) {
            try (CopyOutReader rows = CopyOutReader.open(
                    connection, "test", "select n, repeat('x', 1000) from generate_series(1, 200000) as n")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(connection.isClosed()).isTrue();
        }
    }

    private static void read(String select, Consumer<CopyOutReader> row) throws SQLException {
        try (Connection connection = DATABASE.connect();
                CopyOutReader rows = CopyOutReader.open(connection, "test", select)) {
            assertThat(rows.next()).isTrue();
            row.accept(rows);
            assertThat(rows.next()).isFalse();
        }
    }
}
