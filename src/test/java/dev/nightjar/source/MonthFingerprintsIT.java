package dev.nightjar.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.source.extract.SourceTable;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonthFingerprintsIT {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    private static final String COLUMNS = "order_id, customer_id, ordered_at, amount, currency, status, updated_at";
    private static final String FIRST =
            "1, 10, timestamptz '2026-01-05 12:00Z', 5.10, 'GBP', 'completed', timestamptz '2026-01-06 12:00Z'";
    private static final String SECOND =
            "2, 11, timestamptz '2026-01-07 12:00Z', 7.20, 'USD', 'completed', timestamptz '2026-01-08 12:00Z'";
    private static final String THIRD =
            "3, 12, timestamptz '2026-02-07 12:00Z', 9.30, 'GBP', 'completed', timestamptz '2026-02-08 12:00Z'";

    @Test
    void orderOfTheRowsDoesNotMatter() {
        assertThat(fingerprints(shop("0.8", FIRST, SECOND, THIRD)))
                .isEqualTo(fingerprints(shop("0.8", THIRD, SECOND, FIRST)))
                .containsOnlyKeys(JANUARY, FEBRUARY);
    }

    @ParameterizedTest
    @CsvSource({
        "5.10, 5.11",
        "GBP, EUR",
        "completed, returned",
        "'1, 10', '1, 13'",
        "2026-01-06, 2026-01-09",
        "2026-01-05, 2026-02-05"
    })
    void changeOfARowIsAChangeOfItsMonth(String from, String to) {
        Map<YearMonth, String> before = fingerprints(shop("0.8", FIRST, SECOND, THIRD));

        Map<YearMonth, String> after = fingerprints(shop("0.8", FIRST.replace(from, to), SECOND, THIRD));

        assertThat(after.get(JANUARY)).isNotEqualTo(before.get(JANUARY));
        assertThat(Objects.equals(after.get(FEBRUARY), before.get(FEBRUARY))).isEqualTo(!to.startsWith("2026-02"));
    }

    @Test
    void correctedRateIsAChangeOfTheMonthsThatUseIt() {
        Map<YearMonth, String> before = fingerprints(shop("0.8", FIRST, SECOND, THIRD));

        Map<YearMonth, String> after = fingerprints(shop("0.9", FIRST, SECOND, THIRD));

        assertThat(after.get(JANUARY)).isNotEqualTo(before.get(JANUARY));
        assertThat(after.get(FEBRUARY)).isEqualTo(before.get(FEBRUARY));
    }

    @Test
    void monthWithoutRowsHasNone() {
        assertThat(fingerprints(shop("0.8", THIRD))).containsOnlyKeys(FEBRUARY);
    }

    /** It is rejected; but a sum with it stays what it is, whatever the others become. */
    @ParameterizedTest
    @ValueSource(strings = {"numeric", "double precision"})
    void amountThatIsNoNumberHidesNoChange(String type) {
        String one = "1, 'a', timestamptz '2026-01-05 12:00Z', '5.10'::" + type;
        String none = "2, 'a', timestamptz '2026-01-06 12:00Z', 'NaN'::" + type;
        String columns = "order_id, customer_id, ordered_at, amount";

        Map<YearMonth, String> before = fingerprints(SourceFixture.orders(columns, one, none));

        assertThat(fingerprints(SourceFixture.orders(columns, one.replace("5.10", "5.11"), none)))
                .isNotEqualTo(before);
        assertThat(fingerprints(SourceFixture.orders(columns, one, none.replace("'NaN'", "null"))))
                .isNotEqualTo(before);
        assertThat(fingerprints(SourceFixture.orders(columns, one.replace("5.10", "5.1"), none)))
                .as("the same number")
                .isEqualTo(before);
    }

    /** Sums of floating numbers would depend on the order in which the server adds them. */
    @ParameterizedTest
    @ValueSource(strings = {"real", "double precision"})
    void floatingNumbersAreAddedExactly(String type) {
        String one = "1, 'a', timestamptz '2026-01-05 12:00Z', '0.1'::" + type;
        String two = "2, 'a', timestamptz '2026-01-05 12:00Z', '1e20'::" + type;
        String three = "3, 'a', timestamptz '2026-01-05 12:00Z', '-1e20'::" + type;
        String columns = "order_id, customer_id, ordered_at, amount";

        assertThat(fingerprints(SourceFixture.orders(columns, one, two, three)))
                .isEqualTo(fingerprints(SourceFixture.orders(columns, two, three, one)))
                .isNotEqualTo(fingerprints(SourceFixture.orders(columns, one.replace("0.1", "0.2"), two, three)));
    }

    /** A fingerprint speaks of the rows that reading puts in the month, whatever the column is and the zones are. */
    @ParameterizedTest
    @CsvSource({
        "Europe/London, Europe/London, timestamptz '2026-01-31 23:59:59.999999Z'",
        "Europe/London, Europe/London, timestamptz '2026-02-01 00:00Z'",
        "Europe/London, America/New_York, timestamp '2026-01-31 18:59:59'",
        "Europe/London, America/New_York, timestamp '2026-01-31 19:00'",
        "America/New_York, Europe/London, timestamp '2026-02-01 04:59:59'",
        "America/New_York, Europe/London, timestamp '2026-02-01 05:00'",
        "Europe/London, Asia/Tokyo, date '2026-02-01'",
        "Europe/London, America/New_York, date '2026-02-01'",
        "UTC, America/Havana, timestamp '2026-01-31 19:00'",
        "UTC, America/Havana, timestamp '2020-10-31 20:30'",
        "Atlantic/Azores, America/Havana, timestamp '2020-11-01 00:30'",
    })
    void monthIsTheOneThatTheRowIsReadInto(String business, String source, String time) {
        SourceFixture shop = SourceFixture.orders(
                        "order_id, customer_id, ordered_at, amount", "1, 2, " + time + ", 3.0")
                .zones(business, source);

        assertThat(fingerprints(shop).keySet()).isEqualTo(monthsWithRows(shop)).hasSize(1);
    }

    @Test
    void interactionsHaveKindsAndValues() {
        String visit = "'a', timestamptz '2026-01-05 12:00Z', 'visit', 1";
        String columns = "customer_id, occurred_at, kind, value";

        Map<YearMonth, String> before =
                interactions(SourceFixture.oneOrder().table(SourceTable.INTERACTIONS, columns, visit));

        assertThat(before).containsOnlyKeys(JANUARY);
        for (String changed : new String[] {visit.replace("visit", "login"), visit.replace(", 1", ", 2")}) {
            assertThat(interactions(SourceFixture.oneOrder().table(SourceTable.INTERACTIONS, columns, changed)))
                    .isNotEqualTo(before);
        }
    }

    private static SourceFixture shop(String dollar, String... orders) {
        return SourceFixture.orders(COLUMNS, orders)
                .table(
                        SourceTable.FX_RATES,
                        "rate_date, currency, rate_to_base",
                        "date '2026-01-02', 'USD', " + dollar);
    }

    private static Map<YearMonth, String> fingerprints(SourceFixture shop) {
        try (ShopSource source = shop.open()) {
            return source.fingerprints(SourceTable.ORDERS);
        }
    }

    private static Map<YearMonth, String> interactions(SourceFixture shop) {
        try (ShopSource source = shop.open()) {
            return source.fingerprints(SourceTable.INTERACTIONS);
        }
    }

    private static Set<YearMonth> monthsWithRows(SourceFixture shop) {
        try (ShopSource source = shop.open()) {
            return source.months(SourceTable.ORDERS).stream()
                    .filter(month ->
                            source.readOrders(List.of(month)).get(0).rows().size() > 0)
                    .collect(Collectors.toSet());
        }
    }
}
