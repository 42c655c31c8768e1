package dev.nightjar.parquet;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.failure.StorageFailure;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * A file of a {@link ColumnFileWriter}, read column by column into arrays. Holds the footer, not the open file, so that
 * many stay at hand, and is safe for use by several threads.
 */
public final class ColumnFile {

    private final StorageInputFile input;
    private final String remedy;
    private final ParquetMetadata footer;
    private final int[] numbers;

    private ColumnFile(StorageInputFile input, String remedy, ParquetMetadata footer, int[] numbers) {
        this.input = input;
        this.remedy = remedy;
        this.footer = footer;
        this.numbers = numbers;
    }

    /**
     * Reads the footer of a file.
     *
     * @param remedy what helps if the file cannot be read, as the end of a message: {@code Run `…`.}
     * @throws DataContractException if the file is missing, truncated or not written by Nightjar
     */
    public static ColumnFile open(Storage storage, Path path, String remedy) throws IOException {
        try {
            StorageInputFile input = new StorageInputFile(storage, path, storage.length(path));
            try (SeekableInputStream in = input.newStream()) {
                ParquetMetadata footer = ParquetFileReader.readFooter(input, options(storage), in);
                return new ColumnFile(input, remedy, footer, numbers(path, footer, remedy));
            }
        } catch (FileNotFoundException e) {
            throw new DataContractException(
                    "[" + path + "] missing: expected a Parquet file, was none. Nothing was read; " + remedy, e);
        } catch (EOFException e) {
            throw damaged(path, remedy, e);
        } catch (IOException e) {
            throw StorageFailure.notRead(path, e);
        } catch (DataContractException e) {
            throw e;
        } catch (RuntimeException e) {
            throw damaged(path, remedy, e);
        }
    }

    /** The path of the file. */
    public Path path() {
        return input.path();
    }

    /** The numbers of the row groups that have rows, ascending. */
    public int[] rowGroups() {
        return numbers.clone();
    }

    /** The rows of a row group; 0 for one that was empty when written. */
    public int rows(int rowGroup) {
        int index = Arrays.binarySearch(numbers, rowGroup);
        return index < 0 ? 0 : Math.toIntExact(footer.getBlocks().get(index).getRowCount());
    }

    /** The rows of all row groups. */
    public long rows() {
        return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    }

    /** What the writer kept in the footer. */
    public Map<String, String> metadata() {
        return footer.getFileMetaData().getKeyValueMetaData();
    }

    /** The columns of the file, in their order. */
    public List<Column> columns() {
        return schema().getFields().stream()
                .map(field -> Column.of(field.asPrimitiveType()))
                .toList();
    }

    /**
     * Reads columns of a row group. An optional column that the file lacks has missing values only.
     *
     * @param rowGroup the writer's number; one that was empty when written has no rows
     * @throws DataContractException if the file lacks a required column, has one of another type, or is damaged
     */
    public ColumnBlock read(int rowGroup, List<Column> columns) throws IOException {
        int rows = rows(rowGroup);
        Map<String, ColumnValues> values = new HashMap<>();
        List<Column> present = columns.stream().filter(this::hasColumn).toList();
        if (rows > 0 && !present.isEmpty()) {
            try {
                decode(Arrays.binarySearch(numbers, rowGroup), rows, present, values);
            } catch (EOFException e) {
                throw damaged(path(), remedy, e);
            } catch (IOException e) {
                throw StorageFailure.notRead(path(), e);
            } catch (RuntimeException e) {
                throw damaged(path(), remedy, e);
            }
        }
        for (Column column : columns) {
            values.computeIfAbsent(column.name(), name -> MissingValues.of(column.kind(), rows));
        }
        return new ColumnBlock(rows, values);
    }

    private void decode(int index, int rows, List<Column> columns, Map<String, ColumnValues> values)
            throws IOException {
        BlockMetaData block = footer.getBlocks().get(index);
        ParquetMetadata one = new ParquetMetadata(footer.getFileMetaData(), List.of(block));
        ParquetReadOptions options = options(input.storage());
        try (ParquetFileReader reader = new ParquetFileReader(input, one, options, input.newStream())) {
            reader.setRequestedSchema(Column.schema(columns));
            try (PageReadStore pages = reader.readRowGroup(0)) {
                for (Column column : columns) {
                    ColumnDescriptor descriptor = schema().getColumnDescription(new String[] {column.name()});
                    ChunkDecoder decoder = new ChunkDecoder(pages.getPageReader(descriptor), descriptor, rows);
                    values.put(column.name(), decoder.decode(column.kind()));
                }
            }
        }
    }

    private boolean hasColumn(Column column) {
        if (!schema().containsField(column.name())) {
            if (column.isOptional()) {
                return false;
            }
            throw contract("column '" + column.name() + "' missing: expected " + column.type() + ", was none");
        }
        PrimitiveType actual = schema().getType(column.name()).asPrimitiveType();
        boolean isStricter = actual.getRepetition() == PrimitiveType.Repetition.REQUIRED || column.isOptional();
        if (!isStricter || !column.kind().isStored(actual)) {
            throw contract(
                    "column '" + column.name() + "' of another type: expected " + column.type() + ", was " + actual);
        }
        return true;
    }

    private MessageType schema() {
        return footer.getFileMetaData().getSchema();
    }

    private DataContractException contract(String problem) {
        return new DataContractException("[" + path() + "] " + problem + ". Nothing was read; " + remedy);
    }

    private static int[] numbers(Path path, ParquetMetadata footer, String remedy) {
        String text = footer.getFileMetaData().getKeyValueMetaData().get(ColumnFileWriter.ROW_GROUPS_KEY);
        if (text == null) {
            throw new DataContractException("[" + path + "] foreign file: expected '" + ColumnFileWriter.ROW_GROUPS_KEY
                    + "' in the footer, was none. Nothing was read; " + remedy);
        }
        return text.isEmpty()
                ? new int[0]
                : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static DataContractException damaged(Path path, String remedy, Exception cause) {
        return new DataContractException(
                "[" + path + "] damaged: expected a whole Parquet file, was truncated, changed or another file ("
                        + cause.getMessage() + "). Nothing was read; " + remedy,
                cause);
    }

    private static ParquetReadOptions options(Storage storage) {
        return ParquetReadOptions.builder(new HadoopParquetConfiguration(storage.settings()))
                .withCodecFactory(new CodecFactory(storage.settings(), 0))
                .usePageChecksumVerification(true)
                .withUseHadoopVectoredIo(false)
                .build();
    }
}
