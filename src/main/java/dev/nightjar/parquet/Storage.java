package dev.nightjar.parquet;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/**
 * The file system of one home: local, HDFS, S3A or any other that Hadoop knows. Directories are created readable by
 * their owner alone. Files appear whole: they are written under a temporary name beside their own, then renamed.
 *
 * <p>Owns its connection, apart from Hadoop's shared ones, so that neither another user's {@code close} nor Hadoop's
 * shutdown hook takes it away while a night finishes its partitions. Safe for use by several threads.
 */
public final class Storage implements Closeable {

    private static final FsPermission OWNER_ONLY = new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE);
    private static final FsPermission OWNER_FILE = new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);
    private static final String TEMPORARY_PREFIX = ".";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String ZSTD_LEVEL = "1";

    private final FileSystem files;

    private Storage(FileSystem files) {
        this.files = files;
    }

    /** The file system that holds {@code home}; a path without scheme is local. */
    public static Storage of(Path home) throws IOException {
        return of(home, new Configuration());
    }

    /** The file system that holds {@code home}, with Hadoop settings such as endpoints and credentials. */
    public static Storage of(Path home, Configuration settings) throws IOException {
        Configuration own = new Configuration(settings);
        own.setBoolean("fs.automatic.close", false);
        own.set("parquet.compression.codec.zstd.level", ZSTD_LEVEL);
        own.setBoolean("parquet.compression.codec.zstd.bufferPool.enabled", true);
        String scheme = home.toUri().getScheme();
        if (scheme == null || scheme.equals("file")) {
            OwnerOnlyFileSystem local = new OwnerOnlyFileSystem();
            local.initialize(URI.create("file:///"), own);
            return new Storage(local);
        }
        return new Storage(FileSystem.newInstance(home.toUri(), own));
    }

    /** Creates a directory, and those above it that are missing, readable by their owner alone. */
    public void createDirectories(Path directory) throws IOException {
        if (files.exists(directory)) {
            if (!files.getFileStatus(directory).isDirectory()) {
                throw new IOException("not a directory: " + directory);
            }
            return;
        }
        // one by one: not every file system gives the parents it creates the same permission
        if (directory.getParent() != null) {
            createDirectories(directory.getParent());
        }
        if (!files.mkdirs(directory, OWNER_ONLY)) {
            throw new IOException("cannot create directory " + directory);
        }
    }

    /** Whether there is a file or directory of this name. */
    public boolean exists(Path path) throws IOException {
        return files.exists(path);
    }

    /** The files right in a directory, in order of their names, without temporary ones; none if it does not exist. */
    public List<Path> list(Path directory) throws IOException {
        return statuses(directory).stream()
                .filter(status -> status.isFile() && !isTemporary(status.getPath()))
                .map(FileStatus::getPath)
                .sorted()
                .toList();
    }

    /** The directories right in a directory, in order of their names; none if it does not exist. */
    public List<Path> directories(Path directory) throws IOException {
        return statuses(directory).stream()
                .filter(FileStatus::isDirectory)
                .map(FileStatus::getPath)
                .sorted()
                .toList();
    }

    /** Deletes a file; one that is gone already is no error. */
    public void delete(Path file) throws IOException {
        files.delete(file, false);
    }

    /** Deletes what interrupted writers left in a directory; returns how many files. Nobody may be writing there. */
    public int deleteTemporaries(Path directory) throws IOException {
        List<Path> temporaries = new ArrayList<>();
        for (FileStatus status : statuses(directory)) {
            if (status.isFile() && isTemporary(status.getPath())) {
                temporaries.add(status.getPath());
            }
        }
        for (Path temporary : temporaries) {
            delete(temporary);
        }
        return temporaries.size();
    }

    /** The bytes of a small file. */
    public byte[] read(Path file) throws IOException {
        try (FSDataInputStream in = open(file)) {
            return in.readAllBytes();
        }
    }

    /** Creates a small file whole. */
    public void write(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        try (FSDataOutputStream out = create(temporary)) {
            out.write(content);
            sync(out);
        }
        commit(temporary, file);
    }

    /** Why nothing can be written below a directory, which need not exist yet; empty if it can. Changes nothing. */
    public Optional<String> writeProblem(Path directory) throws IOException {
        Path existing = directory;
        while (!files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!files.getFileStatus(existing).isDirectory()) {
            return Optional.of(existing + " is a file");
        }
        try {
            files.access(existing, FsAction.WRITE_EXECUTE);
            return Optional.empty();
        } catch (AccessControlException e) {
            return Optional.of("no permission to write to " + existing);
        }
    }

    /** Closes the connection. */
    @Override
    public void close() throws IOException {
        files.close();
    }

    Configuration settings() {
        return files.getConf();
    }

    /** Bytes of a file. */
    public long length(Path file) throws IOException {
        return files.getFileStatus(file).getLen();
    }

    /** Reads a file from its beginning. */
    public FSDataInputStream open(Path file) throws IOException {
        return files.open(file, BUFFER_BYTES);
    }

    /** Writes a file in place, readable by its owner alone; what is not closed may be there in part. */
    public FSDataOutputStream create(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            createDirectories(directory);
        }
        return files.create(
                file,
                OWNER_FILE,
                true,
                BUFFER_BYTES,
                files.getDefaultReplication(file),
                files.getDefaultBlockSize(file),
                null);
    }

    static Path temporary(Path file) {
        return new Path(file.getParent(), TEMPORARY_PREFIX + file.getName() + TEMPORARY_SUFFIX);
    }

    static void sync(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        }
    }

    void commit(Path temporary, Path file) throws IOException {
        if (files.rename(temporary, file)) {
            return;
        }
        // a file system that does not rename onto an existing file, as HDFS, where a partition is done again
        files.delete(file, false);
        if (!files.rename(temporary, file)) {
            throw new IOException("cannot rename " + temporary + " to " + file);
        }
    }

    private List<FileStatus> statuses(Path directory) throws IOException {
        try {
            return List.of(files.listStatus(directory));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static boolean isTemporary(Path path) {
        return path.getName().startsWith(TEMPORARY_PREFIX) && path.getName().endsWith(TEMPORARY_SUFFIX);
    }
}
