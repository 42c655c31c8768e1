package dev.nightjar.segment;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** A segment that a job file declares: a name and conditions that all must hold, checked. */
public final class DeclaredSegment implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<CheckedCondition> all;

    DeclaredSegment(String name, List<CheckedCondition> all) {
        this.name = name;
        this.all = List.copyOf(all);
    }

    /** The name as published. */
    public String name() {
        return name;
    }

    /** Whether the customer is in the segment. */
    public boolean holds(FieldValues customer) {
        for (CheckedCondition condition : all) {
            if (!condition.holds(customer)) {
                return false;
            }
        }
        return true;
    }

    /** The fields it asks for, ascending. */
    List<String> fields() {
        return all.stream().map(CheckedCondition::field).distinct().sorted().collect(Collectors.toList());
    }
}
