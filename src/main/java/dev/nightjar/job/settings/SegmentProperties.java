package dev.nightjar.job.settings;

import dev.nightjar.segment.Condition;
import dev.nightjar.segment.SegmentRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A segment declared by the user, one entry of {@code nightjar.segments}: every condition must hold.
 *
 * @param name lower case letters, digits and underscores
 * @param description what it is for
 * @param all its conditions
 */
public record SegmentProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String description,
        @DefaultValue List<ConditionProperties> all) {

    /**
     * Conditions on one field: those comparisons that are given must all hold.
     *
     * @param field published column, profile column, {@code attributes.<key>} or {@code features.<code>}
     * @param is equal to this
     * @param isNot a value, but not this
     * @param in equal to one of these
     * @param notIn a value, but none of these
     * @param atLeast this or more
     * @param atMost this or less
     * @param above more than this
     * @param below less than this
     * @param isNull true for no value, false for any
     */
    public record ConditionProperties(
            @DefaultValue("") String field,
            @Nullable String is,
            @Nullable String isNot,
            @Nullable List<String> in,
            @Nullable List<String> notIn,
            @Nullable String atLeast,
            @Nullable String atMost,
            @Nullable String above,
            @Nullable String below,
            @Nullable String isNull) {

        private List<Condition> conditions() {
            Map<String, @Nullable List<String>> given = new LinkedHashMap<>();
            given.put("is", one(is));
            given.put("is-not", one(isNot));
            given.put("in", in);
            given.put("not-in", notIn);
            given.put("at-least", one(atLeast));
            given.put("at-most", one(atMost));
            given.put("above", one(above));
            given.put("below", one(below));
            given.put("is-null", one(isNull));
            List<Condition> conditions = new ArrayList<>();
            given.forEach((operator, values) -> {
                if (values != null) {
                    conditions.add(new Condition(field, operator, values));
                }
            });
            // a field without a comparison is left for the check, which names the operators there are
            return conditions.isEmpty() ? List.of(new Condition(field, "", List.of())) : conditions;
        }

        private static @Nullable List<String> one(@Nullable String value) {
            return value == null ? null : List.of(value);
        }
    }

    /** The segment as {@link dev.nightjar.segment.DeclaredSegments} checks it. */
    public SegmentRule rule() {
        return new SegmentRule(
                name,
                description,
                all.stream()
                        .flatMap(condition -> condition.conditions().stream())
                        .toList());
    }
}
