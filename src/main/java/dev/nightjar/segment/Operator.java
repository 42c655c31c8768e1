package dev.nightjar.segment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a condition compares. All but {@link #IS_NULL} are false where the field has no value. */
public enum Operator {
    /** Equal to the one value. */
    IS,
    /** There is a value, and it is not this one. */
    IS_NOT,
    /** Equal to one of the values. */
    IN,
    /** There is a value, and it is none of these. */
    NOT_IN,
    /** The value or more; for dates that day or later. */
    AT_LEAST,
    /** The value or less; for dates that day or earlier. */
    AT_MOST,
    /** More than the value; for dates later. */
    ABOVE,
    /** Less than the value; for dates earlier. */
    BELOW,
    /** With {@code true}: there is no value. With {@code false}: there is one. */
    IS_NULL;

    /** The operator of this text, or null if there is none. */
    public static @Nullable Operator of(String text) {
        return Arrays.stream(values())
                .filter(operator -> operator.text().equals(text))
                .findFirst()
                .orElse(null);
    }

    /** The name in a job file, such as {@code at-least}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all operators, for messages. */
    static String texts() {
        return Arrays.stream(values()).map(Operator::text).collect(Collectors.joining(", "));
    }

    /** Whether it orders values, so that text has no use for it. */
    boolean isOrdering() {
        return this == AT_LEAST || this == AT_MOST || this == ABOVE || this == BELOW;
    }

    /** Whether it takes any number of values from one on; the others take exactly one. */
    boolean takesMany() {
        return this == IN || this == NOT_IN;
    }
}
