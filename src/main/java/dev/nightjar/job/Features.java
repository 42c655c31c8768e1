package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.job.settings.ChurnProperties;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.job.settings.NightjarProperties;

/** The features of a configuration. */
public final class Features {

    private Features() {}

    /**
     * The features that exist for a source.
     *
     * @throws ConfigurationException if what is excluded or declared stable cannot be
     */
    public static FeatureCatalogue of(NightjarProperties properties, SourceShape shape) {
        ChurnProperties churn = properties.churn();
        try {
            return FeatureCatalogue.of(
                    shape,
                    new FeatureOptions(
                            churn.excludeFeatures(),
                            churn.stableAttributes(),
                            DayPeriods.days(churn.activeWithin()),
                            DayPeriods.days(churn.horizon()),
                            churn.churnDefinition()));
        } catch (IllegalArgumentException e) {
            throw ConfigurationException.of("nightjar.churn: " + e.getMessage());
        }
    }
}
