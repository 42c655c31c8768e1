/**
 * What the nightly job does around its extraction: which months are open, lakes read into them, what is too bad to count.
 * Read {@link dev.nightjar.job.extract.OpenMonths} first.
 */
@NullMarked
package dev.nightjar.job.extract;

import org.jspecify.annotations.NullMarked;
