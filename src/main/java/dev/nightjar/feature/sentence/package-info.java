/**
 * Reasons as sentences for people.
 * Read {@link dev.nightjar.feature.sentence.ReasonSentences} first.
 */
@NullMarked
package dev.nightjar.feature.sentence;

import org.jspecify.annotations.NullMarked;
