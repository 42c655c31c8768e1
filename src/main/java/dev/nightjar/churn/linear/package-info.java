/**
 * Churn by sums of what each input says: where boosting starts, and a plain model to compare with. Read {@link
 * dev.nightjar.churn.linear.AdditiveStart} first.
 */
@NullMarked
package dev.nightjar.churn.linear;

import org.jspecify.annotations.NullMarked;
