package dev.nightjar.source;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.ExportedSnapshot;
import dev.nightjar.postgres.PostgresFailures;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.postgres.PostgresUnavailableException;
import dev.nightjar.source.batch.ByteDictionary;
import dev.nightjar.source.extract.CustomerKeyType;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceInspection;
import dev.nightjar.source.extract.SourceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One state of a shop's database, read as canonical rows. Every read opens a connection of its own on the same snapshot,
 * so reads may run side by side; the order in which the server sends rows does not matter. Whatever is read is either
 * taken or rejected with a reason, and counted.
 */
public final class PostgresSource implements AutoCloseable {

    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": ([0-9.eE+]+)");

    /** So many rows of several months are held at most; more are read a month at a time. */
    private static final long MOST_ROWS = 4_000_000;

    private final ExportedSnapshot snapshot;
    private final SourceSettings settings;
    private final SourceInspection inspection;
    private final Set<String> erasures;
    private final ByteDictionary erased;
    private final SourceBatch<Integer> erasureRows;
    private final SourceBatch<FxRates> fxRates;

    private PostgresSource(ExportedSnapshot snapshot, SourceSettings settings, SourceInspection inspection) {
        this.snapshot = snapshot;
        this.settings = settings;
        this.inspection = inspection;
        this.erasures = new TreeSet<>();
        this.erased = new ByteDictionary();
        this.erasureRows = readErasures();
        this.fxRates = readFxRates();
    }

    /**
     * Takes a snapshot, asks the server about every SELECT, and reads the rates and the ids to forget.
     *
     * @throws ConfigurationException listing all that is wrong with the connection or the SELECTs
     * @throws PostgresUnavailableException if the server does not answer
     */
    public static PostgresSource open(PostgresSettings database, ExtractSql sql, SourceSettings settings) {
        ExportedSnapshot snapshot = ExportedSnapshot.export(database, settings.sourceZone());
        try {
            SourceInspection inspection = snapshot.read(connection -> SourceInspection.of(sql, connection));
            return new PostgresSource(snapshot, settings, inspection);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    /** The tables and columns there are. */
    public SourceShape shape() {
        return inspection.shape();
    }

    /** What kind of value customer ids are. */
    public CustomerKeyType customerKeyType() {
        return inspection.customerKeyType();
    }

    /** Ids of the customers who are to be forgotten, ascending; none of their rows is in any batch. */
    public Set<String> erasures() {
        return Set.copyOf(erasures);
    }

    /** What reading the ids to forget gave. */
    public SourceBatch<Integer> erasureRows() {
        return erasureRows;
    }

    /** The rates before the as-of date, read when the source was opened. */
    public SourceBatch<FxRates> fxRates() {
        return fxRates;
    }

    /**
     * The months to read of orders or interactions, ascending: from that of the earliest usable row to that of the day
     * before the as-of date. Empty if the table is absent or has no such row.
     */
    public List<YearMonth> months(SourceTable table) {
        InspectedTable inspected = inspection.tables().get(table);
        Long first = inspected == null ? null : firstMicros(inspected);
        List<YearMonth> months = new ArrayList<>();
        if (first != null) {
            YearMonth last = YearMonth.from(settings.asOfDate().minusDays(1));
            YearMonth month = YearMonth.from(Instant.EPOCH
                    .plus(first, ChronoUnit.MICROS)
                    .atZone(settings.businessZone())
                    .toLocalDate());
            while (!month.isAfter(last)) {
                months.add(month);
                month = month.plusMonths(1);
            }
        }
        return months;
    }

    private @Nullable Long firstMicros(InspectedTable table) {
        String column = table.table().timeColumn();
        SourceClock clock = new SourceClock(table.type(column), settings.sourceZone());
        long epoch = BusinessMonth.startOfDay(LocalDate.EPOCH, settings.businessZone());
        long asOf = BusinessMonth.startOfDay(settings.asOfDate(), settings.businessZone());
        String select = table.select("min(\"" + column + "\")") + " where "
                + clock.between(column, epoch, Math.max(epoch, asOf));
        return copy(table.table(), select, rows -> {
            Long found = rows.next() && !rows.isNull(0) ? Long.valueOf(Math.max(epoch, clock.micros(rows, 0))) : null;
            rows.next();
            return found;
        });
    }

    /** The orders of a month of the business zone, as far as it is before the as-of date. */
    public SourceBatch<OrderBatch> readOrders(YearMonth month) {
        return readOrders(List.of(month)).get(0);
    }

    /** The orders of months that follow each other, by one SELECT; one batch per month. */
    public List<SourceBatch<OrderBatch>> readOrders(List<YearMonth> months) {
        return readOrders(months, MOST_ROWS);
    }

    /** @param mostRows rows that are held at most; if there are more, the months are read one by one */
    List<SourceBatch<OrderBatch>> readOrders(List<YearMonth> months, long mostRows) {
        return readMonths(
                SourceTable.ORDERS,
                months,
                mostRows,
                () -> new OrderReader(inspection.table(SourceTable.ORDERS), settings, fxRates.rows(), erased));
    }

    /**
     * The interactions of a month of the business zone, as far as it is before the as-of date.
     *
     * @throws IllegalStateException if the source has no interactions
     */
    public SourceBatch<InteractionBatch> readInteractions(YearMonth month) {
        return readInteractions(List.of(month)).get(0);
    }

    /** The interactions of months that follow each other, by one SELECT; one batch per month. */
    public List<SourceBatch<InteractionBatch>> readInteractions(List<YearMonth> months) {
        return readMonths(
                SourceTable.INTERACTIONS,
                months,
                MOST_ROWS,
                () -> new InteractionReader(inspection.table(SourceTable.INTERACTIONS), erased));
    }

    private <T> List<SourceBatch<T>> readMonths(
            SourceTable table,
            List<YearMonth> months,
            long mostRows,
            Supplier<MonthRows.MonthReader<T>> readerOfMonth) {
        InspectedTable inspected = inspection.table(table);
        MonthRows<T> rows = new MonthRows<>(
                months.stream().map(this::businessMonth).toList(),
                months.stream().map(month -> readerOfMonth.get()).toList(),
                new SourceClock(inspected.type(table.timeColumn()), settings.sourceZone()),
                inspected.index(table.timeColumn()),
                mostRows);
        try {
            return copy(table, inspected.selectColumns() + " where " + rows.where(table.timeColumn()), rows::read);
        } catch (MonthRows.TooManyRowsException e) {
            return months.stream()
                    .map(month -> readMonths(table, List.of(month), mostRows, readerOfMonth)
                            .get(0))
                    .toList();
        }
    }

    /** How many rows the server expects in months that follow each other: a guess, from its statistics. */
    public long expectedRows(SourceTable table, List<YearMonth> months) {
        InspectedTable inspected = inspection.table(table);
        String where = new SourceClock(inspected.type(table.timeColumn()), settings.sourceZone())
                .between(
                        table.timeColumn(),
                        businessMonth(months.get(0)).fromMicros(),
                        businessMonth(months.get(months.size() - 1)).toMicros());
        return snapshot.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet plan = statement.executeQuery(
                        "explain (format json) " + inspected.selectColumns() + " where " + where)) {
                    plan.next();
                    Matcher rows = PLAN_ROWS.matcher(plan.getString(1));
                    return rows.find() ? (long) Double.parseDouble(rows.group(1)) : Long.MAX_VALUE;
                }
            } catch (SQLException e) {
                throw PostgresFailures.running(table.file(), e);
            }
        });
    }

    /** The rows of orders or interactions whose time is null, infinite or before 1970: all rejected. */
    public SourceBatch<Integer> readUnusableTimes(SourceTable table) {
        if (!inspection.tables().containsKey(table)) {
            return new Rejects(table).batch(0);
        }
        UnusableTimeReader reader = new UnusableTimeReader(inspection.table(table), settings, erased);
        return copy(table, reader.select(), reader::read);
    }

    /** All profiles, ascending by customer id; none if the source has no customers table. */
    public SourceBatch<List<Profile>> readProfiles() {
        if (!inspection.tables().containsKey(SourceTable.CUSTOMERS)) {
            return new Rejects(SourceTable.CUSTOMERS).batch(List.of());
        }
        ProfileReader reader = new ProfileReader(inspection.table(SourceTable.CUSTOMERS), settings, erased);
        return copy(SourceTable.CUSTOMERS, reader.select(), reader::read);
    }

    private SourceBatch<FxRates> readFxRates() {
        InspectedTable table = inspection.tables().get(SourceTable.FX_RATES);
        if (table == null) {
            return new Rejects(SourceTable.FX_RATES).batch(FxRates.NONE);
        }
        FxRatesReader reader = new FxRatesReader(table, settings);
        return copy(SourceTable.FX_RATES, reader.select(), reader::read);
    }

    private SourceBatch<Integer> readErasures() {
        Rejects rejects = new Rejects(SourceTable.ERASURES);
        InspectedTable table = inspection.tables().get(SourceTable.ERASURES);
        if (table == null) {
            return rejects.batch(0);
        }
        TextField customerId = new TextField(table, "customer_id");
        return copy(SourceTable.ERASURES, table.selectColumns(), rows -> {
            while (rows.next()) {
                rejects.read();
                if (customerId.read(rows)) {
                    customerId.code(erased);
                    erasures.add(customerId.text());
                } else {
                    rejects.reject(null, "customer_id", Rejects.MISSING);
                }
            }
            return rejects.batch(erased.size());
        });
    }

    private BusinessMonth businessMonth(YearMonth month) {
        return BusinessMonth.of(month, settings.asOfDate(), settings.businessZone());
    }

    private <T extends @Nullable Object> T copy(SourceTable table, String select, Function<CopyOutReader, T> read) {
        return snapshot.read(connection -> {
            try (CopyOutReader rows = CopyOutReader.open(connection, table.file(), select)) {
                return read.apply(rows);
            }
        });
    }

    /** Ends the snapshot. */
    @Override
    public void close() {
        snapshot.close();
    }
}
