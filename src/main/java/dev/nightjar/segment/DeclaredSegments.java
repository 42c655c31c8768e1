package dev.nightjar.segment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All segments that a job file declares, checked, in ascending order of their names. */
public final class DeclaredSegments implements Serializable {

    /** No segments. */
    public static final DeclaredSegments NONE = new DeclaredSegments(List.of());

    private static final long serialVersionUID = 1L;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final List<DeclaredSegment> segments;

    private DeclaredSegments(List<DeclaredSegment> segments) {
        this.segments = List.copyOf(segments);
    }

    /**
     * Checks what was declared.
     *
     * @throws IllegalArgumentException listing all {@link #problems}
     */
    public static DeclaredSegments of(List<SegmentRule> rules, SegmentFields fields) {
        List<String> problems = new ArrayList<>();
        List<DeclaredSegment> segments = check(rules, fields, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.size() + " problems in segments: " + String.join("; ", problems));
        }
        return new DeclaredSegments(segments);
    }

    /** Everything that is wrong with these rules; empty if nothing is. */
    public static List<String> problems(List<SegmentRule> rules, SegmentFields fields) {
        List<String> problems = new ArrayList<>();
        check(rules, fields, problems);
        return problems;
    }

    /** The names of the segments that a customer is in, ascending. */
    public List<String> namesFor(FieldValues customer) {
        List<String> names = new ArrayList<>();
        for (DeclaredSegment segment : segments) {
            if (segment.holds(customer)) {
                names.add(segment.name());
            }
        }
        return List.copyOf(names);
    }

    /** The names of all segments, ascending. */
    public List<String> names() {
        return segments.stream().map(DeclaredSegment::name).collect(Collectors.toList());
    }

    /** The feature codes that some segment asks for, ascending: without any, features need not be read. */
    public List<String> features() {
        return segments.stream()
                .flatMap(segment -> segment.fields().stream())
                .filter(field -> field.startsWith(SegmentFields.FEATURES))
                .map(field -> field.substring(SegmentFields.FEATURES.length()))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    private static List<DeclaredSegment> check(List<SegmentRule> rules, SegmentFields fields, List<String> problems) {
        List<DeclaredSegment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SegmentRule rule : rules) {
            List<String> found = new ArrayList<>();
            if (!NAME.matcher(rule.name()).matches()) {
                found.add("name must be a letter, then at most 62 lower-case letters, digits or _");
            }
            if (!names.add(rule.name())) {
                found.add("name is declared twice");
            }
            if (rule.all().isEmpty()) {
                found.add("must have at least one condition under 'all'");
            }
            List<CheckedCondition> conditions = new ArrayList<>();
            for (Condition condition : rule.all()) {
                CheckedCondition checked = CheckedCondition.of(condition, fields, found);
                if (checked != null) {
                    conditions.add(checked);
                }
            }
            found.forEach(problem -> problems.add("segment '" + rule.name() + "': " + problem));
            segments.add(new DeclaredSegment(rule.name(), conditions));
        }
        segments.sort(Comparator.comparing(DeclaredSegment::name));
        return segments;
    }
}
