package dev.nightjar.job.cltv;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.choice.CorrectedModel;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.quality.HoldOutCustomer;
import dev.nightjar.cltv.quality.HoldOutEvaluation;
import dev.nightjar.cltv.quality.HoldOutQuality;
import dev.nightjar.cltv.quality.RepeatTracking;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.job.partition.InOrder;
import dev.nightjar.score.HoldOutCustomers;
import dev.nightjar.score.LaterPurchases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fit of a night: fits the same on what was known before a hold-out period at the end of the history, with the
 * choice and the corrections of {@code auto} from that alone, and compares. All customers are in memory at once, some 200 bytes each.
 */
public final class HoldOutCheck {

    /** Fewer say too little. */
    private static final int LEAST_CUSTOMERS = 100;

    private static final int LEAST_REPEAT_CUSTOMERS = 20;
    private static final int CUSTOMERS_AT_ONCE = 4096;

    private final int activeWithinDays;
    private final int historyDays;
    private final @Nullable Period period;

    /**
     * Of the fit of a night.
     *
     * @param options of the night; the horizon becomes that of the period
     * @param activeWithinDays a customer is active while the last order is at most this old
     * @param shopFirstOrderDay day of the first completed order of all, days since 1970-01-01
     * @param asOfDay days since 1970-01-01
     */
    public HoldOutCheck(CltvOptions options, int activeWithinDays, int shopFirstOrderDay, int asOfDay) {
        this.activeWithinDays = activeWithinDays;
        this.historyDays = asOfDay - shopFirstOrderDay;
        HoldOutPeriod days = HoldOutPeriod.of(shopFirstOrderDay, asOfDay, options.horizonDays());
        this.period = days == null ? null : new Period(options, shopFirstOrderDay, days);
    }

    /** Adds the customers of a bucket, with their events before the as-of date. */
    public void add(BucketHistory bucket) {
        if (period != null) {
            period.choice.add(bucket);
            period.customers.addAll(period.reader.of(bucket, period.tracking));
        }
    }

    /**
     * The check of all buckets as JSON, or a {@code note} why there is none.
     *
     * @param threads at least 1; the result does not depend on them
     */
    public Map<String, @Nullable Object> result(int threads) throws IOException {
        if (period == null) {
            return note("the shop is too young: expected eight weeks of orders, was " + historyDays + " days");
        }
        CltvModel past = fit(period);
        PurchaseFit pooled = past.purchaseFits().pooled();
        int customers = period.customers.size();
        if (customers < LEAST_CUSTOMERS || past.repeatCustomers() < LEAST_REPEAT_CUSTOMERS || pooled == null) {
            return note("too few customers before the period: expected " + LEAST_CUSTOMERS + ", "
                    + LEAST_REPEAT_CUSTOMERS + " of them with a repeat purchase, and a fit, was " + customers + " and "
                    + past.repeatCustomers());
        }
        HoldOutEvaluation evaluation = new HoldOutEvaluation(past, period.firstDay);
        evaluate(evaluation, period.customers, threads);
        HoldOutQuality quality = Objects.requireNonNull(evaluation.result());
        return HoldOutJson.of(
                period.firstDay,
                pooled.model().name(),
                quality,
                period.tracking.weeks(CorrectedModel.uncorrected(pooled.model())));
    }

    private static void evaluate(HoldOutEvaluation evaluation, List<HoldOutCustomer> customers, int threads)
            throws IOException {
        int parts = (customers.size() + CUSTOMERS_AT_ONCE - 1) / CUSTOMERS_AT_ONCE;
        Iterator<HoldOutCustomer> next = customers.iterator();
        InOrder.forEach(
                parts,
                threads,
                part ->
                        customers
                                .subList(
                                        part * CUSTOMERS_AT_ONCE,
                                        Math.min(customers.size(), (part + 1) * CUSTOMERS_AT_ONCE))
                                .stream()
                                .map(evaluation::expected)
                                .toList(),
                expected -> expected.forEach(one -> evaluation.add(next.next(), one)));
    }

    private CltvModel fit(Period of) {
        CltvFit fit = new CltvFit(of.firstDay, activeWithinDays);
        of.customers.forEach(customer -> fit.add(customer.past(), customer.lastOrderDayYearAgo()));
        of.choice.giveTo(fit);
        return fit.fit(of.options, null, null);
    }

    private static Map<String, @Nullable Object> note(String why) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("note", "No check on a hold-out period: " + why + ".");
        return json;
    }

    /** What is collected for a period. */
    private static final class Period {

        private final int firstDay;
        private final CltvOptions options;
        private final HoldOutCustomers reader;
        private final RepeatTracking tracking;
        private final LaterPurchases choice;
        private final List<HoldOutCustomer> customers = new ArrayList<>();

        private Period(CltvOptions night, int shopFirstOrderDay, HoldOutPeriod days) {
            firstDay = days.firstDay();
            options = new CltvOptions(
                    night.model(), days.days(), night.annualDiscountRate(), night.margin(), night.market());
            reader = new HoldOutCustomers(days, options);
            tracking = new RepeatTracking(shopFirstOrderDay, days.endDay());
            // auto chose without the period: by the end of what came before it
            choice = LaterPurchases.of(options, shopFirstOrderDay, firstDay);
        }
    }
}
