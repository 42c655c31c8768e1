package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        Arrays.stream(PurchaseFamily.values())
                .parallel()
                .map(family -> tried(family, past, holdOut, weeks))
                .toList()
                .forEach(tried -> {
                    if (tried.choice() == null) {
                        notes.add("Before the hold-out period: " + tried.problem() + ". It is not chosen.");
                    } else {
                        choices.add(tried.choice());
                    }
                });
        choices.sort(Comparator.comparingDouble(choice -> -choice.logScore()));
        return choices;
    }

    /** A family's answer, or why there is none. */
    private record Tried(
            @Nullable FamilyChoice choice, @Nullable String problem) {}

    private static Tried tried(PurchaseFamily family, PurchaseCounts past, HoldOutCounts holdOut, double weeks) {
        try {
            PurchaseFit fit = family.fit(past);
            return new Tried(new FamilyChoice(family, fit, logScore(fit.model(), holdOut, weeks)), null);
        } catch (FitException e) {
            return new Tried(null, e.getMessage());
        }
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
