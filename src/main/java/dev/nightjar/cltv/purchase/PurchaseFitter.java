package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.calculus.Information;
import dev.nightjar.cltv.calculus.ParameterSearch;
import dev.nightjar.cltv.calculus.QuasiNewton;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One fit of a family to a population. */
final class PurchaseFitter {

    /** Large populations are searched on a sample of these customers; the last steps take everybody. */
    private static final long SAMPLE = 20_000;

    /** Curvature in every direction, per customer, that holds a market where all customers together tell nothing. */
    private static final double LEAST_CURVATURE = 1e-3;

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
        if (counts.repeatCustomers() == 0) {
            throw new FitException(family.title() + " not fitted: expected customers with a repeat purchase, was 0 of "
                    + customers + " customers");
        }
        ParameterSearch.Found found = customers >= 2 * SAMPLE ? fromSample() : fromStarts();
        return fit(found, this::meanLoss);
    }

    PurchaseFit fitNear(PurchaseFit all, double priorCustomers) {
        double[] centre = values(all);
        double[][] curvature = curvature(all, centre.length);
        double[] logCentre = Arrays.stream(centre).map(Math::log).toArray();
        QuasiNewton.Objective loss = (point, gradientOut) -> {
            double value = meanLoss(point, gradientOut);
            for (int i = 0; i < point.length; i++) {
                double pull = 0;
                for (int j = 0; j < point.length; j++) {
                    pull += curvature[i][j] * (point[j] - logCentre[j]) * priorCustomers / customers;
                }
                value += 0.5 * pull * (point[i] - logCentre[i]);
                gradientOut[i] += pull;
            }
            return value;
        };
        return fit(ParameterSearch.near(loss, family.parameterNames(), centre, null), loss);
    }

    private PurchaseFit fit(ParameterSearch.Found found, QuasiNewton.Objective loss) {
        double[] p = found.parameters();
        String problem = found.problem();
        if (problem == null && Math.min(p[0], p[1]) <= ParameterSearch.LEAST) {
            problem = "the likelihood is greatest where the model ends: expected r and alpha above "
                    + ParameterSearch.LEAST + ", was r=" + p[0] + " alpha=" + p[1];
        }
        if (problem != null) {
            throw new FitException(family.title() + " not fitted: " + problem + " (" + customers + " customers, "
                    + counts.repeatCustomers() + " with a repeat purchase)");
        }
        return new PurchaseFit(
                family.model(p),
                likelihood.logLikelihood(p, new double[p.length]),
                customers,
                counts.repeatCustomers(),
                found.gradientNorm(),
                Information.covariance(loss, p, customers),
                found.limits());
    }

    private ParameterSearch.Found fromStarts() {
        return ParameterSearch.lowest(this::meanLoss, family.parameterNames(), family.starts(counts));
    }

    /** Searches a sample from all starts, then everybody from where that ended; from all starts where that fails. */
    private ParameterSearch.Found fromSample() {
        PurchaseCounts sample = counts.sample(SAMPLE);
        if (sample.repeatCustomers() == 0) {
            return fromStarts();
        }
        PurchaseFitter ofSample = new PurchaseFitter(family, sample);
        double[] start = ofSample.fromStarts().parameters();
        double[][] inverse = Information.inverse(Information.hessian(ofSample::meanLoss, start));
        ParameterSearch.Found found = ParameterSearch.near(this::meanLoss, family.parameterNames(), start, inverse);
        return found.problem() == null ? found : fromStarts();
    }

    /** Information about the log parameters per customer of all. */
    private double[][] curvature(PurchaseFit all, int n) {
        int[] free = freeParameters(all);
        double[][] covariance = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                covariance[i][j] = all.logCovariance().get(free[i]).get(free[j]) * all.customers();
            }
        }
        double[][] information = Information.inverse(covariance);
        if (information == null || free.length == 0) {
            throw new FitException(family.title() + " not fitted: the fit of all customers has no covariance");
        }
        double[][] curvature = new double[n][n];
        for (int i = 0; i < n; i++) {
            curvature[i][i] = LEAST_CURVATURE;
        }
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                curvature[free[i]][free[j]] += information[i][j];
            }
        }
        return curvature;
    }

    private static int[] freeParameters(PurchaseFit fit) {
        List<List<Double>> covariance = fit.logCovariance();
        return IntStream.range(0, covariance.size())
                .filter(i -> covariance.get(i).get(i) > 0)
                .toArray();
    }

    private static double[] values(PurchaseFit fit) {
        return fit.model().parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
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
