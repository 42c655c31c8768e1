/** Reads what a night left in the warehouse, and writes its report. */
@NullMarked
package dev.nightjar.job.report;

import org.jspecify.annotations.NullMarked;
