/**
 * What the user's SELECTs are and whether they deliver the canonical columns.
 * Read {@link dev.nightjar.source.extract.SourceInspection} first.
 */
@NullMarked
package dev.nightjar.source.extract;

import org.jspecify.annotations.NullMarked;
