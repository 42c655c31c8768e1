package dev.nightjar.parquet;

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
import org.apache.parquet.io.OutputFile;
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
    private final Path temporary;
    private final List<Column> columns;
    private final MessageType schema;
    private final CodecFactory codecs;
    private final ParquetFileWriter file;
    private final List<Integer> numbers = new ArrayList<>();
    private final ChunkEncoder encoder;
    private long rows;
    private boolean isCommitted;

    private ColumnFileWriter(Storage storage, Path target, List<Column> columns) throws IOException {
        this.storage = storage;
        this.target = target;
        this.temporary = Storage.temporary(target);
        this.columns = List.copyOf(columns);
        this.schema = Column.schema(columns);
        ParquetProperties properties = properties();
        this.encoder = new ChunkEncoder(columns, PAGE_ROWS);
        this.codecs = new CodecFactory(storage.settings(), PAGE_BYTES);
        OutputFile out = new StorageOutputFile(storage, temporary);
        this.file = new ParquetFileWriter(
                out, schema, ParquetFileWriter.Mode.OVERWRITE, ROW_GROUP_BYTES, 0, null, properties);
        file.start();
    }

    /** Starts a file of these columns; their names must differ. */
    public static ColumnFileWriter create(Storage storage, Path target, List<Column> columns) throws IOException {
        return new ColumnFileWriter(storage, target, columns);
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
        file.startBlock(order.size());
        CompressionCodecFactory.BytesInputCompressor compressor = codecs.getCompressor(CODEC);
        try (ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                compressor, schema, HeapByteBufferAllocator.getInstance(), STATISTICS_BYTES, true)) {
            encoder.encode(pages, order, values);
            pages.flushToFileWriter(file);
        }
        file.endBlock();
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
        file.end(footer);
        file.close();
        storage.commit(temporary, target);
        isCommitted = true;
        return rows;
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        codecs.release();
        if (!isCommitted) {
            file.abort();
            file.close();
            storage.delete(temporary);
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
