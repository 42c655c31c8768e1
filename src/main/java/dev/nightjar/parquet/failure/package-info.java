/**
 * What a file system did not do, told with the file and the remedy. Start with
 * {@link dev.nightjar.parquet.failure.StorageFailure}.
 */
@NullMarked
package dev.nightjar.parquet.failure;

import org.jspecify.annotations.NullMarked;
