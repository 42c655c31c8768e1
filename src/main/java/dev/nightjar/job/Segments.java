package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.family.Feature;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.job.settings.SegmentProperties;
import dev.nightjar.segment.DeclaredSegments;
import dev.nightjar.segment.FieldType;
import dev.nightjar.segment.SegmentFields;
import dev.nightjar.segment.SegmentRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The segments that a configuration declares. */
public final class Segments {

    private Segments() {}

    /**
     * The segments, checked against the features that there are.
     *
     * @throws ConfigurationException listing all that is wrong with them
     */
    public static DeclaredSegments of(NightjarProperties properties, FeatureCatalogue catalogue) {
        List<SegmentRule> rules =
                properties.segments().stream().map(SegmentProperties::rule).toList();
        SegmentFields fields = SegmentFields.of(types(catalogue));
        List<String> problems = DeclaredSegments.problems(rules, fields);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream()
                    .map(problem -> "nightjar.segments: " + problem)
                    .toList());
        }
        return DeclaredSegments.of(rules, fields);
    }

    private static Map<String, FieldType> types(FeatureCatalogue catalogue) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (Feature feature : catalogue.features()) {
            if (feature.kind() != Feature.Kind.MODEL) {
                types.put(feature.code(), feature.kind() == Feature.Kind.CATEGORY ? FieldType.TEXT : FieldType.NUMBER);
            }
        }
        return types;
    }
}
