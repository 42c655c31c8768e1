/**
 * Reads Parquet files that others wrote: lists them, maps their columns to the canonical ones, and splits their rows into
 * months, in the form in which rows of PostgreSQL arrive, so that all that follows is the same.
 * Read {@link dev.nightjar.source.lake.LakeSource} first.
 */
@NullMarked
package dev.nightjar.source.lake;

import org.jspecify.annotations.NullMarked;
