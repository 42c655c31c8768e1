package dev.nightjar.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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

    @Override
    public void access(Path path, FsAction mode) throws IOException {
        java.nio.file.Path local = pathToFile(path).toPath();
        if (mode.implies(FsAction.WRITE) && !Files.isWritable(local)) {
            throw new AccessControlException("not writable: " + path);
        }
    }
}
