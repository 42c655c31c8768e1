package dev.nightjar.cltv.interval;

import java.util.List;

/** What is left open of an expected value. Its parts add up over the customers of a segment. */
final class Uncertainty {

    private Uncertainty() {}

    /**
     * The variance of a sum from that of the parameters, by the delta method: gradient' × covariance × gradient.
     *
     * @param gradient derivatives by the log parameters
     * @param covariance of the log parameters; where it is empty the parameters count as known
     */
    static double variance(double[] gradient, List<List<Double>> covariance) {
        double variance = 0;
        for (int i = 0; i < covariance.size(); i++) {
            List<Double> row = covariance.get(i);
            for (int j = 0; j < row.size(); j++) {
                variance += gradient[i] * row.get(j) * gradient[j];
            }
        }
        return Math.max(0, variance);
    }
}
