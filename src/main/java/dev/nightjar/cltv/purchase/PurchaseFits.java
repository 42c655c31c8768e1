package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseFit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The purchase models of a population.
 *
 * @param bgNbd BG/NBD on all customers, without any correction: there whatever was chosen; null where it cannot be fitted
 *     and there is no older one
 * @param pooled the chosen model on all customers, for those of no known market; null where there is none
 * @param markets the chosen model of each market with enough customers
 * @param correctionCovariance n × n, of the logarithms of the corrections by x that all these models share but
 *     {@code bgNbd}: the first of customers with x = 0, the last of all larger x; empty where nothing is corrected
 * @param holdOutScores mean of ln P(N = n) over the customers of a hold-out period, by family, best first; empty where nothing
 *     was compared
 */
public record PurchaseFits(
        @Nullable PurchaseFit bgNbd,
        @Nullable PurchaseFit pooled,
        Map<String, PurchaseFit> markets,
        List<List<Double>> correctionCovariance,
        Map<String, Double> holdOutScores)
        implements Serializable {

    /** Customers' worth of information that the parameters of all count for in a market: at so many, it counts half. */
    public static final double POOLED_CUSTOMERS = 1_000;

    /** No model at all. */
    public static final PurchaseFits NONE = new PurchaseFits(null, null, Map.of(), List.of(), Map.of());

    /**
     * @throws IllegalArgumentException if {@code bgNbd} is another family
     */
    public PurchaseFits {
        if (bgNbd != null && !(bgNbd.model() instanceof BgNbd)) {
            throw new IllegalArgumentException(
                    "bgNbd must be a BG/NBD, was " + bgNbd.model().name());
        }
        // Not Map.copyOf: its order differs from one process to the next.
        markets = Collections.unmodifiableMap(new TreeMap<>(markets));
        correctionCovariance = correctionCovariance.stream().map(List::copyOf).toList();
        holdOutScores = Collections.unmodifiableMap(new LinkedHashMap<>(holdOutScores));
    }

    /** BG/NBD, corrected by nothing, for everybody. */
    public static PurchaseFits plain(@Nullable PurchaseFit bgNbd) {
        return plain(bgNbd, bgNbd);
    }

    /** A model, corrected by nothing, for everybody; BG/NBD beside it. */
    public static PurchaseFits plain(@Nullable PurchaseFit bgNbd, @Nullable PurchaseFit pooled) {
        return new PurchaseFits(bgNbd, pooled, Map.of(), List.of(), Map.of());
    }

    /** Every fit that {@link #of} can return. */
    public List<PurchaseFit> all() {
        List<PurchaseFit> all = new ArrayList<>(markets.values());
        if (pooled != null) {
            all.add(pooled);
        }
        return all;
    }

    /** The fit for customers of a market, the pooled one where it is unknown or has none of its own. */
    public @Nullable PurchaseFit of(@Nullable String market) {
        PurchaseFit own = market == null ? null : markets.get(market);
        return own == null ? pooled : own;
    }

    /**
     * How far an error of the pooled parameters carries over to those of a market, 0 to 1: 0 where the pooled ones are used
     * themselves.
     */
    public double pooledShare(@Nullable String market) {
        PurchaseFit own = market == null ? null : markets.get(market);
        return own == null ? 0 : POOLED_CUSTOMERS / (POOLED_CUSTOMERS + own.customers());
    }
}
