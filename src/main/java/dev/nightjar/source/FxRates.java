package dev.nightjar.source;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a currency is worth in the base currency, from a day on until the next.
 *
 * @param byCurrency for each currency its rates by day, in days since 1970-01-01
 */
public record FxRates(Map<String, NavigableMap<Integer, BigDecimal>> byCurrency) {

    /** No rate at all. */
    public static final FxRates NONE = new FxRates(Map.of());

    public FxRates {
        Map<String, NavigableMap<Integer, BigDecimal>> copy = new HashMap<>();
        byCurrency.forEach((currency, rates) -> copy.put(currency, new TreeMap<>(rates)));
        byCurrency = Map.copyOf(copy);
    }

    /** The last rate on or before a day; null if there is none. */
    public @Nullable BigDecimal rate(String currency, int day) {
        NavigableMap<Integer, BigDecimal> rates = byCurrency.get(currency);
        Map.Entry<Integer, BigDecimal> last = rates == null ? null : rates.floorEntry(day);
        return last == null ? null : last.getValue();
    }

    /** The number of rates. */
    public int size() {
        return byCurrency.values().stream().mapToInt(Map::size).sum();
    }
}
