/**
 * The page that a night leaves for people: one HTML file with its plots, which needs no server and no network. Read
 * {@link dev.nightjar.report.NightReport} first.
 */
@NullMarked
package dev.nightjar.report;

import org.jspecify.annotations.NullMarked;
