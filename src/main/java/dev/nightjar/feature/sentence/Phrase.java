package dev.nightjar.feature.sentence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with places for values: {@code {days}} is the feature's own value as days, {@code {days:mean_gap_days}}
 * another feature's. A part after a semicolon is left out where the other feature has no value.
 *
 * @param above for a value above 0, and for text
 * @param zero for a value of 0
 * @param below for a value below 0; its places show the value without its sign
 * @param missing where the customer has no value
 */
record Phrase(String above, String zero, String below, String missing) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::(\\w+))?}");
    private static final String PART = "; ";

    /** The same words whatever the value. */
    static Phrase of(String known, String missing) {
        return new Phrase(known, known, known, missing);
    }

    String filled(String code, CustomerValues customer) {
        if (customer.text(code) == null) {
            return missing;
        }
        double value = customer.number(code);
        String chosen = value < 0 ? below : value == 0 ? zero : above;
        StringBuilder text = new StringBuilder();
        for (String part : chosen.split(PART)) {
            String filled = part(part, code, customer);
            if (filled != null) {
                text.append(text.isEmpty() ? "" : PART).append(filled);
            }
        }
        return text.toString();
    }

    /** Null if a value of another feature is asked for and missing. */
    private @Nullable String part(String part, String code, CustomerValues customer) {
        Matcher place = PLACE.matcher(part);
        StringBuilder text = new StringBuilder();
        while (place.find()) {
            boolean isOwn = place.group(2) == null;
            String other = isOwn ? code : place.group(2);
            if (customer.text(other) == null && !place.group(1).equals("horizon")) {
                return null;
            }
            place.appendReplacement(text, Matcher.quoteReplacement(shown(place.group(1), other, customer)));
        }
        place.appendTail(text);
        return text.toString();
    }

    private String shown(String kind, String code, CustomerValues customer) {
        // without words of its own for values below 0, a phrase shows the sign
        double value = above.equals(below) ? customer.number(code) : Math.abs(customer.number(code));
        return switch (kind) {
            case "days" -> Quantity.days(value);
            case "times", "orders", "pieces", "clicks" -> Quantity.count(value, kind.substring(0, kind.length() - 1));
            case "percent" -> Quantity.percent(value);
            case "money" -> Quantity.money(value, customer.currency());
            case "text" -> String.valueOf(customer.text(code));
            case "horizon" -> Quantity.days(customer.horizonDays());
            default -> Quantity.number(value);
        };
    }
}
