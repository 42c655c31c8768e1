package dev.nightjar.parquet;

import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A column of a file.
 *
 * @param name as other readers see it, in snake case
 * @param kind what it holds
 * @param presence whether each row has a value
 */
public record Column(String name, ColumnKind kind, Presence presence) {

    /** Whether each row of a column has a value. */
    public enum Presence {
        /** Each row has a value, and each file the column. */
        REQUIRED,
        /** A row may be without a value, and a file without the column. */
        OPTIONAL
    }

    /** @throws IllegalArgumentException if the column is optional and of a kind that has no missing value */
    public Column {
        if (kind == ColumnKind.TEXT && presence == Presence.OPTIONAL) {
            throw new IllegalArgumentException("column '" + name + "' of kind TEXT must be required");
        }
    }

    /** A column with a value in each row. */
    public static Column required(String name, ColumnKind kind) {
        return new Column(name, kind, Presence.REQUIRED);
    }

    /** A column that may have missing values, and that a file may lack as a whole. */
    public static Column optional(String name, ColumnKind kind) {
        return new Column(name, kind, Presence.OPTIONAL);
    }

    boolean isOptional() {
        return presence == Presence.OPTIONAL;
    }

    static Column of(PrimitiveType type) {
        Presence presence = type.getRepetition() == Type.Repetition.REQUIRED ? Presence.REQUIRED : Presence.OPTIONAL;
        return new Column(type.getName(), ColumnKind.of(type), presence);
    }

    PrimitiveType type() {
        Type.Repetition repetition = isOptional() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        return Types.primitive(kind.storedType(), repetition)
                .as(kind.logicalType())
                .named(name);
    }

    static MessageType schema(List<Column> columns) {
        return new MessageType(
                "nightjar", columns.stream().<Type>map(Column::type).toList());
    }
}
