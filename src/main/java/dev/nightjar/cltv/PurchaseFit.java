package dev.nightjar.cltv;

import java.io.Serializable;
import java.util.List;

/**
 * A purchase model of greatest likelihood for a population, and how well it was found.
 *
 * <p>Where the data shows none of something, the maximum lies at the edge of the family: a near 0 means that nobody is
 * seen to drop out, r beyond all bounds that customers do not differ. Such a limit is a model in its own right, used as it
 * is, and named in {@code limits}.
 *
 * @param model the parameters
 * @param logLikelihood of all customers
 * @param customers how many were fitted
 * @param repeatCustomers how many of them have a repeat purchase
 * @param gradientNorm largest absolute derivative of the mean log-likelihood by a log parameter; at most 1e-6
 * @param logCovariance n × n, of the logarithms of the parameters in the order of {@link PurchaseModel#parameters()}: the
 *     inverse of the observed information. A parameter at a limit has 0 in its row and column, as if it were known. Empty
 *     where the fit is not known any more, as for parameters of an earlier night, or says nothing of some direction
 * @param limits parameters on their way to 0 or infinity, as text; empty in the normal case
 */
public record PurchaseFit(
        PurchaseModel model,
        double logLikelihood,
        long customers,
        long repeatCustomers,
        double gradientNorm,
        List<List<Double>> logCovariance,
        List<String> limits)
        implements Serializable {

    public PurchaseFit {
        logCovariance = logCovariance.stream().map(List::copyOf).toList();
        limits = List.copyOf(limits);
    }

    /** The same fit with a model made from its own, such as a corrected one. */
    public PurchaseFit withModel(PurchaseModel other) {
        return new PurchaseFit(other, logLikelihood, customers, repeatCustomers, gradientNorm, logCovariance, limits);
    }

    /** Standard errors of the logarithms of the parameters, in their order; empty where the covariance is. */
    public double[] logStandardErrors() {
        double[] errors = new double[logCovariance.size()];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.sqrt(logCovariance.get(i).get(i));
        }
        return errors;
    }
}
