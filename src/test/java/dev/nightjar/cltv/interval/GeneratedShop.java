package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Customers drawn from BG/NBD and Gamma-Gamma with known parameters, up to an as-of date and beyond it; the same for the
 * same seed. Times are a continuum: purchases of one day stay apart, because the models do not know days.
 */
public final class GeneratedShop {

    /** Days since 1970-01-01. */
    public static final int AS_OF = 20_500;

    private static final double R = 0.75;
    private static final double ALPHA = 6;
    private static final double A = 0.8;
    private static final double B = 2.6;
    private static final double P = 4;
    private static final double Q = 4.5;
    private static final double V = 45;

    private final Random random;
    private final CltvOptions options;
    private final List<Customer> customers = new ArrayList<>();

    /**
     * One customer.
     *
     * @param past before the as-of date
     * @param purchases within the horizon
     * @param value of those, each discounted from its day
     */
    public record Customer(ValueInput past, int purchases, double value) {}

    /** @param longestAgeDays first purchases are spread evenly over so many days before the as-of date */
    public GeneratedShop(long seed, int size, int longestAgeDays, CltvOptions options) {
        this.random = new Random(seed);
        this.options = options;
        for (int i = 0; i < size; i++) {
            customers.add(customer(random.nextInt(longestAgeDays)));
        }
    }

    /** In the order they were drawn. */
    public List<Customer> customers() {
        return customers;
    }

    /** The model as a night would fit it. */
    CltvModel fit() {
        CltvFit fit = new CltvFit(AS_OF, 365);
        customers.forEach(customer -> fit.add(customer.past(), Integer.MIN_VALUE));
        return fit.fit(options, null, null);
    }

    private Customer customer(int ageDays) {
        double age = ageDays / 7.0;
        double end = age + options.horizonDays() / 7.0;
        double rate = gamma(R) / ALPHA;
        double stays = gamma(B);
        double dropOut = 1 - stays / (stays + gamma(A));
        double spendRate = gamma(Q) / V;
        double first = gamma(P) / spendRate;
        double repeatValue = 0;
        double futureValue = 0;
        double last = 0;
        int x = 0;
        int future = 0;
        double next = exponential(rate);
        while (next < end) {
            double value = gamma(P) / spendRate;
            if (next < age) {
                x++;
                last = next;
                repeatValue += value;
            } else {
                future++;
                futureValue += value * Math.pow(1 + options.annualDiscountRate(), -(next - age) * 7 / 365);
            }
            next = random.nextDouble() < dropOut ? Double.POSITIVE_INFINITY : next + exponential(rate);
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
        return new Customer(past, future, futureValue);
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
