package dev.nightjar.churn.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Customers from the most to the least risky, each group of equal probabilities smoothed to its own churn rate.
 *
 * @param probabilities descending
 * @param churnersBefore length n + 1, churners among the first customers
 * @param expectedBefore length n + 1, sum of the first probabilities
 */
record Ranking(double[] probabilities, double[] churnersBefore, double[] expectedBefore) {

    static Ranking of(double[] probabilities, boolean[] churned) {
        if (probabilities.length != churned.length) {
            throw new IllegalArgumentException("expected one label per probability, was " + churned.length + " labels, "
                    + probabilities.length + " probabilities");
        }
        int[] order = IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -probabilities[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        int size = order.length;
        double[] sorted = new double[size];
        double[] churners = new double[size + 1];
        double[] expected = new double[size + 1];
        for (int from = 0; from < size; ) {
            int to = from;
            int left = 0;
            while (to < size && probabilities[order[to]] == probabilities[order[from]]) {
                left += churned[order[to++]] ? 1 : 0;
            }
            double start = churners[from];
            for (int i = from; i < to; i++) {
                sorted[i] = probabilities[order[from]];
                churners[i + 1] = start + (double) left * (i + 1 - from) / (to - from);
                expected[i + 1] = expected[i] + sorted[i];
            }
            from = to;
        }
        if (size == 0 || churners[size] == 0) {
            throw new IllegalArgumentException("evidence needs at least one customer who left, was none of " + size);
        }
        return new Ranking(sorted, churners, expected);
    }

    int customers() {
        return probabilities.length;
    }

    double churners() {
        return churnersBefore[customers()];
    }

    /** Churners among so many of the riskiest, which need be no whole number. */
    double churnersAmong(double riskiest) {
        return between(churnersBefore, riskiest);
    }

    /** The sum of so many of the greatest probabilities. */
    double expectedAmong(double riskiest) {
        return between(expectedBefore, riskiest);
    }

    /** How many customers have at least this probability. */
    int atLeast(double probability) {
        int count = 0;
        while (count < customers() && probabilities[count] >= probability) {
            count++;
        }
        return count;
    }

    private double between(double[] sums, double riskiest) {
        int whole = (int) Math.min(customers(), Math.floor(riskiest));
        double rest = riskiest - whole;
        return whole == customers() ? sums[whole] : sums[whole] + rest * (sums[whole + 1] - sums[whole]);
    }
}
