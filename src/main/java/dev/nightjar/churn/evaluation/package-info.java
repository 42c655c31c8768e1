/**
 * Judges churn probabilities: evidence and grade, a plain model to compare with, calibration, and what to tell the user.
 * Read {@link dev.nightjar.churn.evaluation.Evidence} first.
 */
@NullMarked
package dev.nightjar.churn.evaluation;

import org.jspecify.annotations.NullMarked;
