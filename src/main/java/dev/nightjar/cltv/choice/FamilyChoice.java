package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One family's answer to what customers did in a hold-out period: its fit on what was known before, and its log score, the
 * mean over customers of ln P(N = n), n being how often the customer bought in the period. It is the likelihood of what
 * followed, per customer; nearer to 0 is better.
 *
 * @param family which
 * @param past its fit on what was known before the period
 * @param logScore 0 or less
 */
record FamilyChoice(PurchaseFamily family, PurchaseFit past, double logScore) {

    /** What a single customer's probability counts at least: one whom no model can explain does not choose for all. */
    private static final double LEAST_PROBABILITY = 1e-9;

    /**
     * All families that can be fitted, best first; equal ones in the order of the families.
     *
     * @param weeks length of the period
     * @param notes is told of the families that cannot
     */
    static List<FamilyChoice> ranked(HoldOutCounts holdOut, double weeks, List<String> notes) {
        PurchaseCounts past = holdOut.past();
        List<FamilyChoice> choices = new ArrayList<>();
        for (PurchaseFamily family : PurchaseFamily.values()) {
            try {
                PurchaseFit fit = family.fit(past);
                choices.add(new FamilyChoice(family, fit, logScore(fit.model(), holdOut, weeks)));
            } catch (FitException e) {
                notes.add("Before the hold-out period: " + e.getMessage() + ". It is not chosen.");
            }
        }
        choices.sort(Comparator.comparingDouble(choice -> -choice.logScore()));
        return choices;
    }

    /** The mean over customers of ln P(N = n). */
    static double logScore(PurchaseModel model, HoldOutCounts holdOut, double weeks) {
        double sum = 0;
        double[] distribution = {};
        for (int i = 0; i < holdOut.size(); i++) {
            if (i == 0 || !holdOut.isSamePast(i)) {
                distribution = model.purchaseDistribution(holdOut.summary(i), weeks);
            }
            int n = holdOut.laterPurchases()[i];
            double probability = n < distribution.length ? distribution[n] : 0;
            sum += holdOut.customers()[i] * Math.log(Math.max(LEAST_PROBABILITY, probability));
        }
        return sum / holdOut.totalCustomers();
    }
}
