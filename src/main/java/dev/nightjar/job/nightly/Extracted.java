package dev.nightjar.job.nightly;

import dev.nightjar.history.HistoryFile;
import dev.nightjar.source.SourceBatch;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the source as it was read, and how it becomes files of the history.
 *
 * @param batches rows taken and rows rejected, by month where the part has several
 * @param toHistory writes the rows of each batch; null where they are not kept, because there are none to keep
 */
record Extracted(
        List<? extends SourceBatch<?>> batches, @Nullable ToHistory toHistory) {

    /** Writes rows into the history. */
    @FunctionalInterface
    interface ToHistory {

        /**
         * @param batch which of the batches
         * @param cutAt the as-of date that ended the reading
         */
        HistoryFile write(int batch, LocalDate cutAt) throws IOException;
    }
}
