/**
 * Who is leaving: the forest, its calibration, its reasons, its evaluation and its provenance.
 * Read {@link dev.nightjar.churn.ForestTrainer} first.
 */
@NullMarked
package dev.nightjar.churn;

import org.jspecify.annotations.NullMarked;
