package dev.nightjar.feature.sentence;

import dev.nightjar.feature.family.Feature;

/** "Visits fell by 75 % against the 30 days before". */
final class TrendSentence {

    private TrendSentence() {}

    static boolean fits(Feature feature) {
        return feature.code().contains("_trend_");
    }

    /**
     * A trend is (now − before) / (now + before), so the change of now against before is 2 trend / (1 − trend).
     */
    static String of(Feature feature, CustomerValues customer) {
        double trend = customer.number(feature.code());
        String what = subject(feature.label());
        String days = feature.window().substring(0, feature.window().indexOf(' '));
        String isOrAre = what.equals("Spend") ? " was " : " were ";
        if (Double.isNaN(trend)) {
            return "No " + Quantity.lower(what) + " in the last " + days + " days, nor in the " + days + " before";
        }
        if (trend <= -1) {
            return "No " + Quantity.lower(what) + " in the last " + days + " days; there" + isOrAre + "some in the "
                    + days + " before";
        }
        if (trend >= 1) {
            return what + " in the last " + days + " days, but none in the " + days + " before";
        }
        double change = 2 * trend / (1 - trend);
        if (Math.abs(change) < 0.005) {
            return what + " as in the " + days + " days before the last " + days;
        }
        return what + (change > 0 ? " rose by " : " fell by ") + Quantity.percent(Math.abs(change)) + " in the last "
                + days + " days against the " + days + " before";
    }

    /** "Trend of orders over 7 days" and "Visits, trend over 7 days" begin with what moves. */
    private static String subject(String label) {
        String prefix = "Trend of ";
        return label.startsWith(prefix)
                ? Quantity.upper(label.substring(prefix.length(), label.indexOf(" over ")))
                : label.substring(0, label.indexOf(", trend"));
    }
}
