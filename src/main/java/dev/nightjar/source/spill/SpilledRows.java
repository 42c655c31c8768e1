package dev.nightjar.source.spill;

import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.CopyBuffer;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.spill.SpillWriter.Chunk;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** The rows of one part from all files they were written to, a chunk at a time. */
public final class SpilledRows implements CopyOutReader.Messages, AutoCloseable {

    private final Storage storage;
    private final Deque<Path> files;
    private final String part;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private @Nullable FSDataInputStream in;
    private boolean isStarted;
    private boolean isEnded;

    public SpilledRows(Storage storage, List<Path> files, String part) {
        this.storage = storage;
        this.files = new ArrayDeque<>(files);
        this.part = part;
    }

    @Override
    public byte @Nullable [] next() {
        if (!isStarted) {
            isStarted = true;
            return edge(CopyBuffer::putHeader);
        }
        try {
            byte[] chunk = nextChunk();
            if (chunk != null) {
                return chunk;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!isEnded) {
            isEnded = true;
            return edge(CopyBuffer::putTrailer);
        }
        return null;
    }

    /** What comes before or after the rows. */
    public static byte[] edge(java.util.function.Consumer<CopyBuffer> put) {
        CopyBuffer buffer = new CopyBuffer();
        put.accept(buffer);
        return Arrays.copyOf(buffer.bytes(), buffer.size());
    }

    private byte @Nullable [] nextChunk() throws IOException {
        while (chunks.isEmpty()) {
            close();
            Path file = files.poll();
            if (file == null) {
                return null;
            }
            in = storage.open(file);
            chunks.addAll(chunks(in, storage.length(file)));
        }
        Chunk chunk = chunks.remove();
        byte[] stored = new byte[chunk.storedBytes()];
        java.util.Objects.requireNonNull(in).readFully(chunk.offset(), stored);
        byte[] raw = new byte[chunk.rawBytes()];
        Snappy.uncompress(stored, 0, stored.length, raw, 0);
        return raw;
    }

    private List<Chunk> chunks(FSDataInputStream file, long length) throws IOException {
        byte[] end = new byte[Long.BYTES];
        file.readFully(length - end.length, end);
        file.seek(java.nio.ByteBuffer.wrap(end).getLong());
        List<Chunk> found = new ArrayList<>();
        DataInputStream index = new DataInputStream(new java.io.BufferedInputStream(file));
        for (int parts = index.readInt(); parts > 0; parts--) {
            boolean isOurs = index.readUTF().equals(part);
            for (int count = index.readInt(); count > 0; count--) {
                Chunk chunk = new Chunk(index.readLong(), index.readInt(), index.readInt());
                if (isOurs) {
                    found.add(chunk);
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
