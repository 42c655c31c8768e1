package dev.nightjar.churn.evaluation;

import java.util.Locale;

/**
 * Something a person should know before trusting, or missing, a churn model.
 *
 * @param severity how much it matters
 * @param code short and stable, such as {@code base_rate_moved}
 * @param table canonical table that it concerns, such as {@code orders}; empty if none
 * @param column its column; empty if none
 * @param details whole sentences with the values, and what to do
 */
public record UsabilityFinding(Severity severity, String code, String table, String column, String details) {

    /** Its code and, in brackets, what it concerns: {@code base_rate_moved}, {@code minimum_data (orders.ordered_at)}. */
    public String codeAndPlace() {
        if (table.isEmpty()) {
            return code;
        }
        return code + " (" + (column.isEmpty() ? table : table + "." + column) + ")";
    }

    /** How much a finding matters. */
    public enum Severity {
        /** There is no new model. */
        ERROR,
        /** There is one, with a doubt. */
        WARNING,
        /** It could be better. */
        RECOMMENDATION;

        /** The name in tables. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
