package dev.nightjar.segment;

import java.io.Serializable;
import java.util.List;

/**
 * One condition of a declared segment, as it was written.
 *
 * @param field a published column, a profile column, {@code attributes.<key>} or {@code features.<code>}
 * @param operator an {@link Operator#text}
 * @param values what is compared with, as text; {@code true} or {@code false} for {@code is-null}
 */
public record Condition(String field, String operator, List<String> values) implements Serializable {

    public Condition {
        values = List.copyOf(values);
    }
}
