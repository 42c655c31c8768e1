package dev.nightjar.source.lake;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.BusinessMonth;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.SourceColumn;
import dev.nightjar.source.lake.column.LakeType;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Where a file has a canonical column: in a stored column, or as one text for all rows.
 *
 * @param column which one
 * @param stored the stored column, or null
 * @param type what is stored, or null
 * @param text the one text, or null for no value in any row
 */
record BoundColumn(
        SourceColumn column,
        @Nullable ColumnDescriptor stored,
        @Nullable LakeType type,
        @Nullable String text) {

    /** The type of the values. */
    PostgresType meaning() {
        if (type != null) {
            return type.meaning();
        }
        return switch (column.kind()) {
            case ID, TEXT -> PostgresType.TEXT;
            case NUMBER, COUNT -> PostgresType.NUMERIC;
            case TIME -> PostgresType.TIMESTAMPTZ;
            case DATE -> PostgresType.DATE;
            case BOOLEAN -> PostgresType.BOOLEAN;
            case JSON -> PostgresType.JSON;
        };
    }

    /** The instant at which the day begins that is the one text of a time; negative infinity where there is none. */
    long instant(SourceSettings settings) {
        return text == null
                ? CopyOutReader.NEGATIVE_INFINITY
                : BusinessMonth.startOfDay(LocalDate.parse(text), settings.sourceZone());
    }

    /** What is stored, of a column that is. */
    LakeType storedType() {
        return Objects.requireNonNull(type);
    }
}
