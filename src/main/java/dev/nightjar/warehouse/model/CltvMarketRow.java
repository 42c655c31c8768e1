package dev.nightjar.warehouse.model;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cltv_model_market}: the purchase model that values of one market are computed with. Time is in weeks.
 *
 * @param market {@link #ALL} for all customers together
 * @param purchaseModel {@code bg-nbd}, {@code pareto-nbd} or {@code mbg-nbd}
 * @param parameters a JSON object, by their names in the paper
 * @param logStandardErrors a JSON object, of the logarithms of the parameters; null where they are not known
 */
public record CltvMarketRow(
        String market,
        String purchaseModel,
        long customers,
        long repeatCustomers,
        String parameters,
        @Nullable String logStandardErrors,
        double logLikelihood,
        double gradientNorm) {

    /** The market of all customers, and of those whose market is unknown or small. */
    public static final String ALL = "*";
}
