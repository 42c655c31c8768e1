/**
 * What is known of scores and models after the night: how past scores came true.
 * Read {@link dev.nightjar.warehouse.monitor.ModelMonitor} first.
 */
@NullMarked
package dev.nightjar.warehouse.monitor;

import org.jspecify.annotations.NullMarked;
