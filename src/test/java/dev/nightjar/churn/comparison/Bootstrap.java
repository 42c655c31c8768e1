package dev.nightjar.churn.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/** Differences of AUC between two scores of the same customers, over customers drawn again with replacement. */
final class Bootstrap {

    private static final int DRAWS = 500;

    private Bootstrap() {}

    /** The 2.5 % and the 97.5 % quantile of AUC(first) − AUC(second). */
    static double[] interval(double[] first, double[] second, boolean[] churned) {
        int[] firstOrder = order(first);
        int[] secondOrder = order(second);
        Random random = new Random(1);
        double[] differences = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] times = new int[churned.length];
            for (int i = 0; i < times.length; i++) {
                times[random.nextInt(times.length)]++;
            }
            differences[draw] = auc(first, firstOrder, churned, times) - auc(second, secondOrder, churned, times);
        }
        Arrays.sort(differences);
        return new double[] {differences[DRAWS / 40], differences[DRAWS - 1 - DRAWS / 40]};
    }

    private static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double auc(double[] scores, int[] order, boolean[] churned, int[] times) {
        double pairs = 0;
        double stayersBelow = 0;
        double churners = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double left = 0;
            double stayed = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                left += churned[order[to]] ? times[order[to]] : 0;
                stayed += churned[order[to]] ? 0 : times[order[to]];
                to++;
            }
            pairs += left * (stayersBelow + stayed / 2);
            stayersBelow += stayed;
            churners += left;
            from = to;
        }
        return pairs / (churners * stayersBelow);
    }
}
