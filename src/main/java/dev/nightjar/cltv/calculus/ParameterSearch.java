package dev.nightjar.cltv.calculus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the positive parameters of greatest likelihood: searches over their logarithms from several starts, within 1e-6
 * to 1e4 of each.
 *
 * <p>A likelihood may have its maximum at infinity or 0, where a simpler model is the limit of the family. On the way
 * there it flattens out, so the search ends somewhere far out, at the latest at a bound, held by a steep wall outside it;
 * the result names the parameter. Inside the bounds the wall is nothing.
 */
public final class ParameterSearch {

    /** Smallest value of a parameter. */
    public static final double LEAST = 1e-6;

    private static final double GREATEST = 1e4;

    /** Outside of these a parameter counts as on its way to 0 or infinity. */
    private static final double NEAR_ZERO = 1e-4;

    private static final double BEYOND_ALL_BOUNDS = 1e3;

    /** Largest absolute derivative of the mean log-likelihood by a log parameter at which a search has converged. */
    public static final double GREATEST_GRADIENT = 1e-6;

    private static final double SEARCH_TOLERANCE = 1e-8;

    /**
     * The best of several searches.
     *
     * @param parameters in the order of the names
     * @param meanLoss there
     * @param gradientNorm largest absolute derivative of the loss, wall included, by a log parameter
     * @param limits parameters below 1e-4 or above 1e3, such as {@code a goes to 0, was 1.2E-6}
     * @param problem why the parameters must not be used; null when they may
     */
    public record Found(
            double[] parameters,
            double meanLoss,
            double gradientNorm,
            List<String> limits,
            @Nullable String problem) {}

    private final QuasiNewton.Objective meanLoss;
    private final List<String> names;

    private ParameterSearch(QuasiNewton.Objective meanLoss, List<String> names) {
        this.meanLoss = meanLoss;
        this.names = names;
    }

    /**
     * The lowest loss among the searches that converged; if none did, the lowest loss and its problem.
     *
     * @param meanLoss minus the mean log-likelihood, of log parameters
     * @param names of the parameters, for limits and problem
     * @param starts parameters to start from, not their logarithms; at least one
     */
    public static Found lowest(QuasiNewton.Objective meanLoss, List<String> names, List<double[]> starts) {
        ParameterSearch search = new ParameterSearch(meanLoss, names);
        return starts.stream()
                .map(start -> search.from(start, null))
                .min(Comparator.comparing((Found found) -> found.problem() != null)
                        .thenComparing(Found::meanLoss))
                .orElseThrow();
    }

    /**
     * The search from one start near the minimum, such as that of a sample.
     *
     * @param inverseHessian of the loss there; null where it is not known
     */
    public static Found near(
            QuasiNewton.Objective meanLoss, List<String> names, double[] start, double @Nullable [][] inverseHessian) {
        return new ParameterSearch(meanLoss, names).from(start, inverseHessian);
    }

    private Found from(double[] start, double @Nullable [][] inverseHessian) {
        double[] logStart = Arrays.stream(start).map(Math::log).toArray();
        QuasiNewton.Minimum minimum =
                QuasiNewton.minimise(this::walledLoss, logStart, SEARCH_TOLERANCE, inverseHessian);
        double[] parameters = Arrays.stream(minimum.point()).map(Math::exp).toArray();
        double loss = meanLoss.valueAt(minimum.point(), new double[parameters.length]);
        return new Found(
                parameters,
                loss,
                minimum.gradientNorm(),
                limits(parameters),
                problem(parameters, minimum.gradientNorm()));
    }

    private double walledLoss(double[] logPoint, double[] gradientOut) {
        double loss = meanLoss.valueAt(logPoint, gradientOut);
        for (int i = 0; i < logPoint.length; i++) {
            double inside = Math.max(Math.log(LEAST), Math.min(Math.log(GREATEST), logPoint[i]));
            double outside = logPoint[i] - inside;
            loss += outside * outside;
            gradientOut[i] += 2 * outside;
        }
        return loss;
    }

    /** Whether a parameter counts as on its way to 0 or infinity. */
    static boolean isLimit(double parameter) {
        return parameter < NEAR_ZERO || parameter > BEYOND_ALL_BOUNDS;
    }

    private List<String> limits(double[] parameters) {
        List<String> limits = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] < NEAR_ZERO) {
                limits.add(names.get(i) + " goes to 0, was " + parameters[i]);
            } else if (parameters[i] > BEYOND_ALL_BOUNDS) {
                limits.add(names.get(i) + " goes to infinity, was " + parameters[i]);
            }
        }
        return List.copyOf(limits);
    }

    private @Nullable String problem(double[] parameters, double gradientNorm) {
        return gradientNorm <= GREATEST_GRADIENT
                ? null
                : "the search did not converge: expected a gradient norm of at most " + GREATEST_GRADIENT + ", was "
                        + gradientNorm + " at " + names + " = " + Arrays.toString(parameters);
    }
}
