/**
 * The commands, their options, exit codes and what they print.
 * Read {@link dev.nightjar.cli.Nightjar} first.
 */
@NullMarked
package dev.nightjar.cli;

import org.jspecify.annotations.NullMarked;
