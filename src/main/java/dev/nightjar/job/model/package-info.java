/**
 * Stored models held against the features and the software there are now.
 * Read {@link dev.nightjar.job.model.StoredModel} first.
 */
@NullMarked
package dev.nightjar.job.model;

import org.jspecify.annotations.NullMarked;
