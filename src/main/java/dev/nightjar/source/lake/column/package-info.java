/**
 * Columns of foreign Parquet files: what they mean, their rows in primitive arrays, and how those become fields of canonical
 * rows. Read {@link dev.nightjar.source.lake.column.ColumnBatch} first.
 */
@NullMarked
package dev.nightjar.source.lake.column;

import org.jspecify.annotations.NullMarked;
