package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.util.Map;

/**
 * Columns of one row group, each in an array.
 *
 * @param rows the length of each array
 * @param values by column name
 */
public record ColumnBlock(int rows, Map<String, ColumnValues> values) {

    /** A column of kind INT or DATE. */
    public int[] ints(String column) {
        return ((ColumnValues.Ints) value(column)).values();
    }

    /** A column of kind LONG, TIMESTAMP or MONEY. */
    public long[] longs(String column) {
        return ((ColumnValues.Longs) value(column)).values();
    }

    /** A column of kind DOUBLE. */
    public double[] doubles(String column) {
        return ((ColumnValues.Doubles) value(column)).values();
    }

    /** A column of kind FLAG. */
    public byte[] flags(String column) {
        return ((ColumnValues.Flags) value(column)).values();
    }

    /** A column of kind CODED_TEXT. */
    public CodedText coded(String column) {
        return ((ColumnValues.Coded) value(column)).values();
    }

    /** A column of kind CODED_KEY. */
    public CodedKeys keys(String column) {
        return ((ColumnValues.Keys) value(column)).values();
    }

    /** A column of kind TEXT. */
    public TextColumn text(String column) {
        return ((ColumnValues.Text) value(column)).values();
    }

    private ColumnValues value(String column) {
        ColumnValues found = values.get(column);
        if (found == null) {
            throw new IllegalArgumentException("column '" + column + "' was not read, only " + values.keySet());
        }
        return found;
    }
}
