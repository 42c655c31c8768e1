package dev.nightjar.source;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.ExportedSnapshot;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.postgres.PostgresUnavailableException;
import dev.nightjar.source.extract.CustomerKeyType;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceInspection;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.fingerprint.DatabaseMonths;
import dev.nightjar.source.lake.LakeSource;
import dev.nightjar.source.spill.MonthCalendar;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One state of a shop, read as canonical rows: tables of a database, tables in lakes, or some of each. Every read of the
 * database opens a connection of its own on the same snapshot, so reads may run side by side; the order in which rows
 * come does not matter. Whatever is read is either taken or rejected with a reason, and counted.
 */
public final class ShopSource implements AutoCloseable {

    private static final String WHOLE = "whole";
    /** So many rows of several months are held at most; more are read a month at a time. */
    private static final long MOST_ROWS = 6_000_000;

    private final @Nullable ExportedSnapshot snapshot;
    private final LakeSource lakes;
    private final SourceSettings settings;
    private final SourceInspection inspection;
    private final Set<String> erasures;
    private final ByteDictionary erased;
    private final SourceBatch<Integer> erasureRows;
    private final SourceBatch<FxRates> fxRates;
    private final @Nullable DatabaseMonths databaseMonths;

    private ShopSource(
            @Nullable ExportedSnapshot snapshot,
            LakeSource lakes,
            SourceSettings settings,
            SourceInspection inspection) {
        this.snapshot = snapshot;
        this.lakes = lakes;
        this.settings = settings;
        this.inspection = inspection;
        this.erasures = new TreeSet<>();
        this.erased = new ByteDictionary();
        this.erasureRows = readErasures();
        this.fxRates = readFxRates();
        this.databaseMonths = snapshot == null ? null : new DatabaseMonths(snapshot, settings, fxRates.rows());
    }

    /**
     * Takes a snapshot, asks the server about every SELECT, and reads the rates and the ids to forget.
     *
     * @throws ConfigurationException listing all that is wrong with the connection or the SELECTs
     * @throws PostgresUnavailableException if the server does not answer
     */
    public static ShopSource open(PostgresSettings database, ExtractSql sql, SourceSettings settings) {
        return open(database, sql, settings, LakeSource.none(settings));
    }

    /**
     * As {@link #open(PostgresSettings, ExtractSql, SourceSettings)}, with tables in lakes. The database is not asked where
     * no SELECT is given.
     *
     * @param lakes closed with this source, also if it cannot be opened
     */
    public static ShopSource open(
            PostgresSettings database, ExtractSql sql, SourceSettings settings, LakeSource lakes) {
        ExportedSnapshot snapshot = null;
        try {
            SourceInspection inspection = new SourceInspection(Map.of());
            if (!sql.selects().isEmpty()) {
                snapshot = ExportedSnapshot.export(database, settings.sourceZone());
                inspection = snapshot.read(connection -> SourceInspection.of(sql, connection));
            }
            return new ShopSource(snapshot, lakes, settings, inspection.with(lakes.tables()));
        } catch (RuntimeException e) {
            if (snapshot != null) {
                snapshot.close();
            }
            lakes.close();
            throw e;
        }
    }

    /** The tables that are in lakes. */
    public LakeSource lakes() {
        return lakes;
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
        if (isInLake(table)) {
            return List.copyOf(lakes.months(table));
        }
        InspectedTable inspected = inspection.tables().get(table);
        return inspected == null ? List.of() : databaseMonths().of(inspected);
    }

    /** A short text of each month that has rows, which changes when they do; of tables of the database only. */
    public Map<YearMonth, String> fingerprints(SourceTable table) {
        InspectedTable inspected = inspection.tables().get(table);
        return inspected == null ? Map.of() : databaseMonths().fingerprints(inspected);
    }

    /** Begins to find the fingerprints of a table that is in the database, without waiting for them. */
    public void askAhead(SourceTable table) {
        databaseMonths().askAhead(inspection.table(table));
    }

    /**
     * How many rows the server expects in some months and in what is between them: a guess, from its statistics. Of tables
     * of the database only.
     */
    public long expectedRows(SourceTable table, List<YearMonth> months) {
        return databaseMonths().expectedRows(inspection.table(table), months);
    }

