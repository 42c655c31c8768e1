package dev.nightjar.job.cltv;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.quality.HoldOutCustomer;
import dev.nightjar.cltv.quality.HoldOutEvaluation;
import dev.nightjar.cltv.quality.HoldOutQuality;
import dev.nightjar.cltv.quality.RepeatTracking;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.score.HoldOutCustomers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fit of a night: fits the same on what was known before a hold-out period at the end of the history, and
 * compares. All customers are in memory at once, some 200 bytes each.
 */
public final class HoldOutCheck {

    /** Fewer say too little. */
    private static final int LEAST_CUSTOMERS = 100;

    private static final int LEAST_REPEAT_CUSTOMERS = 20;

    private final CltvOptions options;
    private final int activeWithinDays;

    /** Reads the events of a bucket. */
    @FunctionalInterface
    public interface Histories {

        /** The events of this bucket before the as-of date. */
        BucketHistory read(int bucket) throws IOException;
    }

    /**
     * @param options of the night; the horizon becomes that of the period
     * @param activeWithinDays a customer is active while the last order is at most this old
     */
    public HoldOutCheck(CltvOptions options, int activeWithinDays) {
        this.options = options;
        this.activeWithinDays = activeWithinDays;
    }

    /**
     * The check as JSON, or a {@code note} why there is none.
     *
     * @param shopFirstOrderDay day of the first completed order of all, days since 1970-01-01
     * @param asOfDay days since 1970-01-01
     */
    public Map<String, @Nullable Object> run(int shopFirstOrderDay, int asOfDay, int buckets, Histories histories)
            throws IOException {
        HoldOutPeriod period = HoldOutPeriod.of(shopFirstOrderDay, asOfDay, options.horizonDays());
        if (period == null) {
            return note("the shop is too young: expected eight weeks of orders, was " + (asOfDay - shopFirstOrderDay)
                    + " days");
        }
        int firstDay = period.firstDay();
        HoldOutCustomers reader = new HoldOutCustomers(firstDay, asOfDay, options.annualDiscountRate());
        RepeatTracking tracking = new RepeatTracking(shopFirstOrderDay, asOfDay);
        List<HoldOutCustomer> customers = new ArrayList<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
            customers.addAll(reader.of(histories.read(bucket), tracking));
        }
        CltvModel past = fit(customers, period);
        PurchaseFit pooled = past.purchaseFits().pooled();
        if (customers.size() < LEAST_CUSTOMERS || past.repeatCustomers() < LEAST_REPEAT_CUSTOMERS || pooled == null) {
            return note("too few customers before the period: expected " + LEAST_CUSTOMERS + ", "
                    + LEAST_REPEAT_CUSTOMERS + " of them with a repeat purchase, and a fit, was " + customers.size()
                    + " and " + past.repeatCustomers());
        }
        HoldOutEvaluation evaluation = new HoldOutEvaluation(past, firstDay);
        customers.forEach(evaluation::add);
        HoldOutQuality quality = Objects.requireNonNull(evaluation.result());
        return HoldOutJson.of(firstDay, pooled.model().name(), quality, tracking.weeks(pooled.model()));
    }

    private CltvModel fit(List<HoldOutCustomer> customers, HoldOutPeriod period) {
        CltvFit fit = new CltvFit(period.firstDay(), activeWithinDays);
        customers.forEach(customer -> fit.add(customer.past(), customer.lastOrderDayYearAgo()));
        CltvOptions ofPeriod =
                new CltvOptions(options.model(), period.days(), options.annualDiscountRate(), options.margin());
        return fit.fit(ofPeriod, null, null);
    }

    private static Map<String, @Nullable Object> note(String why) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("note", "No check on a hold-out period: " + why + ".");
        return json;
    }
}
