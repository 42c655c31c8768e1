package dev.nightjar;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local file system under the scheme {@code faulty:}, which fails when a test says so: full, refusing or gone. */
public class FaultyFileSystem extends RawLocalFileSystem {

    /** What makes Hadoop find it. */
    public static final String IMPLEMENTATION_KEY = "fs.faulty.impl";

    private static final URI ROOT = URI.create("faulty:///");

    private static volatile Predicate<Path> isFull = path -> false;
    private static volatile int firstFailure = Integer.MAX_VALUE;
    private static volatile boolean isGoneForGood;
    private static final AtomicInteger OPERATIONS = new AtomicInteger();

    /** How long it fails. */
    public enum Lasting {
        ONCE,
        FOR_GOOD
    }

    /** Lets everything succeed. */
    public static void mend() {
        isFull = path -> false;
        firstFailure = Integer.MAX_VALUE;
        OPERATIONS.set(0);
    }

    /** Has no room for files of these names: a part of each is written. */
    public static void fillUp(Predicate<Path> forFiles) {
        mend();
        isFull = forFiles;
    }

    /** Fails at the n-th operation from now on, counted from 1. */
    public static void failAt(int operation, Lasting lasting) {
        mend();
        isGoneForGood = lasting == Lasting.FOR_GOOD;
        firstFailure = operation;
    }

    /** Operations since the last call of another method here. */
    public static int operations() {
        return OPERATIONS.get();
    }

    private static void operation(String name, Path path) throws IOException {
        int number = OPERATIONS.incrementAndGet();
        if (number == firstFailure || (number > firstFailure && isGoneForGood)) {
            throw new IOException("Input/output error: " + name + " " + path.getName());
        }
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public String getScheme() {
        return ROOT.getScheme();
    }

    @Override
    public void initialize(URI uri, Configuration settings) throws IOException {
        super.initialize(ROOT, settings);
    }

    /** The parent's knows no other scheme than {@code file:}. */
    @Override
    public void access(Path path, FsAction mode) {}

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        operation("create", path);
        return faulty(path, super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress));
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<org.apache.hadoop.fs.CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        operation("create", path);
        return faulty(
                path, super.createNonRecursive(path, permission, flags, bufferSize, replication, blockSize, progress));
    }

    private static FSDataOutputStream faulty(Path path, FSDataOutputStream out) throws IOException {
        return new FSDataOutputStream(new FaultyStream(path, out), null);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        operation("open", path);
        return super.open(path, bufferSize);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        operation("rename", from);
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        operation("delete", path);
        return super.delete(path, recursive);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        operation("list", path);
        return super.listStatus(path);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        operation("make directory", path);
        return super.mkdirs(path, permission);
    }

    private static final class FaultyStream extends FilterOutputStream {

        private final Path path;

        FaultyStream(Path path, OutputStream out) {
            super(out);
            this.path = path;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (isFull.test(path)) {
                out.write(bytes, from, length / 2);
                throw new IOException("No space left on device");
            }
            operation("write", path);
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            try (OutputStream closed = out) {
                operation("close", path);
                closed.flush();
            }
        }
    }
}
