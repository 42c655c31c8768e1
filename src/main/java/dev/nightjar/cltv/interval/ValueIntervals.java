package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.GammaGammaFit;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.ValueInput;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The 90 % interval around the CLTV of one customer after the other: how many purchases there will be and what they will
 * be worth, both with what the fits leave open.
 *
 * <p>What a customer spends within the horizon is 0 unless there is a purchase, and else the sum of a random number of
 * Gamma-Gamma purchases: a mixture of beta prime variables (see {@link SumCurve}), whose 5 % and 95 % points are read
 * from tables over x and T. The uncertainty of the parameters and of the corrections by x, by the delta method from their
 * covariance, widens each side as a further independent deviation would: the squares add up. Margin, refund share and discount ratio count
 * as known. Docs: {@code docs/cltv.md}, "Intervals"; why: {@code docs/adr/0008-cltv-intervals.md}.
 *
 * <p>Safe for several threads. Tables fill as customers are asked for; results do not depend on their order.
 */
public final class ValueIntervals {

    private static final double ABOVE_HIGH = 0.05;
    private static final double ABOVE_LOW = 0.95;

    /** The 95 % point of the standard normal distribution. */
    static final double NORMAL_95 = 1.6448536269514722;

    /** Least shape with a variance: below 2 there is none, and a little more stands in. */
    private static final double LEAST_SHAPE = 2.1;

    private final CltvModel model;
    private final @Nullable GammaGamma spend;
    private final List<List<Double>> spendCovariance;
    private final List<List<Double>> correctionCovariance;
    private final IdentityHashMap<PurchaseFit, OutlookTable> tables = new IdentityHashMap<>();

    public ValueIntervals(CltvModel model) {
        this.model = model;
        GammaGammaFit fit = model.gammaGammaFit();
        this.spend = fit == null ? null : fit.model();
        this.spendCovariance = fit == null ? List.of() : fit.logCovariance();
        this.correctionCovariance = model.purchaseFits().correctionCovariance();
        if (spend != null) {
            Outlook.Horizon horizon = new Outlook.Horizon(
                    model.options().horizonDays(), model.options().annualDiscountRate());
            for (PurchaseFit purchases : model.purchaseFits().all()) {
                tables.put(purchases, new OutlookTable(purchases, spend, horizon));
            }
        }
    }

    /**
     * The interval around {@code cltv}; null where there is no purchase or no spend model: without a spend model nothing
     * is known of how values vary.
     *
     * @param cltv of this customer by this model, 0 or more; it always lies within the interval
     */
    public @Nullable ValueInterval interval(ValueInput input, double cltv) {
        OutlookTable table = table(input);
        if (spend == null || table == null) {
            return null;
        }
        OutlookTable.Between outlook = table.between(input.purchases());
        double buys = outlook.buys();
        double unit = spend.scaleAfter(input.purchases().repeatPurchases(), input.meanRepeatPurchase())
                * outlook.discountRatio()
                * model.earnedShare(input);
        double high = buys > ABOVE_HIGH ? unit * outlook.sumExceeded(ABOVE_HIGH / buys) : 0;
        double low = buys > ABOVE_LOW ? unit * outlook.sumExceeded(ABOVE_LOW / buys) : 0;
        double[] spendSlopes = spendSlopes(input);
        int correction = correction(input);
        double open = purchaseVariance(input, table.fit(), outlook.slopes())
                + Uncertainty.variance(spendSlopes, spendCovariance)
                + (correction < 0 ? 0 : correctionCovariance.get(correction).get(correction));
        double parameters = NORMAL_95 * cltv * Math.sqrt(open);
        double below = Math.hypot(Math.max(0, cltv - low), parameters);
        double above = Math.hypot(Math.max(0, high - cltv), parameters);
        return new ValueInterval(Math.max(0, cltv - below), cltv + above);
    }

    /**
     * What a customer adds to a total.
     *
     * @param cltv of this customer by this model
     */
    TotalBuilder.Part partOf(ValueInput input, double cltv) {
        OutlookTable table = table(input);
        if (spend == null || table == null) {
            return TotalBuilder.Part.unknown(cltv);
        }
        OutlookTable.Between outlook = table.between(input.purchases());
        int x = input.purchases().repeatPurchases();
        // E[sum²] of N purchases at the customer's rate ν: p² E[ν^-2] (E[N²] + E[N] / p); E[ν^-2] exceeds E[ν^-1]² by
        // meanFactor
        double shape = Math.max(LEAST_SHAPE, spend.shapeAfter(x));
        double meanFactor = (shape - 1) / (shape - 2);
        double orderValue = cltv == 0 ? 0 : valueOfOnePurchase(input, outlook);
        double variance = orderValue * cltv * meanFactor * (outlook.countRatio() + 1 / spend.p()) - cltv * cltv;
        return new TotalBuilder.Part(
                cltv,
                Math.max(0, variance),
                table.fit(),
                outlook.slopes(),
                model.purchaseFits().pooled(),
                model.purchaseFits().pooledShare(input.market()),
                spendSlopes(input),
                correction(input));
    }

    /** Covariance of the log parameters of the spend model; empty where they count as known. */
    List<List<Double>> spendCovariance() {
        return spendCovariance;
    }

    /** Covariance of the logarithms of the corrections by x; empty where there are none. */
    List<List<Double>> correctionCovariance() {
        return correctionCovariance;
    }

    /** From the fit's own parameters, and from those of all where they were drawn towards them. */
    private double purchaseVariance(ValueInput input, PurchaseFit fit, double[] slopes) {
        PurchaseFit pooled = model.purchaseFits().pooled();
        double own = Uncertainty.variance(slopes, fit.logCovariance());
        double share = model.purchaseFits().pooledShare(input.market());
        return share == 0 || pooled == null
                ? own
                : own + share * share * Uncertainty.variance(slopes, pooled.logCovariance());
    }

    /** Which correction a customer has, negative where there are none. */
    private int correction(ValueInput input) {
        return Math.min(input.purchases().repeatPurchases(), correctionCovariance.size() - 1);
    }

    private double valueOfOnePurchase(ValueInput input, OutlookTable.Between outlook) {
        GammaGamma known = Objects.requireNonNull(spend);
        return known.expectedOrderValue(input.purchases().repeatPurchases(), input.meanRepeatPurchase())
                * outlook.discountRatio()
                * model.earnedShare(input);
    }

    private @Nullable OutlookTable table(ValueInput input) {
        PurchaseFit fit = model.purchaseFit(input);
        return fit == null ? null : tables.get(fit);
    }

    /** d log (expected value of a purchase) / d log parameter, for p, q and v. */
    private double[] spendSlopes(ValueInput input) {
        GammaGamma known = Objects.requireNonNull(spend);
        int x = input.purchases().repeatPurchases();
        double below = known.p() * x + known.q() - 1;
        return new double[] {
            1 - known.p() * x / below, -known.q() / below, known.v() / known.scaleAfter(x, input.meanRepeatPurchase())
        };
    }
}
