package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.feature.ChurnDefinition;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The churn model, {@code nightjar.churn}.
 *
 * @param horizon length of the future in which a customer who places no order has churned
 * @param activeWithin a customer whose last completed order is older is lapsed, and is not scored for churn
 * @param definition what counts as churn: inactivity, cancellation or either
 * @param trainingRows greatest number of rows a model is trained on; customers are sampled by a hash of their id
 * @param seed of the training
 * @param retrainAfter age of the champion from which {@code --train auto} trains again
 * @param riskCutOffs probabilities from which the risk is medium and high
 * @param excludeFeatures feature codes, source columns or attributes that no model may see
 * @param stableAttributes profile attributes that never change for a customer, and so may be model features
 */
public record ChurnProperties(
        @DefaultValue("P90D") Period horizon,
        @DefaultValue("P365D") Period activeWithin,
        @DefaultValue("inactivity") String definition,
        @DefaultValue("30000") int trainingRows,
        @DefaultValue("1") long seed,
        @DefaultValue("P7D") Period retrainAfter,
        @DefaultValue({"0.4", "0.7"}) List<Double> riskCutOffs,
        @DefaultValue Set<String> excludeFeatures,
        @DefaultValue List<String> stableAttributes) {

    private static final int MIN_TRAINING_ROWS = 1_000;
    private static final int MAX_TRAINING_ROWS = 10_000_000;

    /** @throws ConfigurationException listing every value that cannot be */
    public ChurnProperties {
        List<String> problems = new ArrayList<>();
        DayPeriods.check("nightjar.churn.horizon", horizon, problems);
        DayPeriods.check("nightjar.churn.active-within", activeWithin, problems);
        DayPeriods.check("nightjar.churn.retrain-after", retrainAfter, problems);
        if (!Set.of("inactivity", "cancellation", "either").contains(definition)) {
            problems.add("nightjar.churn.definition must be inactivity, cancellation or either but was " + definition);
        }
        if (trainingRows < MIN_TRAINING_ROWS || trainingRows > MAX_TRAINING_ROWS) {
            problems.add("nightjar.churn.training-rows must be " + MIN_TRAINING_ROWS + " to " + MAX_TRAINING_ROWS
                    + " but was " + trainingRows);
        }
        if (!areCutOffs(riskCutOffs)) {
            problems.add("nightjar.churn.risk-cut-offs must be two ascending probabilities between 0 and 1 but was "
                    + riskCutOffs);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        riskCutOffs = List.copyOf(riskCutOffs);
        excludeFeatures = Set.copyOf(excludeFeatures);
        stableAttributes = List.copyOf(stableAttributes);
    }

    /** What counts as churn. */
    public ChurnDefinition churnDefinition() {
        return ChurnDefinition.valueOf(definition.toUpperCase(Locale.ROOT));
    }

    private static boolean areCutOffs(List<Double> cutOffs) {
        return cutOffs.size() == 2 && cutOffs.get(0) > 0 && cutOffs.get(0) < cutOffs.get(1) && cutOffs.get(1) < 1;
    }
}
