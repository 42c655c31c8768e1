package dev.nightjar.source;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.batch.KeyedRows;
import dev.nightjar.source.extract.InspectedTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads all rates before the as-of date. */
final class FxRatesReader {

    private static final String RATE_DATE = "rate_date";
    private static final String RATE = "rate_to_base";

    private final InspectedTable table;
    private final SourceSettings settings;
    private final SourceClock clock;
    private final int dateField;
    private final TextField currency;
    private final NumberField rate;
    private final Rejects rejects;
    private final KeyedRows<RateKey, BigDecimal> rates = new KeyedRows<>();

    private record RateKey(int day, String currency) {

        @Override
        public String toString() {
            return LocalDate.ofEpochDay(day) + " " + currency;
        }
    }

    FxRatesReader(InspectedTable table, SourceSettings settings) {
        this.table = table;
        this.settings = settings;
        this.clock = new SourceClock(table.type(RATE_DATE), settings.sourceZone());
        this.dateField = table.index(RATE_DATE);
        this.currency = new TextField(table, "currency");
        this.rate = new NumberField(table, RATE);
        this.rejects = new Rejects(table.table());
    }

    String select() {
        return table.selectColumns();
    }

    SourceBatch<FxRates> read(CopyOutReader rows) {
        while (rows.next()) {
            readRow(rows);
        }
        Map<RateKey, BigDecimal> settled = rates.settle((key, reason) -> rejects.reject(key.toString(), null, reason));
        Map<String, NavigableMap<Integer, BigDecimal>> byCurrency = new HashMap<>();
        settled.forEach((key, value) -> byCurrency
                .computeIfAbsent(key.currency(), name -> new TreeMap<>())
                .put(key.day(), value));
        return rejects.batch(new FxRates(byCurrency));
    }

    private void readRow(CopyOutReader rows) {
        String name = currency.textOf(rows);
        if (rows.isNull(dateField)) {
            reject(name, RATE_DATE, Rejects.MISSING);
            return;
        }
        long day = clock.day(rows, dateField, settings.businessZone());
        if (day == CopyOutReader.INFINITY || day == CopyOutReader.NEGATIVE_INFINITY) {
            reject(name, RATE_DATE, Rejects.INFINITE);
            return;
        }
        if (day >= settings.asOfDate().toEpochDay()) {
            return;
        }
        if (name == null) {
            reject(LocalDate.ofEpochDay(day).toString(), "currency", Rejects.MISSING);
            return;
        }
        readRate(rows, new RateKey((int) day, name));
    }

    private void readRate(CopyOutReader rows, RateKey key) {
        if (!rate.isPresent(rows)) {
            reject(key.toString(), RATE, Rejects.MISSING);
            return;
        }
        BigDecimal value = rate.decimal(rows);
        if (value == null) {
            reject(key.toString(), RATE, Rejects.NOT_FINITE);
        } else if (value.signum() <= 0) {
            reject(key.toString(), RATE, Rejects.NOT_POSITIVE);
        } else {
            rejects.read();
            rates.add(key, value.stripTrailingZeros());
        }
    }

    private void reject(@Nullable String key, String column, String reason) {
        rejects.read();
        rejects.reject(key, column, reason);
    }
}
