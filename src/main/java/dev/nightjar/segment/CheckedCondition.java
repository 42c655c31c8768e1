package dev.nightjar.segment;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition whose field, operator and values fit together.
 *
 * @param field a known field
 * @param comparedAs NUMBER or DATE if values are {@link Double}s, else they are {@link String}s
 * @param operator how it compares
 * @param values at least one, exactly one unless the operator takes many
 */
record CheckedCondition(String field, FieldType comparedAs, Operator operator, List<Serializable> values)
        implements Serializable {

    CheckedCondition {
        values = List.copyOf(values);
    }

    /** Checks a condition, adding to {@code problems}; null if there was one. */
    static @Nullable CheckedCondition of(Condition condition, SegmentFields fields, List<String> problems) {
        String where = "field '" + condition.field() + "' ";
        FieldType type = fields.type(condition.field());
        Operator operator = Operator.of(condition.operator());
        if (type == null) {
            problems.add(where + "is not known");
        }
        if (operator == null) {
            problems.add(where + "has operator '" + condition.operator() + "': expected one of " + Operator.texts());
        }
        if (type == null || operator == null) {
            return null;
        }
        if (operator.isOrdering() && (type == FieldType.TEXT || type == FieldType.BOOLEAN)) {
            problems.add(where + "cannot be compared with '" + operator.text() + "': it is " + type.expectation());
            return null;
        }
        String place = where + "with '" + operator.text() + "' must have ";
        return withValues(condition, comparedAs(type, operator), operator, new Findings(place, problems));
    }

    /** Whether it holds for a customer. */
    boolean holds(FieldValues customer) {
        Object value = customer.get(field);
        if (operator == Operator.IS_NULL) {
            return values.contains("true") == (value == null);
        }
        if (value == null) {
            return false;
        }
        if (comparedAs != FieldType.NUMBER && comparedAs != FieldType.DATE) {
            return isListed(value.toString());
        }
        Double number = value instanceof Number known ? finite(known.doubleValue()) : number(value.toString());
        return number != null && compare(number);
    }

    private boolean compare(Double number) {
        if (!operator.isOrdering()) {
            return isListed(number);
        }
        int order = number.compareTo((Double) values.get(0));
        return switch (operator) {
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case ABOVE -> order > 0;
            default -> order < 0;
        };
    }

    private boolean isListed(Serializable value) {
        return values.contains(value) == (operator == Operator.IS || operator == Operator.IN);
    }

    /** A place in the job file and the list its problems go to. */
    private record Findings(String place, List<String> problems) {

        void expected(String expectation, String was) {
            problems.add(place + expectation + ", was " + was);
        }
    }

    private static @Nullable CheckedCondition withValues(
            Condition condition, FieldType comparedAs, Operator operator, Findings findings) {
        int before = findings.problems().size();
        boolean isTooMany = condition.values().size() > 1 && !operator.takesMany();
        if (condition.values().isEmpty() || isTooMany) {
            findings.expected(
                    operator.takesMany() ? "at least one value" : "one value",
                    condition.values().toString());
        }
        List<Serializable> values = new ArrayList<>();
        for (String text : condition.values()) {
            Serializable value = value(comparedAs, text);
            if (value == null) {
                findings.expected(comparedAs.expectation(), "'" + text + "'");
            } else {
                values.add(value);
            }
        }
        boolean isFine = findings.problems().size() == before;
        return isFine ? new CheckedCondition(condition.field(), comparedAs, operator, values) : null;
    }

    private static FieldType comparedAs(FieldType type, Operator operator) {
        if (operator == Operator.IS_NULL) {
            return FieldType.BOOLEAN;
        }
        if (type == FieldType.ATTRIBUTE) {
            return operator.isOrdering() ? FieldType.NUMBER : FieldType.TEXT;
        }
        return type;
    }

    private static @Nullable Serializable value(FieldType type, String text) {
        return switch (type) {
            case NUMBER -> number(text);
            case DATE -> day(text);
            case BOOLEAN -> text.equals("true") || text.equals("false") ? text : null;
            default -> text;
        };
    }

    private static @Nullable Double number(String text) {
        try {
            return finite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The number if it is one, with −0 as 0 because the two are equal. */
    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? Double.valueOf(number + 0.0) : null;
    }

    private static @Nullable Double day(String text) {
        try {
            return (double) LocalDate.parse(text).toEpochDay();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
