/**
 * Reads a shop's PostgreSQL and Parquet lakes into canonical rows and says which rows it could not take, and why.
 * Read {@link dev.nightjar.source.ShopSource} first.
 */
@NullMarked
package dev.nightjar.source;

import org.jspecify.annotations.NullMarked;
