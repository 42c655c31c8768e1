package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.calculus.Information;
import dev.nightjar.cltv.calculus.ParameterSearch;
import java.util.Arrays;

/** One fit of a family to a population. */
final class PurchaseFitter {

    private final PurchaseFamily family;
    private final PurchaseCounts counts;
    private final long customers;
    private final Likelihood likelihood;

    PurchaseFitter(PurchaseFamily family, PurchaseCounts counts) {
        this.family = family;
        this.counts = counts;
        this.customers = counts.totalCustomers();
        this.likelihood = family.likelihood(counts);
    }

    PurchaseFit fit() {
        long repeatCustomers = counts.repeatCustomers();
        if (repeatCustomers == 0) {
            throw new FitException(family.title() + " not fitted: expected customers with a repeat purchase, was 0 of "
                    + customers + " customers");
        }
        ParameterSearch.Found found =
                ParameterSearch.lowest(this::meanLoss, family.parameterNames(), family.starts(counts));
        double[] p = found.parameters();
        String problem = found.problem();
        if (problem == null && Math.min(p[0], p[1]) <= ParameterSearch.LEAST) {
            problem = "the likelihood is greatest where the model ends: expected r and alpha above "
                    + ParameterSearch.LEAST + ", was r=" + p[0] + " alpha=" + p[1];
        }
        if (problem != null) {
            throw new FitException(family.title() + " not fitted: " + problem + " (" + customers + " customers, "
                    + repeatCustomers + " with a repeat purchase)");
        }
        return new PurchaseFit(
                family.model(p),
                -found.meanLoss() * customers,
                customers,
                repeatCustomers,
                found.gradientNorm(),
                Information.covariance(this::meanLoss, p, customers),
                found.limits());
    }

    private double meanLoss(double[] logParameters, double[] gradientOut) {
        double[] parameters = Arrays.stream(logParameters).map(Math::exp).toArray();
        double sum = likelihood.logLikelihood(parameters, gradientOut);
        for (int i = 0; i < gradientOut.length; i++) {
            gradientOut[i] *= -parameters[i] / customers;
        }
        return -sum / customers;
    }
}
