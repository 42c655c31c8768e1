/**
 * A churn model as bytes.
 * Read {@link dev.nightjar.churn.artifact.ChurnModelArtifact} first.
 */
@NullMarked
package dev.nightjar.churn.artifact;

import org.jspecify.annotations.NullMarked;
