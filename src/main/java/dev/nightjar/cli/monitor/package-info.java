/**
 * The commands that watch what was published. Read {@link dev.nightjar.cli.monitor.EvaluateCommand} first.
 */
@NullMarked
package dev.nightjar.cli.monitor;

import org.jspecify.annotations.NullMarked;
