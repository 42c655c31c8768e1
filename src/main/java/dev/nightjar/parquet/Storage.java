package dev.nightjar.parquet;

import dev.nightjar.parquet.failure.StorageFailure;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/**
 * The file system of one home: local, HDFS, S3A or any other that Hadoop knows. Directories are created readable by
 * their owner alone, where there are owners. Files appear whole: they are written under a temporary name beside their
 * own, then renamed; an object store, which copies to rename, shows a file only when its stream is closed, so there they
 * are written under their own name, and a stream that failed is aborted.
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
    private final boolean isObjectStore;

    private Storage(FileSystem files, boolean isObjectStore) {
        this.files = files;
        this.isObjectStore = isObjectStore;
    }

    /** The file system that holds {@code home}; a path without scheme is local. */
    public static Storage of(Path home) throws IOException {
        return of(home, new Configuration());
    }

    /** The file system that holds {@code home}, with Hadoop settings such as endpoints and credentials. */
    public static Storage of(Path home, Configuration settings) throws IOException {
        Configuration own = new Configuration(settings);
        own.setBoolean("fs.automatic.close", false);
        // the stream that reads ahead can leave close() waiting for ever
        own.setIfUnset("fs.s3a.input.stream.type", "classic");
        own.set("parquet.compression.codec.zstd.level", ZSTD_LEVEL);
        own.setBoolean("parquet.compression.codec.zstd.bufferPool.enabled", true);
        String scheme = home.toUri().getScheme();
        if (scheme == null || scheme.equals("file")) {
            OwnerOnlyFileSystem local = new OwnerOnlyFileSystem();
            local.initialize(URI.create("file:///"), own);
            return new Storage(local, false);
        }
        FileSystem files = FileSystem.newInstance(home.toUri(), own);
        return new Storage(files, files.hasPathCapability(home, CommonPathCapabilities.ABORTABLE_STREAM));
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

    /** Deletes a directory with all that is in it; one that is gone already is no error. */
    public void deleteRecursively(Path directory) throws IOException {
        files.delete(directory, true);
    }

    /** What writers at work, or interrupted ones, have right in a directory under temporary names. */
    public List<Path> temporaries(Path directory) throws IOException {
        return statuses(directory).stream()
                .filter(status -> status.isFile() && isTemporary(status.getPath()))
                .map(FileStatus::getPath)
                .toList();
    }

    /** The bytes of a small file. */
    public byte[] read(Path file) throws IOException {
        try (FSDataInputStream in = open(file)) {
            return in.readAllBytes();
        }
    }

    /** Creates a small file whole, in place of one of its name. */
    public void write(Path file, byte[] content) throws IOException {
        Path written = writtenAs(file);
        try {
            fill(create(written), content);
            commit(written, file);
        } catch (IOException e) {
            throw StorageFailure.notWritten(file, e);
        }
    }

    /**
     * Creates a small file unless there is one of its name: of several writers at once, one succeeds. A writer that dies
     * in the middle may leave a part of the content, so the content must say whether it is whole; and it must differ from
     * any other writer's, for an answer that was lost on its way is told from a defeat by what the file holds.
     *
     * @return whether this call created it
     */
    public boolean createIfAbsent(Path file, byte[] content) throws IOException {
        boolean isCreated = false;
        try {
            if (files instanceof OwnerOnlyFileSystem local) {
                createDirectories(file.getParent());
                local.createNew(file, content);
                return true;
            }
            FSDataOutputStream out = createNew(file);
            isCreated = !isObjectStore;
            fill(out, content);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            if (!isCreated && exists(file)) {
                // another's, whole or not; or one's own, of which only the answer was lost
                return Arrays.equals(read(file), content);
            }
            StorageFailure failure = StorageFailure.notWritten(file, e);
            throw isCreated ? withoutPart(file, failure) : failure;
        }
    }

    private StorageFailure withoutPart(Path file, StorageFailure failure) {
        try {
            files.delete(file, false);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
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
        if (directory != null && !isObjectStore) {
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

    private FSDataOutputStream createNew(Path file) throws IOException {
        String ifAbsent = Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file).overwrite(false);
        if (files.hasPathCapability(file, ifAbsent)) {
            builder = builder.must(ifAbsent, true);
        } else {
            createDirectories(file.getParent());
        }
        return builder.permission(OWNER_FILE).build();
    }

    private static void fill(FSDataOutputStream out, byte[] content) throws IOException {
        try {
            out.write(content);
            StorageOutputFile.sync(out);
        } catch (IOException e) {
            StorageOutputFile.giveUp(out, e);
            throw e;
        }
        out.close();
    }

    /** The name under which a file is written before it is committed. */
    Path writtenAs(Path file) {
        return isObjectStore ? file : temporary(file);
    }

    static Path temporary(Path file) {
        return new Path(file.getParent(), TEMPORARY_PREFIX + file.getName() + TEMPORARY_SUFFIX);
    }

    /** Gives a file that was written whole its name. */
    void commit(Path written, Path file) throws IOException {
        if (written.equals(file) || files.rename(written, file)) {
            return;
        }
        // a file system that does not rename onto an existing file, as HDFS, where a partition is done again
        files.delete(file, false);
        if (!files.rename(written, file)) {
            throw new IOException("cannot rename " + written + " to " + file);
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
