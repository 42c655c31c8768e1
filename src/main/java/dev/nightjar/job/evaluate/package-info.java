/**
 * The evaluation: published scores of past nights beside what then happened.
 * Read {@link dev.nightjar.job.evaluate.EvaluateLauncher} first.
 */
@NullMarked
package dev.nightjar.job.evaluate;

import org.jspecify.annotations.NullMarked;
