package dev.nightjar.cltv.interval;

import static java.util.Objects.requireNonNull;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.purchase.MbgNbd;
import dev.nightjar.cltv.purchase.ParetoNbd;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Customers drawn from a purchase model and Gamma-Gamma with known parameters, up to an as-of date and beyond it; the
 * same for the same seed. Times are a continuum: purchases of one day stay apart, because the models do not know days.
 */
public final class GeneratedShop {

    /** Days since 1970-01-01. */
    public static final int AS_OF = 20_500;

    /** How long before the as-of date {@link Customer#earlier} is as of. */
    public static final int CHOICE_DAYS = 142;

    private static final PurchaseModel BG_NBD = new BgNbd(0.75, 6, 0.8, 2.6);
    private static final double P = 4;
    private static final double Q = 4.5;
    private static final double V = 45;

    private final PurchaseModel truth;
    private final Random random;
    private final CltvOptions options;
    private final List<Customer> customers = new ArrayList<>();

    /**
     * One customer.
     *
     * @param past before the as-of date
     * @param purchases within the horizon
     * @param value of those, each discounted from its day
     * @param earlier what was known {@link #CHOICE_DAYS} before the as-of date; null where nothing was
     */
    public record Customer(
            ValueInput past,
            int purchases,
            double value,
            @Nullable PurchaseSummary earlier) {}

    /**
     * When one customer leaves.
     *
     * @param probability after each purchase
     * @param mayLeaveAtOnce after the first purchase, too
     * @param week at the latest
     */
    private record DropOut(double probability, boolean mayLeaveAtOnce, double week) {}

    /** BG/NBD's customers. */
    public GeneratedShop(long seed, int size, int longestAgeDays, CltvOptions options) {
        this(seed, size, longestAgeDays, options, BG_NBD);
    }

    /** @param longestAgeDays first purchases are spread evenly over so many days before the as-of date */
    public GeneratedShop(long seed, int size, int longestAgeDays, CltvOptions options, PurchaseModel truth) {
        this.truth = truth;
        this.random = new Random(seed);
        this.options = options;
        for (int i = 0; i < size; i++) {
            customers.add(customer(random.nextInt(longestAgeDays)));
        }
    }

    /** The same customers, all of one market. */
    GeneratedShop in(String market) {
        customers.replaceAll(customer -> {
            ValueInput past = customer.past();
            ValueInput there = new ValueInput(
                    past.purchases(),
                    past.meanRepeatPurchase(),
                    past.medianGapDays(),
                    past.orderCount(),
                    past.firstOrderDay(),
                    past.completedValue(),
                    past.refundedValue(),
                    past.acquisitionCost(),
                    market);
            return new Customer(there, customer.purchases(), customer.value(), customer.earlier());
        });
        return this;
    }

    /** The customers of both, with the options of the first. */
    GeneratedShop and(GeneratedShop other) {
        GeneratedShop both = new GeneratedShop(0, 0, 1, options, truth);
        both.customers.addAll(customers);
        both.customers.addAll(other.customers);
        return both;
    }

    /** In the order they were drawn. */
    public List<Customer> customers() {
        return customers;
    }

    /** What {@code auto} chooses and corrects by: the last {@link #CHOICE_DAYS} before the as-of date. */
    public HoldOutCounts choice() {
        HoldOutCounts.Builder counts = HoldOutCounts.builder();
        for (Customer customer : customers) {
            PurchaseSummary earlier = customer.earlier();
            if (earlier != null) {
                counts.add(earlier, customer.past().purchases().repeatPurchases() - earlier.repeatPurchases());
            }
        }
        return counts.build();
    }

    /** The model as a night would fit it. */
    CltvModel fit() {
        CltvFit fit = new CltvFit(AS_OF, 365).holdOut(new HoldOutPeriod(AS_OF - CHOICE_DAYS, AS_OF), choice());
        customers.forEach(customer -> fit.add(customer.past(), Integer.MIN_VALUE));
        return fit.fit(options, null, null);
    }

    private Customer customer(int ageDays) {
        double age = ageDays / 7.0;
        double end = age + options.horizonDays() / 7.0;
        double rate = gamma(truth.r()) / truth.alpha();
        DropOut dropOut = dropOut();
        double spendRate = gamma(Q) / V;
        double first = gamma(P) / spendRate;
        double repeatValue = 0;
        double futureValue = 0;
        double last = 0;
        int x = 0;
        int future = 0;
        int earlierX = 0;
        double earlierLast = 0;
        int earlierAge = ageDays - CHOICE_DAYS;
        double next = dropOut.mayLeaveAtOnce && random.nextDouble() < dropOut.probability
                ? Double.POSITIVE_INFINITY
                : exponential(rate);
        while (next < Math.min(end, dropOut.week)) {
            double value = gamma(P) / spendRate;
            if (next < age) {
                x++;
                last = next;
                repeatValue += value;
                if (7 * next < earlierAge) {
                    earlierX = x;
                    earlierLast = next;
                }
            } else {
                future++;
                futureValue += value * Math.pow(1 + options.annualDiscountRate(), -(next - age) * 7 / 365);
            }
            next = random.nextDouble() < dropOut.probability ? Double.POSITIVE_INFINITY : next + exponential(rate);
        }
        PurchaseSummary purchases = new PurchaseSummary(x, Math.min(ageDays, Math.round(7 * last)) / 7.0, age);
        ValueInput past = new ValueInput(
                purchases,
                x == 0 ? Double.NaN : repeatValue / x,
                x == 0 ? Double.NaN : 7 * last / x,
                x + 1,
                AS_OF - 1 - ageDays,
                Math.round((first + repeatValue) * Money.SCALE),
                0,
                Money.MISSING,
                null);
        return new Customer(
                past,
                future,
                futureValue,
                earlierAge < 0
                        ? null
                        : new PurchaseSummary(
                                earlierX, Math.min(earlierAge, Math.round(7 * earlierLast)) / 7.0, earlierAge / 7.0));
    }

    private DropOut dropOut() {
        if (truth instanceof ParetoNbd pareto) {
            return new DropOut(0, false, exponential(gamma(pareto.s()) / pareto.beta()));
        }
        double stays = gamma(requireNonNull(truth.parameters().get("b")));
        double leaves = gamma(requireNonNull(truth.parameters().get("a")));
        return new DropOut(1 - stays / (stays + leaves), truth instanceof MbgNbd, Double.POSITIVE_INFINITY);
    }

    private double exponential(double rate) {
        return -Math.log1p(-random.nextDouble()) / rate;
    }

    /** Marsaglia and Tsang (2000), "A simple method for generating gamma variables". */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        while (true) {
            double normal = random.nextGaussian();
            double cube = Math.pow(1 + normal / (3 * Math.sqrt(d)), 3);
            if (cube > 0 && Math.log(random.nextDouble()) < 0.5 * normal * normal + d - d * cube + d * Math.log(cube)) {
                return d * cube;
            }
        }
    }
}
