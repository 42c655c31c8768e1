/**
 * Fits the purchase models, chooses among them, and adapts them to markets and one-time buyers. Read
 * {@link dev.nightjar.cltv.purchase.PurchaseFits} first.
 */
@NullMarked
package dev.nightjar.cltv.purchase;

import org.jspecify.annotations.NullMarked;
