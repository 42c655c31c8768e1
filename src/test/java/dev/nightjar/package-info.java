/** What tests of several packages share. */
@NullMarked
package dev.nightjar;

import org.jspecify.annotations.NullMarked;
