/**
 * The dates in the past at which customers are labelled, and samples of their rows.
 * Read {@link dev.nightjar.churn.cutoff.CutOffPlan} first.
 */
@NullMarked
package dev.nightjar.churn.cutoff;

import org.jspecify.annotations.NullMarked;
