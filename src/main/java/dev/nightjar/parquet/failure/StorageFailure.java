package dev.nightjar.parquet.failure;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A file that was not written, or could not be read for another reason than its content. A retry may help. */
public final class StorageFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private StorageFailure(String message, IOException cause) {
        super(message, cause);
    }

    /** What to throw when a file could not be written. */
    public static StorageFailure notWritten(Path file, IOException cause) {
        if (cause instanceof StorageFailure known) {
            return known;
        }
        return new StorageFailure(
                "[" + file + "] not written: " + reason(cause) + ". Nothing of it counts; give the file system room, or"
                        + " wait until it answers, and run again: it resumes.",
                cause);
    }

    /** What to throw when a file could not be read. */
    public static StorageFailure notRead(Path file, IOException cause) {
        if (cause instanceof StorageFailure known) {
            return known;
        }
        return new StorageFailure(
                "[" + file + "] not read: " + reason(cause) + ". Nothing was changed; run again when the file system"
                        + " answers: it resumes.",
                cause);
    }

    /** What the file system said, not what Parquet was doing then. */
    private static String reason(IOException failure) {
        String message = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