    private DatabaseMonths databaseMonths() {
        return Objects.requireNonNull(databaseMonths, "there is no database");
    }

    /**
     * The orders of months of the business zone that follow each other, as far as they are before the as-of date; one batch
     * per month. A database is asked by one SELECT.
     */
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
     * The interactions of months, as {@link #readOrders(List)}.
     *
     * @throws IllegalStateException if the source has no interactions
     */
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
        if (months.size() > 1 && isInLake(table)) {
            return readOneByOne(table, months, readerOfMonth);
        }
        MonthRows<T> rows = new MonthRows<>(inspection.table(table), settings, months, readerOfMonth, mostRows);
        try {
            return rows(table, months.get(0).toString(), rows::select, rows::read);
        } catch (MonthRows.TooManyRowsException e) {
            return readOneByOne(table, months, readerOfMonth);
        }
    }

    private <T> List<SourceBatch<T>> readOneByOne(
            SourceTable table, List<YearMonth> months, Supplier<MonthRows.MonthReader<T>> reader) {
        return months.stream()
                .map(month ->
                        readMonths(table, List.of(month), MOST_ROWS, reader).get(0))
                .toList();
    }

    /** The rows of orders or interactions whose time is null, infinite or before 1970: all rejected. */
    public SourceBatch<Integer> readUnusableTimes(SourceTable table) {
        if (!inspection.tables().containsKey(table)) {
            return new Rejects(table).batch(0);
        }
        UnusableTimeReader reader = new UnusableTimeReader(inspection.table(table), settings, erased);
        return rows(table, MonthCalendar.UNUSABLE_TIMES, reader::select, reader::read);
    }

    /** All profiles, ascending by customer id; none if the source has no customers table. */
    public SourceBatch<List<Profile>> readProfiles() {
        if (!inspection.tables().containsKey(SourceTable.CUSTOMERS)) {
            return new Rejects(SourceTable.CUSTOMERS).batch(List.of());
        }
        ProfileReader reader = new ProfileReader(inspection.table(SourceTable.CUSTOMERS), settings, erased);
        return rows(SourceTable.CUSTOMERS, WHOLE, reader::select, reader::read);
    }

    private SourceBatch<FxRates> readFxRates() {
        InspectedTable table = inspection.tables().get(SourceTable.FX_RATES);
        if (table == null) {
            return new Rejects(SourceTable.FX_RATES).batch(FxRates.NONE);
        }
        FxRatesReader reader = new FxRatesReader(table, settings);
        return rows(SourceTable.FX_RATES, WHOLE, reader::select, reader::read);
    }

    private SourceBatch<Integer> readErasures() {
        Rejects rejects = new Rejects(SourceTable.ERASURES);
        InspectedTable table = inspection.tables().get(SourceTable.ERASURES);
        if (table == null) {
            return rejects.batch(0);
        }
        TextField customerId = new TextField(table, "customer_id");
        return rows(SourceTable.ERASURES, WHOLE, table::selectColumns, rows -> {
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

    private boolean isInLake(SourceTable table) {
        return lakes.tables().containsKey(table);
    }

    /** Rows of a table: a part of it from a lake, or what the SELECT gives. */
    private <T extends @Nullable Object> T rows(
            SourceTable table, String part, Supplier<String> select, Function<CopyOutReader, T> read) {
        if (isInLake(table)) {
            return part.equals(WHOLE) ? lakes.readWhole(table, read) : lakes.readPart(table, part, read);
        }
        return Objects.requireNonNull(snapshot).read(connection -> {
            try (CopyOutReader rows = CopyOutReader.open(connection, table.file(), select.get())) {
                return read.apply(rows);
            }
        });
    }

    /** Ends the snapshot, for which the server keeps old row versions: no table of the database is read any more. */
    public void endSnapshot() {
        if (snapshot != null) {
            databaseMonths().close();
            snapshot.close();
        }
    }

    @Override
    public void close() {
        lakes.close();
        endSnapshot();
    }
}
