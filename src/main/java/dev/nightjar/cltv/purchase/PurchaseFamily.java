package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.calculus.FitException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The families of purchase models: their names, their parameters, and how they are fitted. */
public enum PurchaseFamily {
    /** Fader, Hardie and Lee (2005): customers leave after a purchase. */
    BG_NBD(
            "bg-nbd",
            "BG/NBD",
            List.of("r", "alpha", "a", "b"),
            p -> new BgNbd(p[0], p[1], p[2], p[3]),
            BgNbdLikelihood::new,
            Starts.OF_PROBABILITIES),
    /** Schmittlein, Morrison and Colombo (1987): customers leave at any time. */
    PARETO_NBD(
            "pareto-nbd",
            "Pareto/NBD",
            List.of("r", "alpha", "s", "beta"),
            p -> new ParetoNbd(p[0], p[1], p[2], p[3]),
            ParetoNbdLikelihood::new,
            Starts.OF_RATES),
    /** Batislam, Denizel and Filiztekin (2007): customers leave after a purchase, the first one included. */
    MBG_NBD(
            "mbg-nbd",
            "MBG/NBD",
            List.of("r", "alpha", "a", "b"),
            p -> new MbgNbd(p[0], p[1], p[2], p[3]),
            BgNbdLikelihood::modified,
            Starts.OF_PROBABILITIES);

    private static final double DAYS_PER_WEEK = 7;

    private final String code;
    private final String title;
    private final List<String> names;
    private final Function<double[], PurchaseModel> constructor;
    private final Function<PurchaseCounts, Likelihood> likelihood;

    private final double[][] starts;

    /** r and the two parameters of the drop-out to start searches from: few and many purchases, early and late drop-out. */
    private static final class Starts {

        private static final double[][] OF_PROBABILITIES = {{0.5, 0.7, 2.5}, {2, 0.3, 3}, {0.2, 1.5, 1.5}};
        private static final double[][] OF_RATES = {{0.5, 0.6, 12}, {2, 1, 50}, {0.3, 0.3, 3}};
    }

    PurchaseFamily(
            String code,
            String title,
            List<String> names,
            Function<double[], PurchaseModel> constructor,
            Function<PurchaseCounts, Likelihood> likelihood,
            double[][] starts) {
        this.code = code;
        this.title = title;
        this.names = names;
        this.constructor = constructor;
        this.likelihood = likelihood;
        this.starts = starts;
    }

    /**
     * The family of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PurchaseFamily of(String code) {
        return Arrays.stream(values())
                .filter(family -> family.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no purchase model is called " + code));
    }

    /** The name in configuration and tables, such as {@code bg-nbd}. */
    public String code() {
        return code;
    }

    /** The name in sentences, such as BG/NBD. */
    public String title() {
        return title;
    }

    /** The names of its four parameters, in the order of the paper. */
    public List<String> parameterNames() {
        return names;
    }

    /**
     * The model with these parameters.
     *
     * @param parameters in the order of {@link #parameterNames}
     * @throws IllegalArgumentException unless all are finite and greater than 0
     */
    public PurchaseModel model(double... parameters) {
        return constructor.apply(parameters);
    }

    /** Parameters by name, in their order. */
    public Map<String, Double> named(double... parameters) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), parameters[i]);
        }
        return Collections.unmodifiableMap(named);
    }

    /**
     * Fits by maximum likelihood over the logarithms of the parameters with analytic derivatives, from three starts; the
     * best that converged wins.
     *
     * @throws FitException if nobody bought twice, no search converged, or r or alpha shrinks to nothing, which makes
     *     purchase rates either 0 or infinite
     */
    public PurchaseFit fit(PurchaseCounts counts) {
        return new PurchaseFitter(this, counts).fit();
    }

    /**
     * Fits a part of a population near the fit of all: the log-likelihood less half the squared distance of the log
     * parameters from those of all, in units of what {@code priorCustomers} of all customers would tell about them.
     *
     * @throws FitException if the search did not converge, or the fit of all has no covariance
     */
    public PurchaseFit fitNear(PurchaseFit all, double priorCustomers, PurchaseCounts counts) {
        return new PurchaseFitter(this, counts).fitNear(all, priorCustomers);
    }

    /** Log-likelihood of all customers; 0 without customers. */
    public double logLikelihood(PurchaseModel model, PurchaseCounts counts) {
        double[] parameters = model.parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return likelihood(counts).logLikelihood(parameters, new double[parameters.length]);
    }

    Likelihood likelihood(PurchaseCounts counts) {
        return likelihood.apply(counts);
    }

    /** Parameters to start searches from; alpha follows from how often the population buys. */
    List<double[]> starts(PurchaseCounts counts) {
        double purchases = 0;
        double weeks = 0;
        for (int i = 0; i < counts.size(); i++) {
            purchases += (double) counts.repeatPurchases()[i] * counts.customers()[i];
            weeks += (1 + counts.ageDays()[i]) / DAYS_PER_WEEK * counts.customers()[i];
        }
        double weeksPerPurchase = weeks / purchases;
        return Arrays.stream(starts)
                .map(start -> new double[] {start[0], start[0] * weeksPerPurchase, start[1], start[2]})
                .toList();
    }
}
