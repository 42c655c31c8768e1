package dev.nightjar.cltv.calculus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the positive parameters of greatest likelihood: searches over their logarithms from several starts and says
 * what is wrong with the best result, if anything is.
 */
public final class ParameterSearch {

    /** Largest absolute derivative of the mean log-likelihood by a log parameter at which a search has converged. */
    public static final double GREATEST_GRADIENT = 1e-6;

    private static final double SEARCH_TOLERANCE = 1e-8;
    private static final double LEAST_PARAMETER = 1e-4;
    private static final double GREATEST_PARAMETER = 1e4;

    /**
     * The best of several searches.
     *
     * @param parameters in the order of the names
     * @param value of the objective there
     * @param gradientNorm largest absolute derivative of the objective by a log parameter
     * @param problem why the parameters must not be used; null when they may
     */
    public record Found(
            double[] parameters,
            double value,
            double gradientNorm,
            @Nullable String problem) {}

    private ParameterSearch() {}

    /**
     * The lowest value among the searches that converged to parameters within 1e-4 to 1e4; if there is none, the lowest
     * value and its problem.
     *
     * @param meanLoss minus the mean log-likelihood, of log parameters
     * @param names of the parameters, for the problem
     * @param starts parameters to start from, not their logarithms; at least one
     */
    public static Found lowest(QuasiNewton.Objective meanLoss, List<String> names, List<double[]> starts) {
        return starts.stream()
                .map(start -> search(meanLoss, names, start))
                .min(Comparator.comparing((Found found) -> found.problem() != null)
                        .thenComparing(Found::value))
                .orElseThrow();
    }

    private static Found search(QuasiNewton.Objective meanLoss, List<String> names, double[] start) {
        double[] logStart = Arrays.stream(start).map(Math::log).toArray();
        QuasiNewton.Minimum minimum = QuasiNewton.minimise(meanLoss, logStart, SEARCH_TOLERANCE);
        double[] parameters = Arrays.stream(minimum.point()).map(Math::exp).toArray();
        return new Found(
                parameters,
                minimum.value(),
                minimum.gradientNorm(),
                problem(names, parameters, minimum.gradientNorm()));
    }

    private static @Nullable String problem(List<String> names, double[] parameters, double gradientNorm) {
        for (int i = 0; i < parameters.length; i++) {
            if (!(parameters[i] >= LEAST_PARAMETER && parameters[i] <= GREATEST_PARAMETER)) {
                return "the likelihood has no maximum within bounds: expected " + names.get(i) + " to settle within "
                        + LEAST_PARAMETER + " to " + GREATEST_PARAMETER + ", was " + parameters[i];
            }
        }
        return gradientNorm <= GREATEST_GRADIENT
                ? null
                : "the search did not converge: expected a gradient norm of at most " + GREATEST_GRADIENT + ", was "
                        + gradientNorm + " at " + names + " = " + Arrays.toString(parameters);
    }
}
