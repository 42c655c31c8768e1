package dev.nightjar.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one night has to tell, without a single customer in it.
 *
 * @param run which night
 * @param remarks what somebody should look at, worst first
 * @param churn the model that scored; null where none did
 * @param population the customers of the night
 * @param totals customers and their CLTV by segment
 * @param drifts how far features and score have moved from the population the model learnt from, furthest first
 * @param past what earlier nights foretold and what then happened, oldest first
 * @param steps in their order
 */
public record NightReport(
        Run run,
        List<Remark> remarks,
        @Nullable Churn churn,
        Population population,
        List<Total> totals,
        List<Drift> drifts,
        List<Past> past,
        List<Step> steps) {

    public NightReport {
        remarks = List.copyOf(remarks);
        totals = List.copyOf(totals);
        drifts = List.copyOf(drifts);
        past = List.copyOf(past);
        steps = List.copyOf(steps);
    }

    /**
     * Which night.
     *
     * @param currency base currency, ISO 4217
     * @param seconds from its first launch to its end
     */
    public record Run(String runId, LocalDate asOfDate, int attempt, String version, String currency, double seconds) {}

    /**
     * What somebody should look at.
     *
     * @param severity error, fail, warning, warn or recommendation
     * @param code of the check or finding
     * @param text for people
     */
    public record Remark(String severity, String code, String text) {}

    /**
     * The model that scored, on customers it had not seen.
     *
     * @param status champion, challenger, retired or baseline
     * @param grade A, B or C; empty where it was not graded
     * @param testCustomers how many; 0 where it was not graded
     * @param rivals the model first, then what it had to beat
     * @param reliability tenths of the customers, least risky first
     * @param tops the riskiest
     * @param thresholds what calling everybody from a probability on a churner would have meant
     */
    public record Churn(
            String modelId,
            LocalDate asOfDate,
            String status,
            String grade,
            long testCustomers,
            List<Rival> rivals,
            List<Bin> reliability,
            List<Top> tops,
            List<Threshold> thresholds) {}

    /**
     * A model or a rule; what is not known is null.
     *
     * @param caughtByTenth share of all churners among the riskiest tenth
     */
    public record Rival(
            String name,
            double auc,
            @Nullable Double averagePrecision,
            @Nullable Double logLoss,
            @Nullable Double brier,
            @Nullable Double calibrationError,
            @Nullable Double caughtByTenth) {}

    /** A tenth of the customers: mean probability and the share that left. */
    public record Bin(double predicted, double realised) {}

    /** The riskiest share of the customers: the share of all churners among them, and their churn rate over everybody's. */
    public record Top(double share, double caught, double lift) {}

    /** Shares of all customers flagged, of churners caught, of the flagged who stayed. */
    public record Threshold(double probability, double flagged, double caught, double falseAlarms) {}

    /**
     * The customers of the night.
     *
     * @param customers all that have a row
     * @param scored those of them with a churn probability
     * @param bands scored customers by probability, in ten bands from 0 to 1
     * @param risks scored customers by risk
     * @param reasons scored customers by their first reason, most frequent first
     */
    public record Population(long customers, long scored, List<Count> bands, List<Count> risks, List<Count> reasons) {}

    /** How many customers a group has. */
    public record Count(String name, long customers) {}

    /** Customers of a segment that have a CLTV, and its sum with a 90 % interval, where known. */
    public record Total(
            String dimension,
            String member,
            long customers,
            double cltv,
            @Nullable Double low,
            @Nullable Double high) {}

    /** Population stability index of a feature or the score; level is stable, watch or warn. */
    public record Drift(String feature, double psi, String level) {}

    /** An earlier night whose horizon is over. */
    public record Past(LocalDate scoreDate, double auc, double meanProbability, double baseRate) {}

    /**
     * A step of the night.
     *
     * @param note what is to be said of it; empty where all is as usual
     */
    public record Step(
            String name,
            int partitions,
            long rowsRead,
            long rowsWritten,
            long rowsRejected,
            double seconds,
            String note) {}
}
