package dev.nightjar.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/**
 * The local file system without checksum files beside each file, which Parquet's own page checksums make needless.
 * Sets permissions itself: without Hadoop's native library the parent starts a {@code chmod} for each file.
 */
final class OwnerOnlyFileSystem extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        java.nio.file.Path local = pathToFile(path).toPath();
        if (!local.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            super.setPermission(path, permission);
            return;
        }
        String rights = permission.getUserAction().SYMBOL
                + permission.getGroupAction().SYMBOL
                + permission.getOtherAction().SYMBOL;
        Set<PosixFilePermission> posix = PosixFilePermissions.fromString(rights);
        Files.setPosixFilePermissions(local, posix);
    }

    /**
     * Creates a file that is not there and writes it to the disk.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    void createNew(Path path, byte[] content) throws IOException {
        java.nio.file.Path local = pathToFile(path).toPath();
        boolean isPosix = local.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(local, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            fill(channel, content, local);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    private static void fill(FileChannel channel, byte[] content, java.nio.file.Path local) throws IOException {
        try {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.delete(local);
            throw e;
        }
    }

    @Override
    public void access(Path path, FsAction mode) throws IOException {
        java.nio.file.Path local = pathToFile(path).toPath();
        if (mode.implies(FsAction.WRITE) && !Files.isWritable(local)) {
            throw new AccessControlException("not writable: " + path);
        }
    }
}
