/**
 * How a churn model comes about: cut-offs, minimum data, evaluation forward in time, refit, baselines and promotion.
 * Read {@link dev.nightjar.churn.training.ChurnTraining} first.
 */
@NullMarked
package dev.nightjar.churn.training;

import org.jspecify.annotations.NullMarked;
