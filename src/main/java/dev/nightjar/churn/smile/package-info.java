/**
 * Trains the churn forest with Smile; nothing else imports it.
 * Read {@link dev.nightjar.churn.smile.SmileForestTrainer} first.
 */
@NullMarked
package dev.nightjar.churn.smile;

import org.jspecify.annotations.NullMarked;
