package dev.nightjar.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns of any number of distinct values and any share of missing ones, read by us and by DuckDB. */
class EncodingsTests {

    private static final int MISSING_PERIOD = 7;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "9, 2, 0.5",
        "8, 3, 1",
        "1000, 1, 0",
        "1000, 2, 0.3",
        "1000, 200, 0",
        "1000, 256, 0.1",
        "1000, 257, 0.1",
        "60000, 31, 0",
        "120007, 250, 0.9",
        "120007, 100000, 0.01",
        "50000, 50000, 0"
    })
    void everyColumnComesBack(int rows, int distinct, double missingShare) throws IOException, SQLException {
        Random random = new Random(rows + distinct);
        int[] ints = IntStream.generate(
                        () -> isMissing(random, missingShare) ? Integer.MIN_VALUE : number(random, distinct))
                .limit(rows)
                .toArray();
        int[] days = random.ints(rows, 20_000, 20_000 + Math.min(distinct, 400)).toArray();
        long[] longs = Arrays.stream(ints)
                .mapToLong(value -> value == Integer.MIN_VALUE ? Long.MIN_VALUE : value * 1_000_003L)
                .toArray();
        double[] doubles = Arrays.stream(ints)
                .mapToDouble(value -> value == Integer.MIN_VALUE ? Double.NaN : value / 4.0)
                .toArray();
        byte[] flags = new byte[rows];
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            flags[row] = (byte) (row % MISSING_PERIOD == 0 ? ColumnValues.MISSING_FLAG : row & 1);
            codes[row] = ints[row] == Integer.MIN_VALUE ? CodedText.MISSING : Math.floorMod(ints[row], distinct);
        }
        String[] names = IntStream.range(0, distinct).mapToObj(i -> "name-" + i).toArray(String[]::new);
        List<ColumnValues> values = List.of(
                new ColumnValues.Ints(ints),
                new ColumnValues.Ints(days),
                new ColumnValues.Longs(longs),
                new ColumnValues.Doubles(doubles),
                new ColumnValues.Flags(flags),
                new ColumnValues.Coded(new CodedText(codes, names)),
                new ColumnValues.Text(TextColumn.of(
                        Arrays.stream(ints).mapToObj(String::valueOf).toArray(String[]::new))));
        List<Column> columns = List.of(
                Column.optional("i", ColumnKind.INT),
                Column.required("d", ColumnKind.DATE),
                Column.optional("l", ColumnKind.LONG),
                Column.optional("x", ColumnKind.DOUBLE),
                Column.optional("f", ColumnKind.FLAG),
                Column.optional("c", ColumnKind.CODED_TEXT),
                Column.required("s", ColumnKind.TEXT));

        ColumnBlock block = written(columns, values, rows);

        assertThat(block.ints("i")).containsExactly(ints);
        assertThat(block.ints("d")).containsExactly(days);
        assertThat(block.longs("l")).containsExactly(longs);
        assertThat(block.doubles("x")).containsExactly(doubles);
        assertThat(block.flags("f")).containsExactly(flags);
        for (int row = 0; row < rows; row++) {
            assertThat(block.coded("c").get(row)).isEqualTo(codes[row] < 0 ? null : names[codes[row]]);
        }
        assertThat(block.text("s").get(rows - 1)).isEqualTo(String.valueOf(ints[rows - 1]));
        assertThat(duckDb()).isEqualTo(lines(ints, days, flags, codes));
    }

    private static boolean isMissing(Random random, double share) {
        return random.nextDouble() < share;
    }

    private static int number(Random random, int distinct) {
        return random.nextInt(distinct) - distinct / 2;
    }

    private ColumnBlock written(List<Column> columns, List<ColumnValues> values, int rows) throws IOException {
        Path file = new Path(directory.toString(), "some.parquet");
        try (Storage storage = Storage.of(file)) {
            try (ColumnFileWriter writer = ColumnFileWriter.create(storage, file, columns)) {
                writer.writeRowGroup(0, RowOrder.asIs(rows), values);
                writer.commit(java.util.Map.of());
            }
            return ColumnFile.open(storage, file, "write it again.").read(0, columns);
        }
    }

    private static List<String> lines(int[] ints, int[] days, byte[] flags, int[] codes) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ints.length; row++) {
            boolean isMissing = ints[row] == Integer.MIN_VALUE;
            lines.add((isMissing ? "null null null" : ints[row] + " " + ints[row] * 1_000_003L + " " + ints[row] / 4.0)
                    + " " + days[row] + " " + (flags[row] < 0 ? "null" : flags[row] == 1)
                    + " " + (codes[row] < 0 ? "null" : "name-" + codes[row]) + " " + ints[row]);
        }
        return lines;
    }

    private List<String> duckDb() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select i, l, x, d - date '1970-01-01', f, c, s from '"
                        + directory.resolve("some.parquet") + "'")) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= 7; column++) {
                    line.append(column == 1 ? "" : " ").append(rows.getObject(column));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }
}
