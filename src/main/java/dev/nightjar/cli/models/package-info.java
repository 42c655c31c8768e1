/**
 * The command {@code models}.
 * Read {@link dev.nightjar.cli.models.ModelsCommand} first.
 */
@NullMarked
package dev.nightjar.cli.models;

import org.jspecify.annotations.NullMarked;
