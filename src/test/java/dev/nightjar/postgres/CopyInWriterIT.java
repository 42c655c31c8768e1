package dev.nightjar.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyInWriterIT {

    private static final PostgresSettings DATABASE = TestPostgres.freshDatabase();
    private static final long CHRISTMAS_MICROS = 1_766_620_800_123_456L;

    @Test
    void everyTypeArrivesAsTheServerReadsIt() throws SQLException {
        String id = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

        List<@Nullable String> row = written(
                "a smallint, b integer, c bigint, d double precision, e boolean, f text, g uuid, h date, i timestamptz,"
                        + " j text[], k jsonb, l bytea, m text, n text[]",
                out -> {
                    out.writeShort(-7);
                    out.writeInt(Integer.MIN_VALUE);
                    out.writeLong(Long.MAX_VALUE);
                    out.writeDouble(0.1);
                    out.writeBoolean(true);
                    out.writeText("naïve 🛒 \"quoted\"\tand\nbroken");
                    out.writeUuid(UUID.fromString(id));
                    out.writeDate((int) LocalDate.of(1969, 12, 31).toEpochDay());
                    out.writeTimestamp(CHRISTMAS_MICROS);
                    out.writeTextArray(List.of("at risk", "vip, \"gold\""));
                    out.writeJsonb("{\"a\": 1}");
                    out.writeBytes(new byte[] {0, 1, -1});
                    out.writeNull();
                    out.writeTextArray(List.of());
                });

        assertThat(row)
                .containsExactly(
                        "-7",
                        "-2147483648",
                        "9223372036854775807",
                        "0.1",
                        "true",
                        "naïve 🛒 \"quoted\"\tand\nbroken",
                        id,
                        "1969-12-31",
                        "2025-12-25 00:00:00.123456+00",
                        "{\"at risk\",\"vip, \\\"gold\\\"\"}",
                        "{\"a\": 1}",
                        "\\x0001ff",
                        null,
                        "{}");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                99,
                100,
                9_999,
                10_000,
                1_000_000,
                -123_456_789,
                999_999_999_999_99L,
                100_000_000_000_000L
            })
    void hundredthsArriveExactly(long hundredths) throws SQLException {
        List<@Nullable String> row = written("a numeric(18,2), b numeric", out -> {
            out.writeHundredths(hundredths);
            out.writeNumeric(hundredths, 4);
        });

        assertThat(row)
                .containsExactly(
                        BigDecimal.valueOf(hundredths, 2).toPlainString(),
                        BigDecimal.valueOf(hundredths, 4).toPlainString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00001",
                "-12345678901234567890.123456789",
                "1E+30",
                "9223372036854775807",
                "-0.5",
                "1000000000000"
            })
    void decimalsOfAnySizeArriveExactly(String number) throws SQLException {
        List<@Nullable String> row = written("a numeric", out -> out.writeNumeric(new BigDecimal(number)));

        assertThat(row).containsExactly(new BigDecimal(number).toPlainString());
    }

    @Test
    void doublesBecomeMoneyRoundedHalfToEven() throws SQLException {
        List<@Nullable String> row = written("a numeric(14,2), b numeric(14,2), c numeric", out -> {
            out.writeMoney(0.125);
            out.writeMoney(-1234.565);
            out.writeMoney(1e20);
        });

        assertThat(row).containsExactly("0.12", "-1234.56", "100000000000000000000.00");
    }

    @Test
    void manyLongRowsSurviveTheBufferBeingSentInPieces() throws SQLException {
        String text = "x".repeat(1_000);

        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table many (n integer, t text)");
            try (CopyInWriter out = CopyInWriter.open(connection, "many", "n", "t")) {
                for (int n = 0; n < 5_000; n++) {
                    out.startRow();
                    out.writeInt(n);
                    out.writeText(n % 1000 == 0 ? text.repeat(700) : text);
                }
                assertThat(out.finish()).isEqualTo(5_000);
            }
            try (ResultSet rows = statement.executeQuery("select sum(n), sum(length(t)) from many")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(4_999L * 5_000 / 2);
                assertThat(rows.getLong(2)).isEqualTo(4_995L * 1_000 + 5 * 700_000L);
            }
        }
    }

    @Test
    void closingWithoutFinishLeavesNothing() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table taken_back (n integer)");
            try (CopyInWriter out = CopyInWriter.open(connection, "taken_back", "n")) {
                out.startRow();
                out.writeInt(1);
            }
            try (ResultSet rows = statement.executeQuery("select count(*) from taken_back")) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    @Test
    void charactersThatCannotBeStoredAreNamed() {
        assertThatThrownBy(() -> written("a text", out -> out.writeText("ab\0c")))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("row 1, column 'a'")
                .hasMessageContaining("the character U+0000");
        assertThatThrownBy(() -> written("a text", out -> out.writeText("é\0")))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("the character U+0000");
        assertThatThrownBy(() -> written("a text", out -> out.writeText("\ud83d!")))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("half a surrogate pair");
    }

    @Test
    void rowsOfTheWrongWidthAreRefused() {
        assertThatThrownBy(() -> written("a integer, b integer", out -> out.writeInt(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 of 2 fields were not written");
        assertThatThrownBy(() -> written("a integer", out -> {
                    out.writeInt(1);
                    out.writeInt(2);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("row 1 gave more");
    }

    @Test
    void aMissingTableIsAConfigurationProblem() throws SQLException {
        try (Connection connection = DATABASE.connect()) {
            assertThatThrownBy(() -> CopyInWriter.open(connection, "nowhere", "a"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("[copy into nowhere]")
                    .hasMessageContaining("does not exist");
        }
    }

    /** The first row of a temporary table with these columns, as the server's text. */
    private static List<@Nullable String> written(String columns, Consumer<CopyInWriter> row) throws SQLException {
        String[] names = columns.replaceAll("numeric\\(\\d+,\\d+\\)", "numeric").split(", ");
        for (int i = 0; i < names.length; i++) {
            names[i] = names[i].substring(0, names[i].indexOf(' '));
        }
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            statement.execute("create temporary table written (" + columns + ")");
            try (CopyInWriter out = CopyInWriter.open(connection, "written", names)) {
                out.startRow();
                row.accept(out);
                out.finish();
            }
            List<@Nullable String> values = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("select " + String.join("::text, ", names) + "::text from written")) {
                rows.next();
                for (int i = 1; i <= names.length; i++) {
                    values.add(rows.getString(i));
                }
            }
            return values;
        }
    }
}
