/** What a night makes of value beside the scores: totals by segment and the check on a hold-out period. */
@NullMarked
package dev.nightjar.job.cltv;

import org.jspecify.annotations.NullMarked;
