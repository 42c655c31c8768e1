package dev.nightjar.cltv;

import dev.nightjar.cltv.purchase.MbgNbd;
import dev.nightjar.cltv.purchase.ParetoNbd;
import java.util.Random;

/** Customers drawn from known parameters, day by day, the same for the same seed. */
public final class SimulatedCustomers {

    private final Random random;

    public SimulatedCustomers(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Purchases under BG/NBD. Times are drawn as a continuum and rounded up to days; purchases that fall on one day stay
     * apart, because the model does not know days.
     */
    PurchaseCounts.Builder purchases(BgNbd model, int customers, int longestAgeDays) {
        return purchases((PurchaseModel) model, customers, longestAgeDays);
    }

    /** Purchases under any of the families. */
    public PurchaseCounts.Builder purchases(PurchaseModel model, int customers, int longestAgeDays) {
        PurchaseCounts.Builder builder = PurchaseCounts.builder();
        for (int i = 0; i < customers; i++) {
            int age = longestAgeDays / 2 + random.nextInt(longestAgeDays / 2 + 1);
            double rate = gamma(model.r()) / model.alpha();
            DropOut dropOut = dropOut(model);
            int x = 0;
            double last = 0;
            double next = dropOut.mayLeaveAtOnce && random.nextDouble() < dropOut.probability
                    ? Double.POSITIVE_INFINITY
                    : exponential(rate);
            while (next < Math.min(age / 7.0, dropOut.week)) {
                x++;
                last = next;
                next = random.nextDouble() < dropOut.probability ? Double.POSITIVE_INFINITY : last + exponential(rate);
            }
            builder.add(x, (int) Math.min(age, Math.round(7 * last)), age);
        }
        return builder;
    }

    /**
     * When one customer leaves.
     *
     * @param probability after each purchase
     * @param week at the latest
     */
    private record DropOut(double probability, boolean mayLeaveAtOnce, double week) {}

    private DropOut dropOut(PurchaseModel model) {
        if (model instanceof BgNbd bg) {
            return new DropOut(beta(bg.a(), bg.b()), false, Double.POSITIVE_INFINITY);
        }
        if (model instanceof MbgNbd mbg) {
            return new DropOut(beta(mbg.a(), mbg.b()), true, Double.POSITIVE_INFINITY);
        }
        ParetoNbd pareto = (ParetoNbd) model;
        return new DropOut(0, false, exponential(gamma(pareto.s()) / pareto.beta()));
    }

    /** Mean of {@code x} purchases under Gamma-Gamma with any q above 0. */
    double meanPurchase(double p, double q, double v, int x) {
        double scale = gamma(q) / v;
        return gamma(p * x) / (scale * x);
    }

    int oneTo(int most) {
        return 1 + random.nextInt(most);
    }

    private double exponential(double rate) {
        return -Math.log1p(-random.nextDouble()) / rate;
    }

    private double beta(double a, double b) {
        double left = gamma(a);
        return left / (left + gamma(b));
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
