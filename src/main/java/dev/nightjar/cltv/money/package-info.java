/** What of a purchase is kept as margin. Read {@link dev.nightjar.cltv.money.Margin} first. */
@NullMarked
package dev.nightjar.cltv.money;

import org.jspecify.annotations.NullMarked;
