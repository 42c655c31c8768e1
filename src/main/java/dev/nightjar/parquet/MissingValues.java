package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.util.Arrays;

/** Columns without any value. */
final class MissingValues {

    private MissingValues() {}

    static ColumnValues of(ColumnKind kind, int rows) {
        return switch (kind) {
            case INT, DATE -> {
                int[] ints = new int[rows];
                Arrays.fill(ints, Integer.MIN_VALUE);
                yield new ColumnValues.Ints(ints);
            }
            case LONG, TIMESTAMP, MONEY -> {
                long[] longs = new long[rows];
                Arrays.fill(longs, Long.MIN_VALUE);
                yield new ColumnValues.Longs(longs);
            }
            case DOUBLE -> {
                double[] doubles = new double[rows];
                Arrays.fill(doubles, Double.NaN);
                yield new ColumnValues.Doubles(doubles);
            }
            case FLAG -> {
                byte[] flags = new byte[rows];
                Arrays.fill(flags, ColumnValues.MISSING_FLAG);
                yield new ColumnValues.Flags(flags);
            }
            case CODED_TEXT -> new ColumnValues.Coded(CodedText.missing(rows));
            case CODED_KEY ->
                new ColumnValues.Keys(new CodedKeys(CodedText.missing(rows).codes(), TextColumn.of()));
            case TEXT -> new ColumnValues.Text(new TextColumn(new byte[0], new int[rows + 1]));
        };
    }
}
