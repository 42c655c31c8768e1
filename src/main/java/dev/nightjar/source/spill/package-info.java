/**
 * Rows on their way from a lake into months, kept in files so that memory does not grow with the lake.
 * Read {@link dev.nightjar.source.spill.SpillWriter} first.
 */
@NullMarked
package dev.nightjar.source.spill;

import org.jspecify.annotations.NullMarked;
