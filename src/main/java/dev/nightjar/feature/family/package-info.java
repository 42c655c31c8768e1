/**
 * The features, family by family: each class declares the features of its family and how they are computed.
 * Read {@link dev.nightjar.feature.family.Feature} first, then {@code OrderFeatures} as an example.
 */
@NullMarked
package dev.nightjar.feature.family;

import org.jspecify.annotations.NullMarked;
