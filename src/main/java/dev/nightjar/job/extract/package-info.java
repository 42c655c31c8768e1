/**
 * What the nightly job does before it extracts: which months are open, and lakes read into them.
 * Read {@link dev.nightjar.job.extract.OpenMonths} first.
 */
@NullMarked
package dev.nightjar.job.extract;

import org.jspecify.annotations.NullMarked;
