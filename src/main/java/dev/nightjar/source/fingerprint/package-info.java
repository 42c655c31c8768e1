/**
 * What a source says of its months in one aggregate query, so that one that changed is noticed. Start with
 * {@link dev.nightjar.source.fingerprint.MonthFingerprints}.
 */
@NullMarked
package dev.nightjar.source.fingerprint;

import org.jspecify.annotations.NullMarked;
