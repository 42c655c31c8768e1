package dev.nightjar.cltv;

import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects a population customer by customer and fits its {@link CltvModel}. Money is summed in whole ten-thousandths
 * and purchases are sorted, so the order of customers never matters. About 30 bytes a customer; not for several threads.
 */
public final class CltvFit {

    private final int asOfDay;
    private final int yearAgo;
    private final int activeWithinDays;
    private final PurchaseCounts.Builder counts = PurchaseCounts.builder();
    private int[] repeatPurchases = new int[1024];
    private double[] meanPurchases = new double[1024];
    private int repeatCustomers;
    private long orders;
    private long purchaseDays;
    private long completedValue;
    private long refundedValue;
    private int shopFirstOrderDay = Integer.MAX_VALUE;
    private long activeYearAgo;
    private long orderedSince;

    /**
     * @param asOfDay days since 1970-01-01
     * @param activeWithinDays a customer is active while the last order is at most this old
     */
    public CltvFit(int asOfDay, int activeWithinDays) {
        this.asOfDay = asOfDay;
        this.yearAgo = FormulaCltv.yearBefore(asOfDay);
        this.activeWithinDays = activeWithinDays;
    }

    /**
     * Adds one customer with at least one completed order before the as-of date.
     *
     * @param lastOrderDayYearAgo last order day before {@link FormulaCltv#yearBefore} the as-of date; any earlier number,
     *     such as {@link Integer#MIN_VALUE}, when there was none
     * @return this
     */
    public CltvFit add(ValueInput input, int lastOrderDayYearAgo) {
        PurchaseSummary purchases = input.purchases();
        counts.add(purchases.repeatPurchases(), input.recencyDays(), input.ageDays());
        if (purchases.repeatPurchases() > 0) {
            addSpend(purchases.repeatPurchases(), input.meanRepeatPurchase());
        }
        orders += input.orderCount();
        purchaseDays += purchases.repeatPurchases() + 1;
        completedValue += input.completedValue();
        refundedValue += input.refundedValue();
        shopFirstOrderDay = Math.min(shopFirstOrderDay, input.firstOrderDay());
        if (lastOrderDayYearAgo >= yearAgo - activeWithinDays) {
            activeYearAgo++;
            orderedSince += input.lastOrderDay() >= yearAgo ? 1 : 0;
        }
        return this;
    }

    /** The purchases of the customers added so far. */
    public PurchaseCounts purchaseCounts() {
        return counts.build();
    }

    /**
     * Fits everything. A purchase or spend model that cannot be fitted is replaced by the older one, or left out, and the
     * notes say so.
     *
     * @param olderBgNbd newest good parameters of an earlier date, or null
     * @param olderGammaGamma newest good parameters of an earlier date, or null
     */
    public CltvModel fit(CltvOptions options, @Nullable BgNbdFit olderBgNbd, @Nullable GammaGammaFit olderGammaGamma) {
        List<String> notes = new ArrayList<>();
        if (options.model().equals(CltvOptions.AUTO)) {
            notes.add("cltv.model auto: BG/NBD's plain values, without corrections for one-time buyers and markets.");
        }
        PurchaseCounts population = counts.build();
        BgNbdFit bgNbdFit =
                fitOrOlder(() -> BgNbdFit.fit(population), olderBgNbd, "Expected orders and CLTV are unknown.", notes);
        GammaGammaFit gammaGammaFit = fitOrOlder(
                () -> GammaGammaFit.fit(
                        Arrays.copyOf(repeatPurchases, repeatCustomers), Arrays.copyOf(meanPurchases, repeatCustomers)),
                olderGammaGamma,
                "The pooled mean order value is used for every customer.",
                notes);
        if (bgNbdFit != null && !bgNbdFit.limits().isEmpty()) {
            notes.add("BG/NBD is a limit of its family: " + String.join(", ", bgNbdFit.limits()) + ".");
        }
        if (gammaGammaFit != null && !gammaGammaFit.limits().isEmpty()) {
            notes.add("Gamma-Gamma is a limit of its family: " + String.join(", ", gammaGammaFit.limits()) + ".");
        }
        FormulaCltv formula = FormulaCltv.fit(shopFirstOrderDay, asOfDay, activeYearAgo, orderedSince);
        if (formula.lifetimeYears() == null) {
            notes.add("The formula has no lifetime: the shop is less than a year old or nobody was active a year ago.");
        }
        return new CltvModel(
                population.totalCustomers(),
                repeatCustomers,
                bgNbdFit,
                gammaGammaFit,
                purchaseDays == 0 ? 0 : Money.units(completedValue) / purchaseDays,
                RefundShare.fit(completedValue, refundedValue, orders),
                formula,
                options,
                notes);
    }

    private void addSpend(int x, double meanPurchase) {
        if (repeatCustomers == repeatPurchases.length) {
            repeatPurchases = Arrays.copyOf(repeatPurchases, 2 * repeatCustomers);
            meanPurchases = Arrays.copyOf(meanPurchases, 2 * repeatCustomers);
        }
        repeatPurchases[repeatCustomers] = x;
        meanPurchases[repeatCustomers++] = meanPurchase;
    }

    private static <F> @Nullable F fitOrOlder(Supplier<F> fit, @Nullable F older, String without, List<String> notes) {
        try {
            return fit.get();
        } catch (FitException e) {
            notes.add(e.getMessage() + ". " + (older == null ? without : "The older parameters are used."));
            return older;
        }
    }
}
