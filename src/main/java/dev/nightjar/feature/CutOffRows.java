package dev.nightjar.feature;

import dev.nightjar.cltv.PurchaseCounts;

/**
 * Labelled rows of one training cut-off: customers that were active then, sampled by a hash of their id, and what they
 * did in the horizon after it.
 *
 * @param cutOffDay days since 1970-01-01; everything before it is known to the features, nothing else
 * @param rows features as of the cut-off
 * @param churned one per row; true if the customer left within the horizon
 * @param population purchases of all customers as of the cut-off, active and lapsed, for what is fitted on them
 */
public record CutOffRows(int cutOffDay, FeatureRows rows, boolean[] churned, PurchaseCounts population) {}
