/**
 * Chooses among the purchase models by what customers did after a fit, corrects them by it, and adapts them to markets. Read
 * {@link dev.nightjar.cltv.choice.AutoFit} first.
 */
@NullMarked
package dev.nightjar.cltv.choice;

import org.jspecify.annotations.NullMarked;
