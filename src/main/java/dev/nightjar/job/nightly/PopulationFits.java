package dev.nightjar.job.nightly;

import dev.nightjar.cltv.CltvModel;
import dev.nightjar.segment.RfmCutPoints;
import org.jspecify.annotations.Nullable;

/**
 * What is fitted once on the whole population as of the date, and applied to one customer after the other.
 *
 * @param cltvModelId its row in the model store
 * @param cltv purchases, spend, refunds and the formula; null where there is no customer at all
 * @param rfm cut points of the RFM scores; null where there is no customer at all
 */
record PopulationFits(
        String cltvModelId,
        @Nullable CltvModel cltv,
        @Nullable RfmCutPoints rfm) {}
