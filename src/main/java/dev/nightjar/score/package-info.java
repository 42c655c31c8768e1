/**
 * Joins features, churn, value and segments for one customer.
 * Read {@link dev.nightjar.score.CustomerScore} first.
 */
@NullMarked
package dev.nightjar.score;

import org.jspecify.annotations.NullMarked;
