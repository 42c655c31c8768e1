package dev.nightjar.feature.sentence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer as of one date.
 *
 * @param values feature code to number or text; null where the customer has no value. A code that is not there is unknown
 * @param currency of money, such as GBP
 * @param horizonDays length of the churn window
 */
public record CustomerValues(Map<String, @Nullable Object> values, String currency, int horizonDays) {

    public CustomerValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    boolean isKnown(String code) {
        return values.containsKey(code);
    }

    /** The number of this feature; NaN where it is missing or unknown. */
    double number(String code) {
        return values.get(code) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The text of this feature; null where it is missing or unknown. */
    @Nullable
    String text(String code) {
        Object value = values.get(code);
        return value == null ? null : value.toString();
    }
}
