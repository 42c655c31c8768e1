/**
 * What can be configured, and how it is bound.
 * Read {@link dev.nightjar.job.settings.NightjarProperties} first.
 */
@NullMarked
package dev.nightjar.job.settings;

import org.jspecify.annotations.NullMarked;
