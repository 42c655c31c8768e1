/**
 * The bytes of Parquet pages, made and read a column at a time without an object or a call per value.
 * Read {@link dev.nightjar.parquet.encoding.NumberChunk} first.
 */
@NullMarked
package dev.nightjar.parquet.encoding;

import org.jspecify.annotations.NullMarked;
