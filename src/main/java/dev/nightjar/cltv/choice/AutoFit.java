package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.cltv.purchase.PurchaseFits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fits the purchase models of {@code cltv.model: auto}.
 *
 * <p>All families are fitted on what was known before a hold-out period; the one under which what followed is most likely
 * is fitted on all there is. What customers did in the period corrects it by x, and markets get parameters of their own.
 * Without a period, or with too few customers before it, BG/NBD is used as it is: there is nothing to choose by.
 */
public final class AutoFit {

    /** Customers by which the families are compared; more change no choice. */
    private static final long MOST_COMPARED = 100_000;

    /** Fewer, or fewer repeat buyers among them, choose nothing. */
    private static final long LEAST_CUSTOMERS = 200;

    private static final long LEAST_REPEAT_CUSTOMERS = 50;

    private final PurchaseCounts counts;
    private final @Nullable PurchaseFit bgNbd;
    private final List<String> notes;

    /**
     * @param counts all customers
     * @param bgNbd BG/NBD fitted on them, or older parameters, or null
     * @param notes is told what was chosen, and what fell back and why
     */
    public AutoFit(PurchaseCounts counts, @Nullable PurchaseFit bgNbd, List<String> notes) {
        this.counts = counts;
        this.bgNbd = bgNbd;
        this.notes = notes;
    }

    /**
     * The models.
     *
     * @param holdOut what customers did in the period; null where there is none
     * @param weeks length of the period
     * @param markets the customers of each market
     */
    public PurchaseFits fit(@Nullable HoldOutCounts holdOut, double weeks, Map<String, PurchaseCounts> markets) {
        List<FamilyChoice> choices = choices(holdOut, weeks);
        for (FamilyChoice choice : choices) {
            PurchaseFit fit = fitted(choice.family());
            if (fit != null && holdOut != null) {
                Corrections corrections = Corrections.learnt(choice.past(), holdOut.sample(MOST_COMPARED), weeks);
                notes.add(chosen(choice.family(), choices));
                List<Double> factors = corrections.factors();
                return new PurchaseFits(
                        bgNbd,
                        corrected(fit, factors),
                        corrected(markets(fit, markets), factors),
                        corrections.logCovariance(),
                        scores(choices));
            }
        }
        notes.add("cltv.model auto: nothing to choose by, so BG/NBD's plain values: expected a hold-out period with "
                + LEAST_CUSTOMERS + " customers before it, " + LEAST_REPEAT_CUSTOMERS
                + " of them with a repeat purchase.");
        return new PurchaseFits(bgNbd, bgNbd, bgNbd == null ? Map.of() : markets(bgNbd, markets), List.of(), Map.of());
    }

    private List<FamilyChoice> choices(@Nullable HoldOutCounts holdOut, double weeks) {
        if (holdOut == null) {
            return List.of();
        }
        PurchaseCounts past = holdOut.past();
        return past.totalCustomers() < LEAST_CUSTOMERS || past.repeatCustomers() < LEAST_REPEAT_CUSTOMERS
                ? List.of()
                : FamilyChoice.ranked(holdOut.sample(MOST_COMPARED), weeks, notes);
    }

    private @Nullable PurchaseFit fitted(PurchaseFamily family) {
        if (family == PurchaseFamily.BG_NBD) {
            return bgNbd;
        }
        try {
            return family.fit(counts);
        } catch (FitException e) {
            notes.add(e.getMessage() + ". The next best model is used.");
            return null;
        }
    }

    private Map<String, PurchaseFit> markets(PurchaseFit pooled, Map<String, PurchaseCounts> markets) {
        boolean isOne =
                markets.size() == 1 && markets.values().iterator().next().totalCustomers() == counts.totalCustomers();
        return isOne ? Map.of() : MarketFits.of(pooled, markets, notes);
    }

    private static Map<String, PurchaseFit> corrected(Map<String, PurchaseFit> fits, List<Double> factors) {
        Map<String, PurchaseFit> corrected = new TreeMap<>();
        fits.forEach((market, fit) -> corrected.put(market, corrected(fit, factors)));
        return corrected;
    }

    private static PurchaseFit corrected(PurchaseFit fit, List<Double> factors) {
        return fit.withModel(new CorrectedModel(fit.model(), factors));
    }

    private static Map<String, Double> scores(List<FamilyChoice> choices) {
        Map<String, Double> scores = new LinkedHashMap<>();
        choices.forEach(choice -> scores.put(choice.family().code(), choice.logScore()));
        return scores;
    }

    private static String chosen(PurchaseFamily family, List<FamilyChoice> choices) {
        return "cltv.model auto: " + family.title() + ", by the mean log score on the hold-out period: "
                + choices.stream()
                        .map(choice -> String.format(
                                Locale.ROOT, "%s %.5f", choice.family().title(), choice.logScore()))
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
