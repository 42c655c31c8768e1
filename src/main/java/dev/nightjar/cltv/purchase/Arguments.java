package dev.nightjar.cltv.purchase;

import java.util.Arrays;

/** Checks of what purchase models are given. */
public final class Arguments {

    private Arguments() {}

    /** @throws IllegalArgumentException showing all, unless all are finite and greater than 0 */
    public static void requireParameters(PurchaseFamily family, double... parameters) {
        if (!Arrays.stream(parameters).allMatch(value -> value > 0 && value < Double.POSITIVE_INFINITY)) {
            StringBuilder shown = new StringBuilder();
            for (int i = 0; i < parameters.length; i++) {
                shown.append(' ')
                        .append(family.parameterNames().get(i))
                        .append('=')
                        .append(parameters[i]);
            }
            throw new IllegalArgumentException(
                    family.title() + " parameters must be finite and greater than 0, was" + shown);
        }
    }

    /** @throws IllegalArgumentException unless it is 0 or more and finite */
    public static void requireHorizon(double weeks) {
        if (!(weeks >= 0 && weeks < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("horizon must be 0 weeks or more and finite, was " + weeks);
        }
    }

    /** @throws IllegalArgumentException unless it is 0 or more */
    public static void requireRate(double annualRate) {
        if (!(annualRate >= 0)) {
            throw new IllegalArgumentException("annual discount rate must be 0 or more, was " + annualRate);
        }
    }
}
