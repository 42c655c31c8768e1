package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseSummary;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The outlooks of one purchase model by x and T, each made when it is first asked for, and what lies between them: values
 * are interpolated on logarithmic scales of both. Safe for several threads: who comes second finds or makes the same.
 */
final class OutlookTable {

    private static final double DAYS_PER_WEEK = 7;

    private final PurchaseFit fit;
    private final GammaGamma spend;
    private final Outlook.Horizon horizon;
    private final AtomicReferenceArray<Outlook> outlooks = new AtomicReferenceArray<>(Levels.count() * Levels.count());
    private final AtomicReferenceArray<SumCurve> sums = new AtomicReferenceArray<>(Levels.count() * Levels.count());

    OutlookTable(PurchaseFit fit, GammaGamma spend, Outlook.Horizon horizon) {
        this.fit = fit;
        this.spend = spend;
        this.horizon = horizon;
    }

    PurchaseFit fit() {
        return fit;
    }

    /** The outlook of one customer; not for several threads. */
    Between between(PurchaseSummary purchases) {
        return new Between(purchases);
    }

    /** Between the four outlooks around a customer. */
    final class Between {

        private final PurchaseSummary purchases;
        private final int[] indices = new int[4];
        private final Outlook[] corners = new Outlook[4];
        private final double[] weights = new double[4];

        private Between(PurchaseSummary purchases) {
            this.purchases = purchases;
            int x = purchases.repeatPurchases();
            int days = (int) Math.round(purchases.ageWeeks() * DAYS_PER_WEEK);
            int atX = Levels.below(x);
            int atDays = Levels.below(days);
            double shareX = Levels.share(x, atX);
            double shareDays = Levels.share(days, atDays);
            for (int corner = 0; corner < corners.length; corner++) {
                boolean isNextX = corner >= 2;
                boolean isNextDay = corner % 2 == 1;
                weights[corner] = (isNextX ? shareX : 1 - shareX) * (isNextDay ? shareDays : 1 - shareDays);
                if (weights[corner] > 0) {
                    indices[corner] = (isNextX ? atX + 1 : atX) * Levels.count() + (isNextDay ? atDays + 1 : atDays);
                    corners[corner] = outlook(indices[corner]);
                }
            }
        }

        /** P(at least one purchase), 0 to 1. */
        double buys() {
            return 1 - fit.model().probabilityOfNoPurchase(purchases, horizon.weeks());
        }

        /** Discounted over undiscounted expected purchases, 0 to 1. */
        double discountRatio() {
            double ratio = 0;
            for (int i = 0; i < corners.length; i++) {
                ratio += weights[i] > 0 ? weights[i] * corners[i].discountRatio() : 0;
            }
            return ratio;
        }

        /** E[N²] / E[N]. */
        double countRatio() {
            double log = 0;
            for (int i = 0; i < corners.length; i++) {
                log += weights[i] > 0 ? weights[i] * Math.log(corners[i].countRatio()) : 0;
            }
            return Math.exp(log);
        }

        /** What is exceeded with this probability by those who buy, in units of the customer's own scale. */
        double sumExceeded(double probability) {
            double log = 0;
            for (int i = 0; i < corners.length; i++) {
                log += weights[i] > 0 ? weights[i] * sum(indices[i]).logQuantile(probability) : 0;
            }
            return Math.exp(log);
        }

        /** d log E[N] / d log parameter, in the order of the parameters. */
        double[] slopes() {
            double[] slopes = fit.model().logAliveSlopes(purchases);
            for (int i = 0; i < corners.length; i++) {
                for (int parameter = 0; parameter < slopes.length && weights[i] > 0; parameter++) {
                    slopes[parameter] += weights[i] * corners[i].slopes()[parameter];
                }
            }
            return slopes;
        }
    }

    /** @param index level of x × number of levels + level of T */
    private Outlook outlook(int index) {
        Outlook outlook = outlooks.get(index);
        if (outlook == null) {
            outlook = Outlook.of(fit.model(), x(index), days(index), horizon);
            outlooks.set(index, outlook);
        }
        return outlook;
    }

    private SumCurve sum(int index) {
        SumCurve sum = sums.get(index);
        if (sum == null) {
            sum = Outlook.sum(fit.model(), x(index), days(index), horizon, spend);
            sums.set(index, sum);
        }
        return sum;
    }

    private static int x(int index) {
        return Levels.value(index / Levels.count());
    }

    private static int days(int index) {
        return Levels.value(index % Levels.count());
    }
}
