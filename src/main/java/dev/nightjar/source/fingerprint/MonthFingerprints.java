package dev.nightjar.source.fingerprint;

import dev.nightjar.postgres.PostgresFailures;
import dev.nightjar.source.FxRates;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.InspectedTable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A short text per month of a table that changes when the rows of the month do: of the columns that are there, the number
 * of rows, the sums of integers, sums of hashes of other numbers and of the customers, and the greatest
 * {@code updated_at}, for each currency, status or kind; and the rates that apply to the month's currencies. One aggregate query
 * over all months.
 *
 * <p>Not seen: changes that leave all of these as they are, such as another channel where there is no {@code updated_at}.
 */
public final class MonthFingerprints {

    private static final List<String> GROUPS = List.of("currency", "status", "kind");
    private static final List<String> SUMS = List.of("amount", "discount", "item_count", "cost", "value");
    private static final String UPDATED_AT = "updated_at";
    private static final int HEX_DIGITS = 32;

    private final InspectedTable table;
    private final SourceSettings settings;
    private final FxRates rates;

    public MonthFingerprints(InspectedTable table, SourceSettings settings, FxRates rates) {
        this.table = table;
        this.settings = settings;
        this.rates = rates;
    }

    /**
     * Asks the source.
     *
     * @param connection sees the snapshot that the rows are read from
     * @param months without a gap, ascending; the last ends, or is cut by the as-of date
     * @return of each month that has rows
     */
    public Map<YearMonth, String> read(Connection connection, List<YearMonth> months) {
        if (months.isEmpty()) {
            return Map.of();
        }
        Map<YearMonth, SortedSet<String>> groups = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(select(months))) {
                while (rows.next()) {
                    YearMonth month = months.get(rows.getInt(1) - 1);
                    groups.computeIfAbsent(month, any -> new TreeSet<>()).add(text(rows, month));
                }
            }
        } catch (SQLException e) {
            throw PostgresFailures.running("fingerprints of " + table.table().file(), e);
        }
        Map<YearMonth, String> fingerprints = new HashMap<>();
        groups.forEach((month, texts) ->
                fingerprints.put(month, digest(settings.sourceZone() + "\n" + String.join("\n", texts))));
        return fingerprints;
    }

    private String select(List<YearMonth> months) {
        String time = quote(table.table().timeColumn());
        MonthThresholds thresholds = new MonthThresholds(
                table.type(table.table().timeColumn()), settings.businessZone(), settings.sourceZone());
        LocalDate end = months.get(months.size() - 1).plusMonths(1).atDay(1);
        List<String> starts = thresholds.of(months, end.isBefore(settings.asOfDate()) ? end : settings.asOfDate());
        List<String> groups = GROUPS.stream().filter(table::has).toList();
        List<String> columns = new ArrayList<>();
        columns.add("width_bucket(" + time + ", array[" + String.join(", ", starts) + "])");
        groups.forEach(group -> columns.add(quote(group) + "::text"));
        String keys = String.join(", ", columns);
        columns.add("count(*)");
        columns.add("sum(" + hash("customer_id") + ")");
        SUMS.stream().filter(table::has).forEach(column -> columns.add("sum(" + summand(column) + ")"));
        if (table.has(UPDATED_AT)) {
            columns.add("max(" + quote(UPDATED_AT) + ")");
        }
        String named = columns.stream().map(column -> column + "::text").collect(Collectors.joining(", "));
        return table.select(named) + " where " + time + " >= " + starts.get(0) + " and " + time + " < "
                + starts.get(starts.size() - 1) + " group by " + keys;
    }

    /**
     * Sums of floating numbers depend on the order of the rows, and one NaN or infinity hides all other numbers, so hashes
     * of them are added.
     */
    private String summand(String column) {
        return switch (table.type(column)) {
            case REAL, DOUBLE_PRECISION -> "hashfloat8(" + quote(column) + "::float8)";
            // with this seed neither 0 nor NaN hashes to 0, which null adds
            case NUMERIC -> "hash_numeric_extended(" + quote(column) + ", 2)";
            default -> quote(column);
        };
    }

    private String hash(String column) {
        return switch (table.type(column)) {
            case SMALLINT, INTEGER, BIGINT -> "hashint8(" + quote(column) + "::int8)";
            case UUID -> "uuid_hash(" + quote(column) + ")";
            default -> "hashtext(" + quote(column) + "::text)";
        };
    }

    private String text(ResultSet row, YearMonth month) throws SQLException {
        List<String> values = new ArrayList<>();
        int columns = row.getMetaData().getColumnCount();
        for (int column = 2; column <= columns; column++) {
            values.add(String.valueOf(row.getString(column)));
        }
        values.add(ratesOf(table.has("currency") ? row.getString(2) : null, month));
        return String.join("\t", values);
    }

    /** The rates of a currency that apply in a month; nothing for the base currency. */
    private String ratesOf(@Nullable String currency, YearMonth month) {
        NavigableMap<Integer, BigDecimal> all = currency == null || currency.equals(settings.baseCurrency())
                ? null
                : rates.byCurrency().get(currency);
        if (all == null) {
            return "";
        }
        int first = (int) month.atDay(1).toEpochDay();
        int next = (int) month.plusMonths(1).atDay(1).toEpochDay();
        Map.Entry<Integer, BigDecimal> before = all.floorEntry(first);
        return (before == null ? "" : before.getValue().toPlainString()) + all.subMap(first, false, next, false);
    }

    private static String quote(String column) {
        return '"' + column + '"';
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
