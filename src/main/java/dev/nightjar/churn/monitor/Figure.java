package dev.nightjar.churn.monitor;

import org.jspecify.annotations.Nullable;

/**
 * One figure of a past night.
 *
 * @param metric its name, no two the same in a night, such as {@code auc} or {@code realised_churn_decile_10}
 * @param dimension what its customers are grouped by: {@code decile} or {@code risk}; null for all of them
 * @param member which of these groups, such as {@code 10} or {@code high}; null for all customers
 * @param value never NaN; null where it is not defined, such as the AUC of customers who all stayed
 */
public record Figure(
        String metric,
        @Nullable String dimension,
        @Nullable String member,
        @Nullable Double value) {

    /** @throws IllegalArgumentException if the value is NaN, or there is a dimension without a member */
    public Figure {
        if (value != null && value.isNaN()) {
            throw new IllegalArgumentException("figure " + metric + " must be a number or missing, was NaN");
        }
        if ((dimension == null) != (member == null)) {
            throw new IllegalArgumentException("figure " + metric + " must have dimension and member or neither, was "
                    + dimension + ", " + member);
        }
    }

    /** A figure of all customers; NaN stands for a missing value. */
    static Figure of(String metric, double value) {
        return new Figure(metric, null, null, Double.isNaN(value) ? null : Double.valueOf(value));
    }

    /** A figure of a group of customers; NaN stands for a missing value. */
    static Figure of(String metric, String dimension, String member, double value) {
        return new Figure(
                metric + "_" + dimension + "_" + member,
                dimension,
                member,
                Double.isNaN(value) ? null : Double.valueOf(value));
    }
}
