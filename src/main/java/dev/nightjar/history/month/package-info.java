/**
 * Which months of the source a night reads again, and why. Start with {@link dev.nightjar.history.month.ReadReason}.
 */
@NullMarked
package dev.nightjar.history.month;

import org.jspecify.annotations.NullMarked;
