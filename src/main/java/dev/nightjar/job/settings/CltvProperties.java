package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Customer lifetime value, {@code nightjar.cltv}.
 *
 * @param model auto, bg-nbd, pareto-nbd or mbg-nbd
 * @param horizon how far ahead value is counted
 * @param annualDiscountRate 0.10 makes 1.00 a year from now worth 0.909 today
 * @param margin share of the order value that is earned, 0 to 1
 * @param market field of the profile that tells markets apart under auto: country, language, acquisition_channel, a key of the
 *     attributes, or none
 */
public record CltvProperties(
        @DefaultValue("auto") String model,
        @DefaultValue("P365D") Period horizon,
        @DefaultValue("0.10") double annualDiscountRate,
        @DefaultValue("1.0") double margin,
        @DefaultValue("country") String market) {

    private static final List<String> MODELS = List.of("auto", "bg-nbd", "pareto-nbd", "mbg-nbd");

    /** @throws ConfigurationException listing every value that cannot be */
    public CltvProperties {
        List<String> problems = new ArrayList<>();
        DayPeriods.check("nightjar.cltv.horizon", horizon, problems);
        if (!MODELS.contains(model)) {
            problems.add("nightjar.cltv.model must be auto, bg-nbd, pareto-nbd or mbg-nbd but was " + model);
        }
        if (!(annualDiscountRate >= 0 && annualDiscountRate <= 1)) {
            problems.add("nightjar.cltv.annual-discount-rate must be 0 to 1 but was " + annualDiscountRate);
        }
        if (!(margin >= 0 && margin <= 1)) {
            problems.add("nightjar.cltv.margin must be 0 to 1 but was " + margin);
        }
        if (market.isBlank()) {
            problems.add("nightjar.cltv.market must not be empty; none makes all customers one market");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
