package dev.nightjar.job.settings;

import java.util.List;
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
     * One condition: a field and exactly one of the comparisons.
     *
     * @param field published column, profile column, {@code attributes.<key>} or {@code features.<code>}
     * @param is equal to this
     * @param in equal to one of these
     * @param atLeast this or more
     * @param atMost this or less
     * @param above more than this
     * @param below less than this
     * @param isNull true for no value, false for any
     */
    public record ConditionProperties(
            @DefaultValue("") String field,
            @Nullable String is,
            @Nullable List<String> in,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            @Nullable Double above,
            @Nullable Double below,
            @Nullable Boolean isNull) {}
}
