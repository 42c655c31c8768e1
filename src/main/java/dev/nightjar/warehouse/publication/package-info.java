/**
 * Puts the scores of one night into the warehouse: loaded beside, checked, switched in one transaction.
 * Read {@link dev.nightjar.warehouse.publication.ScorePublisher} first.
 */
@NullMarked
package dev.nightjar.warehouse.publication;

import org.jspecify.annotations.NullMarked;
