/**
 * What a database says of its months without giving their rows, such as whether one changed. Start with
 * {@link dev.nightjar.source.fingerprint.DatabaseMonths}.
 */
@NullMarked
package dev.nightjar.source.fingerprint;

import org.jspecify.annotations.NullMarked;
