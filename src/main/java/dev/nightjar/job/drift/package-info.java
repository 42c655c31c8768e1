/**
 * Whether the customers of a night are still those that its model learnt from.
 * Read {@link dev.nightjar.job.drift.NightDrift} first.
 */
@NullMarked
package dev.nightjar.job.drift;

import org.jspecify.annotations.NullMarked;
