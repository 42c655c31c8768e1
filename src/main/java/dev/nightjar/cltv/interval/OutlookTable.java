package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
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
    private final PurchaseModel[] moved;
    private final AtomicReferenceArray<Outlook> outlooks = new AtomicReferenceArray<>(Levels.count() * Levels.count());

    OutlookTable(PurchaseFit fit, GammaGamma spend, Outlook.Horizon horizon) {
        this.fit = fit;
        this.spend = spend;
        this.horizon = horizon;
        double[] parameters = fit.model().parameters().values().stream()
                .mapToDouble(value -> value)
                .toArray();
        this.moved = new PurchaseModel[parameters.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = Outlook.moved(fit.model(), parameters, i);
        }
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
                    corners[corner] = outlook(isNextX ? atX + 1 : atX, isNextDay ? atDays + 1 : atDays);
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
                log += weights[i] > 0 ? weights[i] * corners[i].sum().logQuantile(probability) : 0;
            }
            return Math.exp(log);
        }

        /** d log E[N] / d log parameter, in the order of the parameters; all 0 for whoever is surely gone. */
        double[] slopes() {
            double[] slopes = new double[moved.length];
            double alive = fit.model().probabilityAlive(purchases);
            if (alive < 1e-12) {
                return slopes;
            }
            for (int parameter = 0; parameter < slopes.length; parameter++) {
                double movedAlive = moved[parameter].probabilityAlive(purchases);
                slopes[parameter] = (movedAlive - alive) / alive / Outlook.step();
                for (int i = 0; i < corners.length; i++) {
                    slopes[parameter] +=
                            weights[i] > 0 ? weights[i] * corners[i].slopes()[parameter] : 0;
                }
            }
            return slopes;
        }
    }

    private Outlook outlook(int levelX, int levelDays) {
        int index = levelX * Levels.count() + levelDays;
        Outlook outlook = outlooks.get(index);
        if (outlook == null) {
            int x = Levels.value(levelX);
            outlook = Outlook.of(fit.model(), x, Levels.value(levelDays), horizon, spend.p(), spend.shapeAfter(x));
            outlooks.set(index, outlook);
        }
        return outlook;
    }
}
