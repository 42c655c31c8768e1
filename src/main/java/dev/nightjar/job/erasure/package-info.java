/**
 * Forgets customers wherever Nightjar has kept them.
 * Read {@link dev.nightjar.job.erasure.CustomerErasure} first.
 */
@NullMarked
package dev.nightjar.job.erasure;

import org.jspecify.annotations.NullMarked;
