package dev.nightjar.feature.sentence;

import java.util.Locale;

/** Numbers as people read them. */
final class Quantity {

    private static final double WHOLE = 10;

    private Quantity() {}

    /** Whole from 10 on, else at most one digit after the point. */
    static String number(double value) {
        double rounded = Math.abs(value) >= WHOLE ? Math.rint(value) : Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded)
                ? String.format(Locale.ROOT, "%,.0f", rounded + 0.0)
                : String.format(Locale.ROOT, "%.1f", rounded);
    }

    /** Such as "1 day" or "41 days". */
    static String days(double value) {
        return count(value, "day");
    }

    /** Such as "1 order" or "0.4 orders". */
    static String count(double value, String noun) {
        String number = number(value);
        return number + " " + noun + (number.equals("1") ? "" : "s");
    }

    /** A share, 1 is 100 %. */
    static String percent(double share) {
        double percent = 100 * share;
        return (percent > 0 && percent < 1 ? "less than 1" : String.format(Locale.ROOT, "%,.0f", percent + 0.0)) + " %";
    }

    static String money(double value, String currency) {
        return String.format(Locale.ROOT, "%,.2f %s", value + 0.0, currency);
    }

    /** With a small letter at the beginning, unless the first word is an abbreviation. */
    static String lower(String text) {
        boolean isAbbreviation = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return isAbbreviation ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
