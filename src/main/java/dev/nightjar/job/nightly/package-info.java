/**
 * The nightly job and its steps, in the order in which they run.
 * Read {@link dev.nightjar.job.nightly.NightlyJobConfiguration} first.
 */
@NullMarked
package dev.nightjar.job.nightly;

import org.jspecify.annotations.NullMarked;
