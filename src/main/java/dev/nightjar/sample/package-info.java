/**
 * Generates shops of any size from known parameters, so that what is fitted on them can be compared with the truth.
 * Read {@link dev.nightjar.sample.SampleShop} first.
 */
@NullMarked
package dev.nightjar.sample;

import org.jspecify.annotations.NullMarked;
