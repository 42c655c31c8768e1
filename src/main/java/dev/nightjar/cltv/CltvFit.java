package dev.nightjar.cltv;

import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.choice.AutoFit;
import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects a population customer by customer and fits its {@link CltvModel}. Money is summed in whole ten-thousandths
 * and purchases are sorted, so the order of customers never matters. About 30 bytes a customer; not for several threads.
 */
public final class CltvFit {

    private static final String OLDER = "The older parameters are used.";

    private final int asOfDay;
    private final int yearAgo;
    private final int activeWithinDays;
    private final PurchaseCounts.Builder counts = PurchaseCounts.builder();
    private final Map<String, PurchaseCounts.Builder> markets = new TreeMap<>();
    private @Nullable HoldOutCounts holdOut;
    private double holdOutWeeks;
    private int[] repeatPurchases = new int[1024];
    private double[] meanPurchases = new double[1024];
    private int repeatCustomers;
    private long customers;
    private long orders;
    private long purchaseDays;
    private long completedValue;
    private long refundedValue;
    private long costedOrders;
    private long costedValue;
    private long cost;
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
        if (input.market() != null) {
            markets.computeIfAbsent(input.market(), market -> PurchaseCounts.builder())
                    .add(purchases.repeatPurchases(), input.recencyDays(), input.ageDays());
        }
        if (purchases.repeatPurchases() > 0) {
            addSpend(purchases.repeatPurchases(), input.meanRepeatPurchase());
        }
        customers++;
        orders += input.orderCount();
        purchaseDays += purchases.repeatPurchases() + 1;
        completedValue += input.completedValue();
        refundedValue += input.refundedValue();
        costedOrders += input.costed().orders();
        costedValue += input.costed().value();
        cost += input.costed().cost();
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
     * Gives {@code cltv.model: auto} something to choose and correct by.
     *
     * @param period the end of the history, up to the as-of date
     * @param counts what was known of customers before it, and how often they bought in it
     * @return this
     */
    public CltvFit holdOut(HoldOutPeriod period, HoldOutCounts counts) {
        holdOut = counts;
        holdOutWeeks = period.weeks();
        return this;
    }

    /**
     * Fits everything. A purchase or spend model that cannot be fitted is replaced by the older one, or left out, and the
     * notes say so.
     *
     * @param olderPurchases newest good parameters of an earlier date, or null
     * @param olderGammaGamma newest good parameters of an earlier date, or null
     */
    public CltvModel fit(
            CltvOptions options, @Nullable PurchaseFits olderPurchases, @Nullable GammaGammaFit olderGammaGamma) {
        List<String> notes = new ArrayList<>();
        PurchaseFits purchaseFits = fitPurchases(options, olderPurchases, notes);
        GammaGammaFit gammaGammaFit = fitGammaGamma(olderGammaGamma, notes);
        boolean hasOwnFits = isOwn(purchaseFits.bgNbd(), olderPurchases == null ? null : olderPurchases.bgNbd())
                && isOwn(purchaseFits.pooled(), olderPurchases == null ? null : olderPurchases.pooled())
                && isOwn(gammaGammaFit, olderGammaGamma);
        FormulaCltv formula = FormulaCltv.fit(shopFirstOrderDay, asOfDay, activeYearAgo, orderedSince);
        if (formula.lifetimeYears() == null) {
            notes.add("The formula has no lifetime: the shop is less than a year old or nobody was active a year ago.");
        }
        return new CltvModel(
                customers,
                repeatCustomers,
                purchaseFits,
                gammaGammaFit,
                purchaseDays == 0 ? 0 : Money.units(completedValue) / purchaseDays,
                RefundShare.fit(completedValue, refundedValue, orders),
                Margin.fit(costedOrders, costedValue, cost, options.margin()),
                formula,
                options,
                notes,
                hasOwnFits);
    }

    /** The very fit that was handed in stands in for one that failed. */
    private static boolean isOwn(@Nullable Object fit, @Nullable Object older) {
        return fit != null && fit != older;
    }

    private PurchaseFits fitPurchases(CltvOptions options, @Nullable PurchaseFits older, List<String> notes) {
        PurchaseCounts all = counts.build();
        PurchaseFit bgNbd = fitted(PurchaseFamily.BG_NBD, all, older == null ? null : older.bgNbd(), notes);
        if (options.isAuto()) {
            Map<String, PurchaseCounts> ofMarkets = new TreeMap<>();
            markets.forEach((market, builder) -> ofMarkets.put(market, builder.build()));
            return new AutoFit(all, bgNbd, notes).fit(holdOut, holdOutWeeks, ofMarkets);
        }
        PurchaseFamily family = PurchaseFamily.of(options.model());
        if (family == PurchaseFamily.BG_NBD) {
            return PurchaseFits.plain(bgNbd);
        }
        PurchaseFit pooled = older == null ? null : older.pooled();
        boolean isSame = pooled != null && pooled.model().name().equals(family.code());
        return PurchaseFits.plain(bgNbd, fitted(family, all, isSame ? pooled : null, notes));
    }

    private static @Nullable PurchaseFit fitted(
            PurchaseFamily family, PurchaseCounts all, @Nullable PurchaseFit older, List<String> notes) {
        try {
            PurchaseFit fit = family.fit(all);
            addLimits(family.title(), fit.limits(), notes);
            return fit;
        } catch (FitException e) {
            addFailure(e, older == null ? "Expected orders and CLTV are unknown." : OLDER, notes);
            return older;
        }
    }

    private @Nullable GammaGammaFit fitGammaGamma(@Nullable GammaGammaFit older, List<String> notes) {
        try {
            GammaGammaFit fit = GammaGammaFit.fit(
                    Arrays.copyOf(repeatPurchases, repeatCustomers), Arrays.copyOf(meanPurchases, repeatCustomers));
            addLimits("Gamma-Gamma", fit.limits(), notes);
            return fit;
        } catch (FitException e) {
            addFailure(e, older == null ? "The pooled mean order value is used for every customer." : OLDER, notes);
            return older;
        }
    }

    private static void addLimits(String family, List<String> limits, List<String> notes) {
        if (!limits.isEmpty()) {
            notes.add(family + " is a limit of its family: " + String.join(", ", limits) + ".");
        }
    }

    private static void addFailure(FitException failure, String consequence, List<String> notes) {
        notes.add(failure.getMessage() + ". " + consequence);
    }

    private void addSpend(int x, double meanPurchase) {
        if (repeatCustomers == repeatPurchases.length) {
            repeatPurchases = Arrays.copyOf(repeatPurchases, 2 * repeatCustomers);
            meanPurchases = Arrays.copyOf(meanPurchases, 2 * repeatCustomers);
        }
        repeatPurchases[repeatCustomers] = x;
        meanPurchases[repeatCustomers++] = meanPurchase;
    }
}
