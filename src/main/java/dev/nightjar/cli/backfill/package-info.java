/** The command {@code backfill}. */
@NullMarked
package dev.nightjar.cli.backfill;

import org.jspecify.annotations.NullMarked;
