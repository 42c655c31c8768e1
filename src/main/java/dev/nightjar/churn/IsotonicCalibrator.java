package dev.nightjar.churn;

import java.util.Arrays;

/**
 * The increasing step function closest to what happened (pool adjacent violators), its steps replaced by straight lines
 * between the centres of the blocks. Beyond the outermost centres the log-odds go on with a gentle slope, so the curve
 * rises strictly everywhere and never reaches 0 or 1.
 *
 * @param scores centres of the blocks, strictly ascending, at least one
 * @param probabilities churn rate of each block, strictly ascending, above 0 and below 1
 * @param tailSlope log-odds for each unit of the score beyond the outermost centres, above 0 and finite
 */
public record IsotonicCalibrator(double[] scores, double[] probabilities, double tailSlope)
        implements ProbabilityCalibrator {

    /** Rise of the tails in log-odds for each standard deviation of the scores that were fitted. */
    private static final double TAIL_RISE = 0.1;

    /** @throws IllegalArgumentException if there is no block or a component is out of bounds */
    public IsotonicCalibrator {
        scores = scores.clone();
        probabilities = probabilities.clone();
        boolean isSound = scores.length > 0
                && scores.length == probabilities.length
                && isAscending(scores)
                && isAscending(probabilities)
                && probabilities[0] > 0
                && probabilities[probabilities.length - 1] < 1
                && Double.isFinite(scores[0])
                && Double.isFinite(scores[scores.length - 1])
                && tailSlope > 0
                && tailSlope < Double.POSITIVE_INFINITY;
        if (!isSound) {
            throw new IllegalArgumentException("isotonic calibrator must have ascending finite scores and ascending"
                    + " probabilities within 0 and 1, and a tail slope above 0, was scores " + Arrays.toString(scores)
                    + ", probabilities " + Arrays.toString(probabilities) + ", tail slope " + tailSlope);
        }
    }

    /**
     * Fits the curve. Neighbouring scores are first pooled in groups of at least √n / 2 customers, so that a few
     * customers at either end do not make a step of their own.
     *
     * @param scores length n, at least 1, finite; higher means more likely to leave
     * @param churned length n; one class only gives a rate just inside 0 or 1
     * @throws IllegalArgumentException if there is no row, the lengths differ, or a score is not finite
     */
    public static IsotonicCalibrator fit(double[] scores, boolean[] churned) {
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score to calibrate must be finite, was " + score);
            }
        }
        ScoreGroups groups = ScoreGroups.of(scores, churned);
        if (groups.size() == 0) {
            throw new IllegalArgumentException("calibration needs at least one row");
        }
        Blocks blocks = new Blocks(groups.size(), scores.length);
        int smallest = (int) Math.ceil(Math.sqrt(scores.length) / 2);
        for (int from = 0; from < groups.size(); ) {
            from = blocks.append(groups, from, smallest);
        }
        double spread = spread(groups);
        return new IsotonicCalibrator(blocks.centres(), blocks.rates(), TAIL_RISE / (spread > 0 ? spread : 1));
    }

    @Override
    public double probability(double score) {
        if (Double.isNaN(score)) {
            return Double.NaN;
        }
        int last = scores.length - 1;
        if (score <= scores[0]) {
            return tail(0, score);
        }
        if (score >= scores[last]) {
            return tail(last, score);
        }
        int found = Arrays.binarySearch(scores, score);
        int below = found >= 0 ? found : -found - 2;
        double step = (score - scores[below]) / (scores[below + 1] - scores[below]);
        return probabilities[below] + step * (probabilities[below + 1] - probabilities[below]);
    }

    @Override
    public ProbabilityCalibrator shifted(double logOdds) {
        double[] moved = new double[probabilities.length];
        for (int block = 0; block < moved.length; block++) {
            moved[block] = ProbabilityCalibrator.sigmoid(ProbabilityCalibrator.logOdds(probabilities[block]) + logOdds);
        }
        return new IsotonicCalibrator(scores, moved, tailSlope);
    }

    private double tail(int block, double score) {
        double distance = score - scores[block];
        double rate = probabilities[block];
        return distance == 0
                ? rate
                : ProbabilityCalibrator.sigmoid(ProbabilityCalibrator.logOdds(rate) + tailSlope * distance);
    }

    private static boolean isAscending(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] > values[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static double spread(ScoreGroups groups) {
        double mean = 0;
        double squares = 0;
        long count = 0;
        for (int i = 0; i < groups.size(); i++) {
            count += groups.customers()[i];
            double distance = groups.scores()[i] - mean;
            mean += distance * groups.customers()[i] / count;
            squares += groups.customers()[i] * distance * (groups.scores()[i] - mean);
        }
        return Math.sqrt(squares / count);
    }

    /** Blocks of neighbouring scores whose churn rates ascend; a block that would break that is pooled with the one before. */
    private static final class Blocks {

        private final double[] centres;
        private final long[] customers;
        private final long[] churners;
        private int size;
        private long left;

        /** No blocks yet of so many groups and customers. */
        Blocks(int capacity, long allCustomers) {
            left = allCustomers;
            centres = new double[capacity];
            customers = new long[capacity];
            churners = new long[capacity];
        }

        /**
         * Appends the groups from an index on until they have enough customers, and all where too few would be left over;
         * returns the next group.
         */
        int append(ScoreGroups groups, int from, int smallest) {
            double first = groups.scores()[from];
            double offsets = 0;
            int next = from;
            customers[size] = 0;
            churners[size] = 0;
            while (left > 0 && (customers[size] < smallest || left < smallest)) {
                offsets += groups.customers()[next] * (groups.scores()[next] - first);
                customers[size] += groups.customers()[next];
                churners[size] += groups.churners()[next];
                left -= groups.customers()[next];
                next++;
            }
            centres[size] = Math.min(groups.scores()[next - 1], first + offsets / customers[size]);
            size++;
            while (size > 1 && breaksOrder()) {
                pool();
            }
            return next;
        }

        private boolean breaksOrder() {
            return churners[size - 1] * customers[size - 2] <= churners[size - 2] * customers[size - 1];
        }

        private void pool() {
            size--;
            double share = (double) customers[size] / (customers[size - 1] + customers[size]);
            centres[size - 1] += share * (centres[size] - centres[size - 1]);
            customers[size - 1] += customers[size];
            churners[size - 1] += churners[size];
        }

        double[] centres() {
            return Arrays.copyOf(centres, size);
        }

        /** Rates of 0 and 1, which only the outermost blocks can have, are moved inside. */
        double[] rates() {
            double[] rates = new double[size];
            for (int block = 0; block < size; block++) {
                rates[block] = (double) churners[block] / customers[block];
            }
            int last = size - 1;
            if (rates[0] == 0) {
                double next = size > 1 ? rates[1] : 1;
                rates[0] = Math.min(1.0 / (customers[0] + 2), next / 2);
            }
            if (rates[last] == 1) {
                double before = size > 1 ? rates[last - 1] : 0;
                rates[last] = Math.max(1 - 1.0 / (customers[last] + 2), (1 + before) / 2);
            }
            return rates;
        }
    }
}
