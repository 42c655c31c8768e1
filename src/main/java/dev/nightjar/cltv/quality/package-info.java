/**
 * How well value is foretold: fitted on the past before a hold-out period, compared with what happened in it. Read
 * {@link dev.nightjar.cltv.quality.HoldOutEvaluation} first.
 */
@NullMarked
package dev.nightjar.cltv.quality;

import org.jspecify.annotations.NullMarked;
