package dev.nightjar.job.nightly;

import dev.nightjar.history.HistoryFile;
import dev.nightjar.source.SourceBatch;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A part of the source as it was read, and how it becomes a file of the history.
 *
 * @param batch rows taken and rows rejected
 * @param toHistory writes the rows; null where they are not kept, because there are none to keep
 */
record Extracted(SourceBatch<?> batch, @Nullable ToHistory toHistory) {

    /** Writes rows into the history. */
    @FunctionalInterface
    interface ToHistory {

        /**
         * @param rejected rows of the part that were refused
         * @param cutAt the as-of date that ended the reading
         */
        HistoryFile write(long rejected, LocalDate cutAt) throws IOException;
    }
}
