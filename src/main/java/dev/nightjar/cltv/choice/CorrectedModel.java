package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import java.util.List;
import java.util.Map;

/**
 * A purchase model corrected by what customers with as many repeat purchases did. A factor of at most 1 is the share of the
 * customers that the model holds for alive who are: the others are gone. A factor above 1 is how much faster the alive ones
 * buy. Either way probabilities, expectations and distributions remain those of one process.
 *
 * @param model what is corrected
 * @param factors by x, the last for all larger x; each greater than 0
 */
public record CorrectedModel(PurchaseModel model, List<Double> factors) implements PurchaseModel {

    private static final long serialVersionUID = 1L;
    private static final double DAYS_PER_WEEK = 7;

    /**
     * @throws IllegalArgumentException unless there is a factor and all are greater than 0 and finite
     */
    public CorrectedModel {
        factors = List.copyOf(factors);
        if (factors.isEmpty() || !factors.stream().allMatch(f -> f > 0 && f < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factors must be greater than 0 and finite, was " + factors);
        }
    }

    /** The model without corrections: what it expects of customers of whom nothing is known but their first purchase. */
    public static PurchaseModel uncorrected(PurchaseModel model) {
        return model instanceof CorrectedModel corrected ? corrected.model : model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Map<String, Double> parameters() {
        return model.parameters();
    }

    @Override
    public double r() {
        return model.r();
    }

    @Override
    public double alpha() {
        return model.alpha();
    }

    @Override
    public CorrectedModel withParameters(double[] parameters) {
        return new CorrectedModel(model.withParameters(parameters), factors);
    }

    @Override
    public double probabilityAlive(PurchaseSummary summary) {
        return Math.min(1, factor(summary)) * model.probabilityAlive(summary);
    }

    @Override
    public double[] logAliveSlopes(PurchaseSummary summary) {
        return model.logAliveSlopes(summary);
    }

    @Override
    public IfAlive ifAlive(PurchaseSummary summary) {
        double speed = Math.max(1, factor(summary));
        IfAlive plain = model.ifAlive(summary);
        return speed == 1 ? plain : new Faster(plain, speed);
    }

    private double factor(PurchaseSummary summary) {
        return factors.get(Math.min(summary.repeatPurchases(), factors.size() - 1));
    }

    /** The same with time running faster for the model. */
    private record Faster(IfAlive model, double speed) implements IfAlive {

        @Override
        public double purchases(double weeks) {
            return model.purchases(speed * weeks);
        }

        /** {@inheritDoc} A year of waiting is more of the model's years. Its horizon is whole days: the share is taken there. */
        @Override
        public double discounted(int horizonDays, double annualRate) {
            int days = (int) Math.max(1, Math.round(speed * horizonDays));
            double undiscounted = model.discounted(days, 0);
            double rate = Math.expm1(Math.log1p(annualRate) / speed);
            double left = undiscounted == 0 ? 1 : model.discounted(days, rate) / undiscounted;
            return left * purchases(horizonDays / DAYS_PER_WEEK);
        }

        @Override
        public double probabilityOfPurchase(double weeks) {
            return model.probabilityOfPurchase(speed * weeks);
        }

        @Override
        public double[] distribution(double alive, double weeks) {
            return model.distribution(alive, speed * weeks);
        }
    }
}
