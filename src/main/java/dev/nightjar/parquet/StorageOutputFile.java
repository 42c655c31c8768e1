package dev.nightjar.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A file of a {@link Storage} as Parquet writes it, on disk when it is closed. */
final class StorageOutputFile implements OutputFile {

    private final Storage storage;
    private final Path path;
    private @Nullable SyncedStream stream;

    StorageOutputFile(Storage storage, Path path) {
        this.storage = storage;
        this.path = path;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return createOrOverwrite(blockSizeHint);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        FSDataOutputStream out = storage.create(path);
        stream = new SyncedStream(HadoopStreams.wrap(out), out);
        return stream;
    }

    /** Closes the file so that nothing of it is seen where that is possible; what was closed before stays. */
    void abandon() throws IOException {
        if (stream != null) {
            stream.abandon();
        }
    }

    static void sync(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        }
    }

    /** Ends a stream so that nothing of it is seen, where that is possible. */
    static void abandon(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
            out.abort();
        }
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    /** Syncs before it closes, so that a rename never publishes a file that a power failure can still empty. */
    private static final class SyncedStream extends DelegatingPositionOutputStream {

        private final PositionOutputStream position;
        private final FSDataOutputStream out;
        private boolean isClosed;

        SyncedStream(PositionOutputStream position, FSDataOutputStream out) {
            super(position);
            this.position = position;
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return position.getPos();
        }

        void abandon() throws IOException {
            if (!isClosed) {
                isClosed = true;
                StorageOutputFile.abandon(out);
                out.close();
            }
        }

        @Override
        public void close() throws IOException {
            if (!isClosed) {
                isClosed = true;
                try {
                    StorageOutputFile.sync(out);
                    out.close();
                } catch (IOException e) {
                    StorageOutputFile.abandon(out);
                    closeAfter(e);
                    throw e;
                }
            }
        }

        /** A stream of HDFS that broke throws the same exception each time, which cannot be noted with itself. */
        private void closeAfter(IOException failure) {
            try {
                out.close();
            } catch (IOException again) {
                if (again != failure) {
                    failure.addSuppressed(again);
                }
            }
        }
    }
}
