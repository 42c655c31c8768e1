package dev.nightjar.source.spill;

import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.CopyBuffer;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.xerial.snappy.Snappy;

/**
 * Writes rows in any order into one file that holds those of each part together, in chunks of whole rows. Memory is a chunk
 * for each part that has rows.
 */
public final class SpillWriter implements Closeable {

    private static final int CHUNK_BYTES = 1 << 16;

    private final MonthCalendar calendar;
    private final DataOutputStream out;
    private final byte[][] buffers;
    private final int[] used;
    private final long[] rows;
    private final Map<Integer, List<Chunk>> chunks = new TreeMap<>();
    private long offset;

    /** @param rawBytes before compression */
    record Chunk(long offset, int storedBytes, int rawBytes) {}

    public SpillWriter(Storage storage, Path file, MonthCalendar calendar) throws IOException {
        this.calendar = calendar;
        this.out = new DataOutputStream(storage.create(file));
        this.buffers = new byte[calendar.parts()][];
        this.used = new int[calendar.parts()];
        this.rows = new long[calendar.parts()];
    }

    /** Adds a row to a part. */
    public void add(int part, CopyBuffer row) throws IOException {
        int size = row.size();
        if (buffers[part] == null) {
            buffers[part] = new byte[CHUNK_BYTES];
        }
        if (used[part] + size > buffers[part].length) {
            flush(part);
        }
        if (size > buffers[part].length) {
            buffers[part] = new byte[size];
        }
        System.arraycopy(row.bytes(), 0, buffers[part], used[part], size);
        used[part] += size;
        rows[part]++;
    }

    private void flush(int part) throws IOException {
        if (used[part] == 0) {
            return;
        }
        byte[] stored = new byte[Snappy.maxCompressedLength(used[part])];
        int length = Snappy.compress(buffers[part], 0, used[part], stored, 0);
        out.write(stored, 0, length);
        chunks.computeIfAbsent(part, p -> new ArrayList<>()).add(new Chunk(offset, length, used[part]));
        offset += length;
        used[part] = 0;
    }

    /** Writes what is left, and where everything is; returns the rows of each part that has some. */
    public Map<String, Long> finish() throws IOException {
        for (int part = 0; part < buffers.length; part++) {
            flush(part);
            buffers[part] = null;
        }
        out.writeInt(chunks.size());
        for (Map.Entry<Integer, List<Chunk>> part : chunks.entrySet()) {
            out.writeUTF(calendar.name(part.getKey()));
            out.writeInt(part.getValue().size());
            for (Chunk chunk : part.getValue()) {
                out.writeLong(chunk.offset());
                out.writeInt(chunk.storedBytes());
                out.writeInt(chunk.rawBytes());
            }
        }
        out.writeLong(offset);
        out.close();
        Map<String, Long> counts = new TreeMap<>();
        chunks.keySet().forEach(part -> counts.put(calendar.name(part), rows[part]));
        return counts;
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(buffers, null);
        out.close();
    }
}
