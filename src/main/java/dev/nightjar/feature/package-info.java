/**
 * A customer's history and an as-of date, turned into numbers; and the label a churn model learns.
 * Read {@link dev.nightjar.feature.FeatureMatrix} first.
 */
@NullMarked
package dev.nightjar.feature;

import org.jspecify.annotations.NullMarked;
