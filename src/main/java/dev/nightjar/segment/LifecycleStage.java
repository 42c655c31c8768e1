package dev.nightjar.segment;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stage of the relationship; every customer is in exactly one. The rules are {@link #of}, first match wins. */
public enum LifecycleStage {
    /** First order in the last 30 days, or in the horizon if that is shorter. */
    NEW,
    /** First order within the horizon, but not new. */
    ONBOARDING,
    /** Ordered within {@code active-within}, and churn is unlikely. */
    ACTIVE,
    /** As active, but churn is likelier: at least the first risk cut-off. */
    COOLING,
    /** As active, but churn is likely: at least the second risk cut-off. */
    AT_RISK,
    /** No order within {@code active-within}. */
    LAPSED,
    /** No order for twice {@code active-within}, or lapsed and hardly alive by the purchase model. */
    LOST,
    /** Ordered within the horizon after a pause longer than {@code active-within}. */
    REACTIVATED;

    /** Days after the first order during which a customer is new. */
    public static final int NEW_DAYS = 30;

    /** A lapsed customer with less probability of being alive is lost. */
    public static final double LEAST_ALIVE = 0.2;

    /** The name in the warehouse, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage of a customer; the first rule that holds decides. */
    public static LifecycleStage of(Facts facts, Limits limits) {
        int daysSinceLast = facts.daysSinceLastOrder();
        if (daysSinceLast > limits.activeWithinDays()) {
            Double alive = facts.probabilityAlive();
            boolean isHardlyAlive = alive != null && alive < LEAST_ALIVE;
            boolean isLongGone = daysSinceLast > 2L * limits.activeWithinDays();
            return isHardlyAlive || isLongGone ? LOST : LAPSED;
        }
        Integer pause = facts.pauseBeforeLastOrderDays();
        if (pause != null && pause > limits.activeWithinDays() && daysSinceLast <= limits.horizonDays()) {
            return REACTIVATED;
        }
        if (facts.daysSinceFirstOrder() <= Math.min(NEW_DAYS, limits.horizonDays())) {
            return NEW;
        }
        if (facts.daysSinceFirstOrder() <= limits.horizonDays()) {
            return ONBOARDING;
        }
        Double churn = facts.churnProbability();
        return churn == null ? byDays(daysSinceLast, limits) : byProbability(churn, limits);
    }

    private static LifecycleStage byProbability(double churn, Limits limits) {
        if (churn >= limits.highRisk()) {
            return AT_RISK;
        }
        return churn >= limits.mediumRisk() ? COOLING : ACTIVE;
    }

    /** Where no model gives a probability: one horizon without an order is cooling, two are at risk. */
    private static LifecycleStage byDays(int daysSinceLast, Limits limits) {
        if (daysSinceLast > 2L * limits.horizonDays()) {
            return AT_RISK;
        }
        return daysSinceLast > limits.horizonDays() ? COOLING : ACTIVE;
    }

    /**
     * What the rules ask of one customer as of a date.
     *
     * @param daysSinceFirstOrder as-of date minus day of the first completed order, at least 1
     * @param daysSinceLastOrder as-of date minus day of the last completed order, at least 1
     * @param pauseBeforeLastOrderDays between the last two purchase days; null when there is only one
     * @param churnProbability calibrated; null for lapsed customers and where there is no model
     * @param probabilityAlive of the purchase model; null where there is none
     */
    public record Facts(
            int daysSinceFirstOrder,
            int daysSinceLastOrder,
            @Nullable Integer pauseBeforeLastOrderDays,
            @Nullable Double churnProbability,
            @Nullable Double probabilityAlive) {}

    /**
     * The settings of the rules.
     *
     * @param activeWithinDays customers whose last order is at most this old are active, at least 1
     * @param horizonDays churn horizon, at least 1
     * @param mediumRisk first risk cut-off, 0 to 1
     * @param highRisk second risk cut-off, from {@code mediumRisk} to 1
     */
    public record Limits(int activeWithinDays, int horizonDays, double mediumRisk, double highRisk)
            implements Serializable {

        /** @throws IllegalArgumentException showing all four, if one is out of its bounds */
        public Limits {
            boolean areDays = activeWithinDays >= 1 && horizonDays >= 1;
            boolean areRisks = mediumRisk >= 0 && highRisk >= mediumRisk && highRisk <= 1;
            if (!areDays || !areRisks) {
                throw new IllegalArgumentException("lifecycle needs days of at least 1 and risk cut-offs 0 <= medium <="
                        + " high <= 1, was active within " + activeWithinDays + ", horizon " + horizonDays
                        + ", cut-offs " + mediumRisk + ", " + highRisk);
            }
        }
    }
}
