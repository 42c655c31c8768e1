package dev.nightjar.feature.family;

import java.io.Serializable;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One feature: what it is called, what it means, and what it is built on.
 *
 * @param code name in files, models and reasons, such as {@code order_count_30d}
 * @param label what people read, such as "Orders in the last 30 days"
 * @param family group of features that belong together
 * @param kind number, category, or the answer of a fitted purchase model
 * @param unit of the value; "share" is 0 to 1
 * @param window how far back it looks: such as "30 days", or "all" for the whole history
 * @param definition one sentence, with the edge cases
 * @param needs source columns it is built on, {@code table.column} in canonical names; it exists where they do
 * @param fill what a model sees where the value is missing
 * @param hasCompanion whether a model also sees, as 0 or 1, that the value is missing
 */
public record Feature(
        String code,
        String label,
        String family,
        Kind kind,
        String unit,
        String window,
        String definition,
        Set<String> needs,
        double fill,
        boolean hasCompanion)
        implements Serializable {

    /** Where the value of a feature comes from. */
    public enum Kind {
        /** A number computed from one customer's history; NaN where missing. */
        NUMBER,
        /** A text computed from one customer's history or profile; null where missing. */
        CATEGORY,
        /** A number that a purchase model fitted on the population as of the date says of the customer. */
        MODEL
    }

    /** @throws IllegalArgumentException if a text is empty or the fill value is not finite */
    public Feature {
        needs = Collections.unmodifiableSet(new TreeSet<>(needs));
        for (String text : new String[] {code, label, family, unit, window, definition}) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("feature '" + code
                        + "' must have a code, label, family, unit, window" + " and definition, but one is empty");
            }
        }
        if (!Double.isFinite(fill)) {
            throw new IllegalArgumentException("feature '" + code + "' must have a finite fill value, was " + fill);
        }
    }
}
