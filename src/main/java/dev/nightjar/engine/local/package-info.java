/**
 * Runs partitions on threads of this process.
 * Read {@link dev.nightjar.engine.local.LocalEngine} first.
 */
@NullMarked
package dev.nightjar.engine.local;

import org.jspecify.annotations.NullMarked;
