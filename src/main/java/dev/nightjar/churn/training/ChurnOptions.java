package dev.nightjar.churn.training;

import dev.nightjar.churn.TrainingOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What counts as churn, and how its model is trained.
 *
 * @param horizonDays length of the churn window, 7 to 3650 days
 * @param activeWithinDays a customer whose last completed order is older is lapsed, 7 to 3650 days
 * @param trainingRows most rows that a published forest is fitted on, at least 1000
 * @param seed same rows, options and seed give the same model
 * @param riskCutOffs two probabilities, ascending, above 0 and below 1: where medium and where high risk begins
 * @param boosts ways to boost whose forests are averaged, at least one; their tree count is the most that may be used
 *     and their seed is replaced by {@code seed}
 */
public record ChurnOptions(
        int horizonDays,
        int activeWithinDays,
        int trainingRows,
        long seed,
        List<Double> riskCutOffs,
        List<TrainingOptions> boosts)
        implements Serializable {

    /**
     * Slow steps of middling trees: on half of the rows from an additive start, which knows best where inputs mostly
     * count on their own, and on all rows from the base rate, where they count together. ADR 0010 has what was tried.
     */
    public static final List<TrainingOptions> DEFAULT_BOOSTS = List.of(
            new TrainingOptions(200, 6, 16, 50, 0.04, 0.5, 0.15, true, 1),
            new TrainingOptions(200, 6, 16, 50, 0.04, 1, 0.3, false, 1));

    private static final int SHORTEST_DAYS = 7;
    private static final int LONGEST_DAYS = 3650;
    private static final int FEWEST_ROWS = 1000;

    /** @throws IllegalArgumentException listing every component that is out of bounds */
    public ChurnOptions {
        riskCutOffs = List.copyOf(riskCutOffs);
        boosts = List.copyOf(boosts);
        List<String> problems = new ArrayList<>();
        checkDays("horizon", horizonDays, problems);
        checkDays("active-within", activeWithinDays, problems);
        if (trainingRows < FEWEST_ROWS) {
            problems.add("training-rows must be at least " + FEWEST_ROWS + " but was " + trainingRows);
        }
        if (!areRiskCutOffs(riskCutOffs)) {
            problems.add(
                    "risk-cut-offs must be two probabilities, ascending, above 0 and below 1, but was " + riskCutOffs);
        }
        if (boosts.isEmpty()) {
            problems.add("boosts must hold at least one way to boost but was empty");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("churn options: " + String.join("; ", problems));
        }
    }

    /** Options with the default ways to boost. */
    public static ChurnOptions of(
            int horizonDays, int activeWithinDays, int trainingRows, long seed, List<Double> riskCutOffs) {
        return new ChurnOptions(horizonDays, activeWithinDays, trainingRows, seed, riskCutOffs, DEFAULT_BOOSTS);
    }

    private static void checkDays(String key, int days, List<String> problems) {
        if (days < SHORTEST_DAYS || days > LONGEST_DAYS) {
            problems.add(key + " must be P" + SHORTEST_DAYS + "D to P" + LONGEST_DAYS + "D but was P" + days + "D");
        }
    }

    private static boolean areRiskCutOffs(List<Double> cutOffs) {
        return cutOffs.size() == 2 && cutOffs.get(0) > 0 && cutOffs.get(0) < cutOffs.get(1) && cutOffs.get(1) < 1;
    }
}
