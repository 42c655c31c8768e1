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
        return share(summary) * model.probabilityAlive(summary);
    }

    @Override
    public double expectedPurchases(PurchaseSummary summary, double weeks) {
        return share(summary) * model.expectedPurchases(summary, speed(summary) * weeks);
    }

    @Override
    public double discountedPurchases(PurchaseSummary summary, int horizonDays, double annualRate) {
        double speed = speed(summary);
        if (speed == 1) {
            return share(summary) * model.discountedPurchases(summary, horizonDays, annualRate);
        }
        // Time runs faster for the model, so a year of waiting is more of its years. Its horizon is whole days: the
        // share
        // that discounting leaves is taken from there.
        int days = (int) Math.max(1, Math.round(speed * horizonDays));
        double undiscounted = model.discountedPurchases(summary, days, 0);
        double rate = Math.expm1(Math.log1p(annualRate) / speed);
        double left = undiscounted == 0 ? 1 : model.discountedPurchases(summary, days, rate) / undiscounted;
        return left * expectedPurchases(summary, horizonDays / 7.0);
    }

    @Override
    public double probabilityOfNoPurchase(PurchaseSummary summary, double weeks) {
        double share = share(summary);
        return 1 - share + share * model.probabilityOfNoPurchase(summary, speed(summary) * weeks);
    }

    @Override
    public double[] purchaseDistribution(PurchaseSummary summary, double weeks) {
        double share = share(summary);
        double[] distribution = model.purchaseDistribution(summary, speed(summary) * weeks);
        for (int n = 0; n < distribution.length; n++) {
            distribution[n] = (n == 0 ? 1 - share : 0) + share * distribution[n];
        }
        return distribution;
    }

    private double share(PurchaseSummary summary) {
        return Math.min(1, factor(summary));
    }

    private double speed(PurchaseSummary summary) {
        return Math.max(1, factor(summary));
    }

    private double factor(PurchaseSummary summary) {
        return factors.get(Math.min(summary.repeatPurchases(), factors.size() - 1));
    }
}
