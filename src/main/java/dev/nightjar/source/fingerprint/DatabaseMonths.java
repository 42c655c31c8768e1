package dev.nightjar.source.fingerprint;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.ExportedSnapshot;
import dev.nightjar.source.BusinessMonth;
import dev.nightjar.source.FxRates;
import dev.nightjar.source.SourceClock;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The months of tables of a database, in one snapshot of it: which there are, how many rows they have, about, and whether
 * they are what they were. Safe for use by several threads.
 */
public final class DatabaseMonths implements AutoCloseable {

    private static final int ASKED_AT_A_TIME = 2;

    private final ExportedSnapshot snapshot;
    private final SourceSettings settings;
    private final FxRates rates;
    private final Map<SourceTable, CompletableFuture<Map<YearMonth, String>>> fingerprints = new ConcurrentHashMap<>();
    private final ExecutorService askers = Executors.newFixedThreadPool(ASKED_AT_A_TIME, DatabaseMonths::daemon);

    /** @param rates part of the fingerprint of a month to which they apply */
    public DatabaseMonths(ExportedSnapshot snapshot, SourceSettings settings, FxRates rates) {
        this.snapshot = snapshot;
        this.settings = settings;
        this.rates = rates;
    }

    /** All from that of the earliest usable row to that of the day before the as-of date, ascending. */
    public List<YearMonth> of(InspectedTable table) {
        Long first = firstMicros(table);
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
        return snapshot.read(connection -> {
            try (CopyOutReader rows =
                    CopyOutReader.open(connection, table.table().file(), select)) {
                Long found =
                        rows.next() && !rows.isNull(0) ? Long.valueOf(Math.max(epoch, clock.micros(rows, 0))) : null;
                rows.next();
                return found;
            }
        });
    }

    /** Begins to find the fingerprints of a table, so that they are there, or nearly, when they are needed. */
    public void askAhead(InspectedTable table) {
        // whoever needs the answer is told of a failure
        CompletableFuture<?> unused = asked(table);
    }

    /** A short text of each month that has rows, which changes when they do; asked once. */
    public Map<YearMonth, String> fingerprints(InspectedTable table) {
        try {
            return asked(table).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private CompletableFuture<Map<YearMonth, String>> asked(InspectedTable table) {
        return fingerprints.computeIfAbsent(
                table.table(),
                any -> CompletableFuture.supplyAsync(() -> of(table), askers)
                        .thenCompose(months -> asked(table, months)));
    }

    /** The server adds up a table in one process, so it is asked for halves, at a time. */
    private CompletableFuture<Map<YearMonth, String>> asked(InspectedTable table, List<YearMonth> months) {
        MonthFingerprints reading = new MonthFingerprints(table, settings, rates);
        Function<List<YearMonth>, CompletableFuture<Map<YearMonth, String>>> asking =
                half -> CompletableFuture.supplyAsync(
                        () -> snapshot.read(connection -> reading.read(connection, half)), askers);
        int older = months.size() / 2;
        return asking.apply(months.subList(0, older))
                .thenCombine(asking.apply(months.subList(older, months.size())), DatabaseMonths::both);
    }

    private static Map<YearMonth, String> both(Map<YearMonth, String> older, Map<YearMonth, String> newer) {
        Map<YearMonth, String> all = new HashMap<>(older);
        all.putAll(newer);
        return all;
    }

    /**
     * How many rows the server expects in some months and in what is between them: a guess, from its statistics.
     *
     * @param months ascending, at least one
     */
    public long expectedRows(InspectedTable table, List<YearMonth> months) {
        String column = table.table().timeColumn();
        ZoneId zone = settings.businessZone();
        LocalDate end = months.get(months.size() - 1).plusMonths(1).atDay(1);
        String where = new SourceClock(table.type(column), settings.sourceZone())
                .between(
                        column,
                        BusinessMonth.startOfDay(months.get(0).atDay(1), zone),
                        BusinessMonth.startOfDay(end.isAfter(settings.asOfDate()) ? settings.asOfDate() : end, zone));
        return snapshot.read(connection -> RowEstimate.of(table, where, connection));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fingerprints");
        thread.setDaemon(true);
        return thread;
    }

    /** Asks nothing more; what is being asked ends by itself. */
    @Override
    public void close() {
        askers.shutdownNow();
    }
}
