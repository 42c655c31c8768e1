package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Three rows of every kind: a plain or least value, a missing one, a great or odd one. Row group 7. */
final class EdgeValues {

    static final String ODD_TEXT = "o'Brien \"x\"\t\n\\ 日本 🛒";
    static final String LONG_TEXT = "x".repeat(1_000);
    static final List<Column> COLUMNS = List.of(
            Column.optional("i", ColumnKind.INT),
            Column.optional("d", ColumnKind.DATE),
            Column.optional("l", ColumnKind.LONG),
            Column.optional("t", ColumnKind.TIMESTAMP),
            Column.optional("m", ColumnKind.MONEY),
            Column.optional("x", ColumnKind.DOUBLE),
            Column.optional("f", ColumnKind.FLAG),
            Column.optional("c", ColumnKind.CODED_TEXT),
            Column.required("s", ColumnKind.TEXT));

    private EdgeValues() {}

    static void write(Storage storage, Path path) throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, COLUMNS)) {
            writer.writeRowGroup(
                    7,
                    RowOrder.asIs(3),
                    List.of(
                            new ColumnValues.Ints(new int[] {0, Integer.MIN_VALUE, Integer.MAX_VALUE}),
                            new ColumnValues.Ints(new int[] {-719_162, Integer.MIN_VALUE, 2_932_896}),
                            new ColumnValues.Longs(new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}),
                            new ColumnValues.Longs(new long[] {0, Long.MIN_VALUE, 1_300_000_000_123_456L}),
                            new ColumnValues.Longs(new long[] {-1, Long.MIN_VALUE, 999_999_999_999_999_999L}),
                            new ColumnValues.Doubles(new double[] {-0.0, Double.NaN, Double.NEGATIVE_INFINITY}),
                            new ColumnValues.Flags(new byte[] {1, ColumnValues.MISSING_FLAG, 0}),
                            new ColumnValues.Coded(CodedText.of(ODD_TEXT, null, "")),
                            new ColumnValues.Text(TextColumn.of(LONG_TEXT, "", "🛒 'quoted'\t\n"))));
            writer.commit(Map.of());
        }
    }
}
