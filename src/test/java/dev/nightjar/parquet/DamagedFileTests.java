package dev.nightjar.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedText;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTests {

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
    void absentFileIsNamed() {
        assertThatThrownBy(this::open)
                .isInstanceOf(DataContractException.class)
                .hasMessage("[" + path + "] missing: expected a Parquet file, was none. Nothing was read; " + REMEDY);
    }

    @Test
    void truncatedFileIsRefusedWhereverItEnds() throws IOException {
        EdgeValues.write(storage, path);
        java.nio.file.Path file = directory.resolve("months/2011-03.parquet");
        byte[] whole = Files.readAllBytes(file);

        for (int length : new int[] {0, 1, 11, 12, 100, whole.length / 2, whole.length - 9, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> open().read(7, EdgeValues.COLUMNS))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(DataContractException.class)
                    .hasMessageStartingWith("[" + path + "] damaged: expected a whole Parquet file")
                    .hasMessageEndingWith(REMEDY);
        }
    }

    @Test
    void garbageIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("months"));
        Files.writeString(directory.resolve("months/2011-03.parquet"), "order_id,customer_id\n1,2\n".repeat(100));

        assertThatThrownBy(this::open)
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("is not a Parquet file");
    }

    @Test
    void changedByteInAPageIsNoticed() throws IOException {
        write(RowOrder.asIs(3), ints(101, 202, 303), CodedText.of("a", "b", "c"));
        java.nio.file.Path file = directory.resolve("months/2011-03.parquet");
        byte[] whole = Files.readAllBytes(file);
        int page = 60;
        whole[page] ^= 0x10;
        Files.write(file, whole);

        assertThatThrownBy(() -> open().read(0, List.of(COUNT, CHANNEL)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void fileOfAnotherWriterIsRefused() throws IOException, SQLException {
        Files.createDirectories(directory.resolve("months"));
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("copy (select 1 as count) to '" + path.toUri().getPath() + "' (format parquet)");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("foreign file: expected 'nightjar.row-groups' in the footer");
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
}
