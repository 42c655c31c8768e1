/**
 * The history: orders and interactions in one Parquet file per month, one row group per bucket of customers; profiles;
 * and the manifest that says which files count. Read {@link dev.nightjar.history.HistoryStore} first.
 */
@NullMarked
package dev.nightjar.history;

import org.jspecify.annotations.NullMarked;
