/**
 * Joins the packages into Spring Batch jobs, and binds configuration; it holds no rule of its own.
 * Read {@link dev.nightjar.job.NightLauncher} first.
 */
@NullMarked
package dev.nightjar.job;

import org.jspecify.annotations.NullMarked;
