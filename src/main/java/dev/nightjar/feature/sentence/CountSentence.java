package dev.nightjar.feature.sentence;

import dev.nightjar.feature.family.Feature;
import java.util.Set;

/** "No visits in the last 30 days; 6 in the 30 days before": a count, worded by its label, beside what was usual. */
final class CountSentence {

    /** What can be counted, as labels begin. */
    private static final Set<String> FIRST = Set.of(
            "orders",
            "refunds",
            "pieces",
            "interactions",
            "visits",
            "additions",
            "logins",
            "surveys",
            "referrals",
            "cancellations",
            "carts",
            "e-mails",
            "clicks",
            "tickets",
            "complaints",
            "days",
            "kinds",
            "channels");

    /** And as the second or third word of a label. */
    private static final Set<String> LATER = Set.of("views", "uses", "contacts");

    private CountSentence() {}

    /** Whether this is a count that can be worded by its label. */
    static boolean fits(Feature feature) {
        String[] words = Quantity.lower(feature.label()).split(" ");
        return FIRST.contains(words[0])
                || (words.length > 1 && LATER.contains(words[1]))
                || (words.length > 2 && LATER.contains(words[2]));
    }

    static String of(Feature feature, CustomerValues customer) {
        double count = customer.number(feature.code());
        String label = Quantity.lower(feature.label());
        String text =
                count == 0 ? "No " + label : Quantity.number(count) + " " + (count == 1 ? singular(label) : label);
        return text + before(feature, customer, count);
    }

    /** The same in the window before, which the trend tells exactly; else the same within a year. */
    private static String before(Feature feature, CustomerValues customer, double count) {
        double trend = customer.number(feature.code().replace("_count_", "_trend_"));
        if (count > 0 && trend > -1 && trend <= 1) {
            return "; " + orNone(count * (1 - trend) / (1 + trend)) + " in the " + feature.window() + " before";
        }
        String ofYear = feature.code().replaceFirst("_\\d+d$", "_365d");
        double year = customer.number(ofYear);
        return !ofYear.equals(feature.code()) && year > count
                ? "; " + Quantity.number(year) + " in the last 365 days"
                : "";
    }

    private static String orNone(double count) {
        return Math.rint(count) == 0 ? "none" : Quantity.number(Math.rint(count));
    }

    private static String singular(String label) {
        String[] words = label.split(" ");
        for (int i = 0; i < Math.min(3, words.length); i++) {
            if (i == 0 ? FIRST.contains(words[i]) : LATER.contains(words[i])) {
                words[i] = words[i].substring(0, words[i].length() - 1);
                return String.join(" ", words);
            }
        }
        return label;
    }
}
