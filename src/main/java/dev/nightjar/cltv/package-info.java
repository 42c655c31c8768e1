/**
 * What a customer is worth: how many purchases (BG/NBD), how large (Gamma-Gamma), discounted over a horizon.
 * Read {@link dev.nightjar.cltv.PurchaseSummary} first.
 */
@NullMarked
package dev.nightjar.cltv;

import org.jspecify.annotations.NullMarked;
