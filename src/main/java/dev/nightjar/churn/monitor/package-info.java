/**
 * Whether published scores came true, and whether the customers are still those a model learnt from.
 * Read {@link dev.nightjar.churn.monitor.RealisedChurn} first.
 */
@NullMarked
package dev.nightjar.churn.monitor;

import org.jspecify.annotations.NullMarked;
