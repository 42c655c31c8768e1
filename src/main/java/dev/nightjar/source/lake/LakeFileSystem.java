package dev.nightjar.source.lake;

import dev.nightjar.customer.DataContractException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Lists and opens the files of lakes, on any file system that Hadoop knows. Safe for use by several threads. */
final class LakeFileSystem implements AutoCloseable {

    private static final long MILLIS_PER_SECOND = 1000;
    private static final String REMEDY =
            " Nothing of it was kept; run the night again when the file is back as it was, or with a further --attempt to"
                    + " read the lake as it is now.";

    private final Configuration settings;
    private final Map<String, FileSystem> systems = new HashMap<>();

    /** @param settings of Hadoop, such as endpoints and credentials */
    LakeFileSystem(Configuration settings) {
        this.settings = settings;
    }

    Configuration settings() {
        return settings;
    }

    /**
     * The files of a location, in order of their paths: none that is empty, none whose name, or that of a folder which the
     * location does not name itself, begins with a dot or an underscore.
     */
    List<LakeFile> list(LakeLocation location) throws IOException {
        Path path = new Path(location.path());
        FileSystem files = of(path);
        FileStatus[] found;
        try {
            found = files.globStatus(path);
        } catch (FileNotFoundException e) {
            found = null;
        }
        List<LakeFile> listed = new ArrayList<>();
        String[] asked = names(files.makeQualified(path));
        for (FileStatus status : found == null ? new FileStatus[0] : found) {
            if (isAsked(names(status.getPath()), asked)) {
                add(files, status, listed);
            }
        }
        listed.sort(java.util.Comparator.comparing(LakeFile::path));
        return listed;
    }

    private static String[] names(Path path) {
        return path.toUri().getPath().split("/");
    }

    /** A glob does not ask for hidden files and folders, a name does. */
    private static boolean isAsked(String[] found, String[] asked) {
        for (int i = 0; i < found.length; i++) {
            if (isHidden(found[i]) && !(i < asked.length && found[i].equals(asked[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.startsWith("_");
    }

    private static void add(FileSystem files, FileStatus status, List<LakeFile> listed) throws IOException {
        if (status.isDirectory()) {
            for (FileStatus child : files.listStatus(status.getPath())) {
                if (!isHidden(child.getPath().getName())) {
                    add(files, child, listed);
                }
            }
        } else if (status.getLen() > 0) {
            String path = status.getPath().toString();
            listed.add(new LakeFile(path, status.getLen(), status.getModificationTime(), folders(status.getPath())));
        }
    }

    private static Map<String, String> folders(Path file) {
        Map<String, String> folders = new HashMap<>();
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            int equals = folder.getName().indexOf('=');
            if (equals > 0) {
                String value = folder.getName().substring(equals + 1).replace("+", "%2B");
                folders.putIfAbsent(
                        folder.getName().substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return folders;
    }

    /** The file as Parquet reads it. */
    InputFile input(LakeFile file) {
        return new LakeInput(this, file);
    }

    /** S3 lists a file with milliseconds, and tells them not when asked for that file alone. */
    static boolean isSameTime(long now, long then) {
        boolean isOfSeconds = now % MILLIS_PER_SECOND == 0 || then % MILLIS_PER_SECOND == 0;
        return now == then || (isOfSeconds && now / MILLIS_PER_SECOND == then / MILLIS_PER_SECOND);
    }

    /**
     * @throws DataContractException if the file is gone or is not what it was when the night began
     * @throws UnreachableException if its file system does not say
     */
    void requireUnchanged(LakeFile file) throws IOException {
        try {
            FileStatus now = of(new Path(file.path())).getFileStatus(new Path(file.path()));
            if (now.getLen() != file.length() || !isSameTime(now.getModificationTime(), file.modified())) {
                throw new DataContractException("[" + file.path() + "] changed since the night began: expected "
                        + file.length() + " bytes of " + java.time.Instant.ofEpochMilli(file.modified()) + ", was "
                        + now.getLen() + " of " + java.time.Instant.ofEpochMilli(now.getModificationTime()) + "."
                        + REMEDY);
            }
        } catch (FileNotFoundException e) {
            throw new DataContractException(
                    "[" + file.path() + "] gone: expected the file that was there when the night began, was none."
                            + REMEDY,
                    e);
        } catch (IOException e) {
            throw new UnreachableException(file, e);
        }
    }

    private synchronized FileSystem of(Path path) throws IOException {
        String scheme = path.toUri().getScheme();
        String name = (scheme == null ? "" : scheme) + "://" + path.toUri().getAuthority();
        FileSystem files = systems.get(name);
        if (files == null) {
            Configuration own = new Configuration(settings);
            own.setBoolean("fs.automatic.close", false);
            files = FileSystem.newInstance(path.toUri(), own);
            // others need not keep checksum files beside theirs, and stale ones say nothing
            files = files instanceof LocalFileSystem local ? local.getRaw() : files;
            systems.put(name, files);
        }
        return files;
    }

    @Override
    public synchronized void close() {
        for (FileSystem files : systems.values()) {
            try {
                files.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        systems.clear();
    }

    private record LakeInput(LakeFileSystem lake, LakeFile file) implements InputFile {

        @Override
        public long getLength() {
            return file.length();
        }

        @Override
        public SeekableInputStream newStream() throws IOException {
            Path path = new Path(file.path());
            FSDataInputStream in = reached(file, () -> lake.of(path).open(path));
            return new DelegatingSeekableInputStream(new ReachedStream(file, in)) {
                @Override
                public long getPos() throws IOException {
                    return in.getPos();
                }

                @Override
                public void seek(long position) throws IOException {
                    reached(file, () -> {
                        in.seek(position);
                        return position;
                    });
                }
            };
        }

        @Override
        public String toString() {
            return file.path();
        }
    }

    /** The file system failed, which says nothing of the file. */
    static final class UnreachableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreachableException(LakeFile file, IOException cause) {
            super(
                    "[" + file.path() + "] not reached: its file system failed (" + cause.getMessage()
                            + "). Nothing of it was kept; run the night again, which resumes.",
                    cause);
        }
    }

    @FunctionalInterface
    private interface Access<T> {

        T run() throws IOException;
    }

    private static <T> T reached(LakeFile file, Access<T> access) throws IOException {
        try {
            return access.run();
        } catch (FileNotFoundException | EOFException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreachableException(file, e);
        }
    }

    /** Tells failures of the file system from what Parquet makes of the bytes. */
    private static final class ReachedStream extends FilterInputStream {

        private final LakeFile file;

        ReachedStream(LakeFile file, InputStream in) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return reached(file, in::read);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return reached(file, () -> in.read(bytes, from, length));
        }
    }
}
