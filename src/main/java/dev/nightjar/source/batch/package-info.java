/**
 * Columns of canonical rows while they are being read, without an object per row, and what becomes of keys that occur
 * twice. Read {@link dev.nightjar.source.batch.OrderBatchBuilder} first.
 */
@NullMarked
package dev.nightjar.source.batch;

import org.jspecify.annotations.NullMarked;
