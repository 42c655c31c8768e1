package dev.nightjar.parquet;

import dev.nightjar.parquet.failure.StorageFailure;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a Parquet file column by column out of arrays. The file appears under its name when {@link #commit} returns;
 * closing without a commit leaves nothing. The same rows in the same calls give the same bytes.
 *
 * <p>Row groups have numbers of the caller's, such as buckets. Parquet has no empty row groups, so one without rows is
 * left out and the footer says which number each of the others has.
 */
public final class ColumnFileWriter implements Closeable {

    static final String ROW_GROUPS_KEY = "nightjar.row-groups";

    private static final CompressionCodecName CODEC = CompressionCodecName.SNAPPY;
    private static final int PAGE_ROWS = 50_000;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int STATISTICS_BYTES = 64;
    private static final long ROW_GROUP_BYTES = 1L << 27;

    private final Storage storage;
    private final Path target;
    private final Path written;
    private final List<Column> columns;
    private final MessageType schema;
    private final CodecFactory codecs;
    private final StorageOutputFile out;
    private final ParquetFileWriter file;
    private final List<Integer> numbers = new ArrayList<>();
    private final ChunkEncoder encoder;
    private long rows;
    private boolean isCommitted;

    private ColumnFileWriter(Storage storage, Path target, List<Column> columns) throws IOException {
        this.storage = storage;
        this.target = target;
        this.written = storage.writtenAs(target);
        this.columns = List.copyOf(columns);
        this.schema = Column.schema(columns);
        ParquetProperties properties = properties();
        this.encoder = new ChunkEncoder(columns, PAGE_ROWS);
        this.codecs = new CodecFactory(storage.settings(), PAGE_BYTES);
        this.out = new StorageOutputFile(storage, written);
        this.file = new ParquetFileWriter(
                out, schema, ParquetFileWriter.Mode.OVERWRITE, ROW_GROUP_BYTES, 0, null, properties);
        file.start();
    }

    /** Starts a file of these columns; their names must differ. */
    public static ColumnFileWriter create(Storage storage, Path target, List<Column> columns) throws IOException {
        try {
            return new ColumnFileWriter(storage, target, columns);
        } catch (IOException e) {
            throw StorageFailure.notWritten(target, e);
        }
    }

    /**
     * Writes rows as a row group.
     *
     * @param number the caller's number for it, in ascending order of calls
     * @param order which rows, and in which order
     * @param values one per column of the file
     */
    public void writeRowGroup(int number, RowOrder order, List<ColumnValues> values) throws IOException {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "row group must have " + columns.size() + " columns, was " + values.size() + ": " + target);
        }
        if (order.size() == 0) {
            return;
        }
        CompressionCodecFactory.BytesInputCompressor compressor = codecs.getCompressor(CODEC);
        try (ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                compressor, schema, HeapByteBufferAllocator.getInstance(), STATISTICS_BYTES, true)) {
            file.startBlock(order.size());
            encoder.encode(pages, order, values);
            pages.flushToFileWriter(file);
            file.endBlock();
        } catch (IOException e) {
            throw StorageFailure.notWritten(target, e);
        }
        numbers.add(number);
        rows += order.size();
    }

    /**
     * Ends the file and gives it its name.
     *
     * @param metadata kept in the footer; must not hold anything that differs between writes of the same rows
     * @return the rows written
     */
    public long commit(Map<String, String> metadata) throws IOException {
        Map<String, String> footer = new TreeMap<>(metadata);
        footer.put(ROW_GROUPS_KEY, numbers.stream().map(String::valueOf).collect(Collectors.joining(",")));
        try {
            file.end(footer);
            file.close();
            storage.commit(written, target);
        } catch (IOException e) {
            throw StorageFailure.notWritten(target, e);
        }
        isCommitted = true;
        return rows;
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        codecs.release();
        if (!isCommitted) {
            file.abort();
            try {
                out.abandon();
                file.close();
            } finally {
                deleteWritten();
            }
        }
    }

    /** On an object store nothing was written; a file of that name is another one. */
    private void deleteWritten() throws IOException {
        if (!written.equals(target)) {
            storage.delete(written);
        }
    }

    private static ParquetProperties properties() {
        return ParquetProperties.builder()
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withStatisticsTruncateLength(STATISTICS_BYTES)
                .withSizeStatisticsEnabled(false)
                .withPageWriteChecksumEnabled(true)
                .build();
    }
}
