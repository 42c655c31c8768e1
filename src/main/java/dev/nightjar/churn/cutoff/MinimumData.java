package dev.nightjar.churn.cutoff;

import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import java.util.ArrayList;
import java.util.List;

/** How much a churn model needs to learn from and to be tested on; each check answers in words. */
public final class MinimumData {

    public static final int TEST_CUSTOMERS = 500;
    public static final int TEST_CLASS = 100;
    public static final int TEST_HORIZONS = 2;
    public static final int TRAINING_CUSTOMERS = 200;
    public static final int BASELINE_CLASS = 30;

    private MinimumData() {}

    /**
     * What the test cut-off lacks; empty if it is good enough.
     *
     * @param test the newest labelled cut-off
     * @param firstOrderDay day of the first completed order of the whole shop
     * @param plan as-of day and horizon
     */
    public static List<String> testProblems(CutOff test, int firstOrderDay, CutOffPlan plan) {
        List<String> problems = new ArrayList<>();
        if (test.size() < TEST_CUSTOMERS) {
            problems.add("the test cut-off needs " + TEST_CUSTOMERS + " active customers, was " + test.size());
        }
        if (test.smallerClass() < TEST_CLASS) {
            problems.add("the test cut-off needs " + TEST_CLASS + " customers who left and as many who stayed, was "
                    + test.churners() + " and " + (test.size() - test.churners()));
        }
        int knownDays = plan.asOfDay() - firstOrderDay;
        if (knownDays < TEST_HORIZONS * plan.horizonDays()) {
            problems.add("the first order must be " + TEST_HORIZONS + " horizons (" + TEST_HORIZONS * plan.horizonDays()
                    + " days) before the as-of date, was " + knownDays + " days");
        }
        return problems;
    }

    /** Whether a cut-off can be trained on: history, customers and both classes. */
    public static boolean isTrainable(CutOff cutOff, int firstOrderDay) {
        return cutOff.day() - firstOrderDay >= CutOffPlan.HISTORY_DAYS
                && cutOff.size() >= TRAINING_CUSTOMERS
                && cutOff.smallerClass() > 0;
    }

    /** Whether a baseline can be calibrated on this cut-off. */
    public static boolean canCalibrateBaseline(CutOff cutOff) {
        return cutOff.smallerClass() >= BASELINE_CLASS;
    }
}
