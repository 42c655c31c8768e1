package dev.nightjar.source.lake.column;

import dev.nightjar.postgres.CopyBuffer;

/** Writes one field of a canonical row. */
@FunctionalInterface
public interface FieldWriter {

    /** @param row number in the batch of columns that the writer knows */
    void put(CopyBuffer target, int row);
}
