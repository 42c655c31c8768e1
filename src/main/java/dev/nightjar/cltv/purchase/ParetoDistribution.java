package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.calculus.GaussLegendre;

/**
 * The distribution of purchases of a Pareto/NBD customer in a window: negative binomial over the time until it is gone or
 * the window ends, mixed over that time. The mixture has a point at the end and a density before, which is taken at
 * Gauss-Legendre points of the square root of time, where a number of purchases has the same spread everywhere.
 */
final class ParetoDistribution {

    /** Longest piece of integration, in square roots of expected purchases, whose spread is a half. */
    private static final double LONGEST_PIECE = 3;

    private static final double LONGEST_LOG_PIECE = 2;
    private static final int MOST_PIECES = 200;

    private final double shape;

    /** Probability of each length of time, and the logarithm of its share u / (1 + u), u in units of the scale. */
    private final double[] weight;

    private final double[] logFactor;
    private final double[] logCount;

    ParetoDistribution(double shape, double alpha, double s, double beta, double weeks) {
        this.shape = shape;
        double mean = shape * weeks / alpha;
        int pieces = weeks == 0
                ? 0
                : (int) Math.min(
                        MOST_PIECES,
                        1 + Math.sqrt(mean) / LONGEST_PIECE + Math.log1p(weeks / beta) / LONGEST_LOG_PIECE);
        int points = pieces * GaussLegendre.POINTS;
        this.weight = new double[points + 1];
        this.logFactor = new double[points + 1];
        this.logCount = new double[points + 1];
        double root = Math.sqrt(weeks);
        double before = 0;
        for (int i = 0; i < points; i++) {
            int piece = i / GaussLegendre.POINTS;
            double z = root * (piece + 0.5 + 0.5 * GaussLegendre.node(i % GaussLegendre.POINTS)) / pieces;
            double density = Math.exp(-(s + 1) * Math.log1p(z * z / beta)) * z;
            weight[i] = GaussLegendre.weight(i % GaussLegendre.POINTS) * density;
            before += weight[i];
            setTime(i, z * z / alpha);
        }
        // What the points miss of the mass is spread over them, so that probabilities sum to 1.
        double gone = -Math.expm1(-s * Math.log1p(weeks / beta));
        for (int i = 0; i < points; i++) {
            weight[i] *= before == 0 ? 0 : gone / before;
        }
        weight[points] = before == 0 ? 1 : 1 - gone;
        setTime(points, weeks / alpha);
    }

    /** P(N = n) at index n, for a customer that is alive with this probability. */
    double[] counts(double alive) {
        return CountDistribution.collected(n -> {
            double growth = n == 0 ? 0 : Math.log((shape + n - 1) / n);
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                logCount[i] += n == 0 ? 0 : growth + logFactor[i];
                sum += weight[i] * Math.exp(logCount[i]);
            }
            return alive * sum + (n == 0 ? 1 - alive : 0);
        });
    }

    private void setTime(int i, double u) {
        logFactor[i] = Math.log(u) - Math.log1p(u);
        logCount[i] = -shape * Math.log1p(u);
    }
}
