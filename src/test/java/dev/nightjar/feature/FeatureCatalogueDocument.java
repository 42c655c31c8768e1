package dev.nightjar.feature;

import dev.nightjar.feature.family.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of {@code docs/features.md}. */
final class FeatureCatalogueDocument {

    private FeatureCatalogueDocument() {}

    static String of(FeatureCatalogue catalogue) {
        Map<String, List<Feature>> families = catalogue.features().stream()
                .collect(Collectors.groupingBy(Feature::family, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(introduction(catalogue));
        families.forEach((family, features) -> text.append(section(family, features)));
        return text.toString();
    }

    private static String introduction(FeatureCatalogue catalogue) {
        return """
                # Features

                Generated from the catalogue by `FeatureCatalogueDocumentTests`; rewrite it with
                `./mvnw -Dquick test -Dtest=FeatureCatalogueDocumentTests -Dgolden.update`. Schema version %d, %d features.

                Every feature is computed from what is known before midnight of the as-of date. A window of 30 days is
                `[asOf - 30, asOf)`; one that reaches back beyond the first known event counts what is known. A trend is
                (now - before) / (now + before) for a window and the window of the same length before it. A completed order
                has status completed (or none) and an amount of 0 or more; a purchase day is a business day with one.

                A feature exists where the source has every column in *needs*; otherwise it is absent, never zero. What a
                model sees where a value is missing is in *if missing*; "+ flag" adds an input `<code>:missing` of 0 or 1.
                Categories become one 0/1 input for each value of at least 50 customers, at most 8 of them, and none is 1
                for any other value. Besides these, each attribute declared stable is a category `attribute_<name>` of the
                family *profile*. `churn.exclude-features` takes feature codes, columns and attributes.
                """.formatted(
                        FeatureCatalogue.SCHEMA_VERSION, catalogue.features().size());
    }

    private static String section(String family, List<Feature> features) {
        String title = family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1);
        return "\n## " + title + "\n\n| code | what people read | unit | window | definition | if missing | needs |\n"
                + "|---|---|---|---|---|---|---|\n"
                + features.stream().map(FeatureCatalogueDocument::row).collect(Collectors.joining());
    }

    private static String row(Feature feature) {
        String needs = feature.needs().stream().map(need -> "`" + need + "`").collect(Collectors.joining(", "));
        return "| `" + feature.code() + "` | " + feature.label() + " | " + feature.unit() + " | " + feature.window()
                + " | " + feature.definition() + " | " + ifMissing(feature) + " | " + needs + " |\n";
    }

    private static String ifMissing(Feature feature) {
        String flag = feature.hasCompanion() ? " + flag" : "";
        if (feature.kind() == Feature.Kind.CATEGORY) {
            return "all 0" + flag;
        }
        double fill = feature.fill();
        return (fill == Math.rint(fill) ? String.valueOf((long) fill) : String.valueOf(fill)) + flag;
    }
}
