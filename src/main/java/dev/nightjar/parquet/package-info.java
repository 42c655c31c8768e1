/**
 * Parquet files written and read column by column into primitive arrays, on any Hadoop file system, each appearing
 * whole or not at all. Read {@link dev.nightjar.parquet.ColumnFile} first.
 */
@NullMarked
package dev.nightjar.parquet;

import org.jspecify.annotations.NullMarked;
