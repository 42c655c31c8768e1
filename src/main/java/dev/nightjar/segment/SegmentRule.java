package dev.nightjar.segment;

import java.io.Serializable;
import java.util.List;

/**
 * A declared segment as it was written, not yet checked: {@link DeclaredSegments#of} checks it.
 *
 * @param name lower-case letters, digits and underscores
 * @param description for people, may be empty
 * @param all conditions that must all hold
 */
public record SegmentRule(String name, String description, List<Condition> all) implements Serializable {

    public SegmentRule {
        all = List.copyOf(all);
    }
}
