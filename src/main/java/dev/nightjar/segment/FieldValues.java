package dev.nightjar.segment;

import org.jspecify.annotations.Nullable;

/** The values of one customer's fields. */
@FunctionalInterface
public interface FieldValues {

    /** The value of a known field, of the class its {@link FieldType} names, or null where it has none. */
    @Nullable
    Object get(String field);
}
