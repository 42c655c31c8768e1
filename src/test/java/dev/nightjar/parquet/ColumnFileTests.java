package dev.nightjar.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnFileTests {

    private static final String REMEDY = "run `nightly --full-extract`.";
    private static final Column COUNT = Column.required("count", ColumnKind.INT);
    private static final Column CHANNEL = Column.optional("channel", ColumnKind.CODED_TEXT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @SuppressWarnings("NullAway.Init")
    private Storage storage;

    @SuppressWarnings("NullAway.Init")
    private Path path;

    @BeforeEach
    void openStorage() throws IOException {
        storage = Storage.of(new Path(directory.toString()));
        path = new Path(directory.toString(), "months/2011-03.parquet");
    }

    @AfterEach
    void closeStorage() throws IOException {
        storage.close();
    }

    @Test
    void everyKindComesBackAsItWas() throws IOException {
        EdgeValues.write(storage, path);

        ColumnBlock block = open().read(7, EdgeValues.COLUMNS);

        assertThat(block.ints("i")).containsExactly(0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        assertThat(block.ints("d")).containsExactly(-719_162, Integer.MIN_VALUE, 2_932_896);
        assertThat(block.longs("l")).containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE);
        assertThat(block.longs("t")).containsExactly(0, Long.MIN_VALUE, 1_300_000_000_123_456L);
        assertThat(block.longs("m")).containsExactly(-1, Long.MIN_VALUE, 999_999_999_999_999_999L);
        assertThat(block.doubles("x")).containsExactly(-0.0, Double.NaN, Double.NEGATIVE_INFINITY);
        assertThat(block.flags("f")).containsExactly(1, ColumnValues.MISSING_FLAG, 0);
        assertThat(texts(block.coded("c"))).containsExactly(EdgeValues.ODD_TEXT, null, "");
        assertThat(block.text("s").get(0)).isEqualTo(EdgeValues.LONG_TEXT);
        assertThat(block.text("s").get(1)).isEmpty();
        assertThat(block.text("s").get(2)).isEqualTo("🛒 'quoted'\t\n");
    }

    @Test
    void rowsAreWrittenInTheOrderAskedFor() throws IOException {
        write(new RowOrder(new int[] {9, 2, 0, 9}, 1, 3), ints(10, 11, 12), CodedText.of("a", null, "b"));

        ColumnBlock block = open().read(0, List.of(COUNT, CHANNEL));

        assertThat(block.ints("count")).containsExactly(12, 10);
        assertThat(texts(block.coded("channel"))).containsExactly("b", "a");
    }

    @Test
    void rowGroupWithoutRowsIsReadAsEmpty() throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, List.of(COUNT))) {
            writer.writeRowGroup(0, RowOrder.asIs(0), List.of(ints()));
            writer.writeRowGroup(3, RowOrder.asIs(2), List.of(ints(1, 2)));
            writer.writeRowGroup(4, RowOrder.asIs(0), List.of(ints()));
            writer.writeRowGroup(63, RowOrder.asIs(1), List.of(ints(3)));
            assertThat(writer.commit(Map.of("made", "here"))).isEqualTo(3);
        }

        ColumnFile file = open();

        assertThat(file.rowGroups()).containsExactly(3, 63);
        assertThat(file.rows()).isEqualTo(3);
        assertThat(file.rows(0)).isZero();
        assertThat(file.read(4, List.of(COUNT)).ints("count")).isEmpty();
        assertThat(file.read(63, List.of(COUNT)).ints("count")).containsExactly(3);
        assertThat(file.metadata()).containsEntry("made", "here");
    }

    @Test
    void fileWithoutRowsKeepsItsColumns() throws IOException {
        write(RowOrder.asIs(0), ints(), CodedText.of());

        assertThat(open().rows()).isZero();
        assertThat(open().rowGroups()).isEmpty();
        assertThat(open().columns()).containsExactly(COUNT, CHANNEL);
    }

    @Test
    void manyPagesOfOneRowGroupJoinUp() throws IOException {
        int rows = 123_457;
        int[] counts = new int[rows];
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            counts[row] = row * 31;
            codes[row] = row % 3 == 0 ? CodedText.MISSING : row % 2;
        }

        write(RowOrder.asIs(rows), ints(counts), new CodedText(codes, new String[] {"web", "app"}));

        ColumnBlock block = open().read(0, List.of(COUNT, CHANNEL));
        assertThat(block.ints("count")).containsExactly(counts);
        assertThat(block.coded("channel").get(rows - 2)).isEqualTo("app");
        assertThat(block.coded("channel").get(50_001)).isNull();
    }

    @Test
    void keysAreReadAsBytes() throws IOException {
        write(RowOrder.asIs(4), ints(1, 2, 3, 4), CodedText.of("🛒", null, "b", "🛒"));

        CodedKeys keys = open().read(0, List.of(Column.optional("channel", ColumnKind.CODED_KEY)))
                .keys("channel");

        assertThat(keys.codes()).containsExactly(0, CodedText.MISSING, 1, 0);
        assertThat(keys.values().get(0)).isEqualTo("🛒");
        assertThat(keys.values().get(1)).isEqualTo("b");
        assertThat(keys.size()).isEqualTo(4);
    }

    @Test
    void columnWithoutAnyValueIsReadAsMissing() throws IOException {
        write(RowOrder.asIs(2), ints(1, 2), CodedText.missing(2));

        assertThat(open().read(0, List.of(CHANNEL)).coded("channel").codes())
                .containsExactly(CodedText.MISSING, CodedText.MISSING);
    }

    @Test
    void optionalColumnThatTheFileLacksIsMissing() throws IOException {
        write(RowOrder.asIs(2), ints(1, 2), CodedText.of("a", "b"));
        List<Column> absent = List.of(
                Column.optional("a", ColumnKind.INT),
                Column.optional("b", ColumnKind.MONEY),
                Column.optional("c", ColumnKind.DOUBLE),
                Column.optional("d", ColumnKind.FLAG),
                Column.optional("e", ColumnKind.CODED_TEXT));

        ColumnBlock block = open().read(0, absent);

        assertThat(block.ints("a")).containsExactly(Integer.MIN_VALUE, Integer.MIN_VALUE);
        assertThat(block.longs("b")).containsExactly(Long.MIN_VALUE, Long.MIN_VALUE);
        assertThat(block.doubles("c")).containsExactly(Double.NaN, Double.NaN);
        assertThat(block.flags("d")).containsExactly(-1, -1);
        assertThat(texts(block.coded("e"))).containsExactly(null, null);
    }

    @Test
    void requiredColumnThatTheFileLacksIsRefused() throws IOException {
        write(RowOrder.asIs(1), ints(1), CodedText.of("a"));

        assertThatThrownBy(() -> open().read(0, List.of(Column.required("amount", ColumnKind.MONEY))))
                .isInstanceOf(DataContractException.class)
                .hasMessage(
                        "[" + path + "] column 'amount' missing: expected required int64 amount (DECIMAL(18,4)), was"
                                + " none. Nothing was read; run `nightly --full-extract`.");
    }

    @Test
    void columnOfAnotherTypeIsRefused() throws IOException {
        write(RowOrder.asIs(1), ints(1), CodedText.of("a"));

        assertThatThrownBy(() -> open().read(0, List.of(Column.required("count", ColumnKind.DATE))))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("[" + path + "] column 'count' of another type: expected required int32 count"
                        + " (DATE), was required int32 count.");
        assertThatThrownBy(() -> open().read(0, List.of(Column.required("channel", ColumnKind.CODED_TEXT))))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("was optional binary channel (STRING)");
    }

    @Test
    void missingValueInRequiredTextIsRefused() throws IOException {
        List<Column> columns = List.of(Column.required("kind", ColumnKind.CODED_TEXT));
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, columns)) {
            List<ColumnValues> values = List.of(new ColumnValues.Coded(CodedText.of("visit", null)));

            assertThatThrownBy(() -> writer.writeRowGroup(0, RowOrder.asIs(2), values))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must have a value in each row, 1 had none");
        }
        assertThat(storage.list(path.getParent())).isEmpty();
    }

    @Test
    void sameRowsGiveTheSameBytes() throws IOException {
        EdgeValues.write(storage, path);
        Path other = new Path(directory.toString(), "other.parquet");
        EdgeValues.write(storage, other);

        assertThat(directory.resolve("other.parquet"))
                .hasSameBinaryContentAs(directory.resolve("months/2011-03.parquet"));
    }

    @Test
    void writerThatDoesNotCommitLeavesNothing() throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, List.of(COUNT))) {
            writer.writeRowGroup(0, RowOrder.asIs(1), List.of(ints(1)));
        }

        assertThat(directory.resolve("months")).isEmptyDirectory();
    }

    @Test
    void writingAgainReplacesTheFile() throws IOException {
        write(RowOrder.asIs(1), ints(1), CodedText.of("a"));
        write(RowOrder.asIs(1), ints(2), CodedText.of("a"));

        assertThat(open().read(0, List.of(COUNT)).ints("count")).containsExactly(2);
    }

    @Test
    void valuesOfTooFewColumnsAreRefused() throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, List.of(COUNT, CHANNEL))) {
            assertThatThrownBy(() -> writer.writeRowGroup(0, RowOrder.asIs(1), List.of(ints(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row group must have 2 columns, was 1: " + path);
        }
    }

    @Test
    void optionalTextIsRefused() {
        assertThatThrownBy(() -> Column.optional("key", ColumnKind.TEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 'key' of kind TEXT must be required");
    }

    @Test
    void columnThatWasNotReadIsNamed() throws IOException {
        write(RowOrder.asIs(1), ints(1), CodedText.of("a"));

        assertThatThrownBy(() -> open().read(0, List.of(COUNT)).coded("channel"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 'channel' was not read, only [count]");
    }

    private void write(RowOrder order, ColumnValues counts, CodedText channels) throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, List.of(COUNT, CHANNEL))) {
            writer.writeRowGroup(0, order, List.of(counts, new ColumnValues.Coded(channels)));
            writer.commit(Map.of());
        }
    }

    private ColumnFile open() throws IOException {
        return ColumnFile.open(storage, path, REMEDY);
    }

    private static ColumnValues ints(int... values) {
        return new ColumnValues.Ints(values);
    }

    private static List<@org.jspecify.annotations.Nullable String> texts(CodedText text) {
        List<@org.jspecify.annotations.Nullable String> texts = new java.util.ArrayList<>();
        for (int row = 0; row < text.size(); row++) {
            texts.add(text.get(row));
        }
        return texts;
    }
}
