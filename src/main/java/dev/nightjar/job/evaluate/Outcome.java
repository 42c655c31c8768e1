package dev.nightjar.job.evaluate;

import dev.nightjar.churn.monitor.Figure;
import dev.nightjar.churn.monitor.RealisedChurn;
import dev.nightjar.churn.monitor.RealisedChurn.Published;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.feature.ChurnLabel;
import dev.nightjar.feature.FactsCalculator;
import dev.nightjar.job.evaluate.DueNights.Due;
import dev.nightjar.warehouse.monitor.PublishedScores.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the customers of one past night. Labels are those of training: the same code, the horizon and the
 * definition that the night ran with.
 */
final class Outcome {

    private final Due due;
    private final Map<String, Published> scores;
    private final long notScored;
    private final RealisedChurn realised = new RealisedChurn();
    private final FactsCalculator facts = new FactsCalculator();
    private int found;
    private int refusing;

    Outcome(Due due, Scores scores) {
        this.due = due;
        this.scores = scores.byCustomer();
        this.notScored = scores.notScored();
    }

    /** The first day that plays no part. */
    int horizonEndDay() {
        return Math.toIntExact(due.horizonEndsOn().toEpochDay());
    }

    /**
     * Adds the customers of one bucket. Who refuses profiling by now is left out; so is who has no completed order before
     * the score date any more, because the customer was erased or the orders were taken back.
     *
     * @param bucket events from {@link #horizonEndDay} on change nothing
     */
    void add(BucketHistory bucket) {
        int scoreDay = Math.toIntExact(due.night().scoreDate().toEpochDay());
        for (int i = 0; i < bucket.size(); i++) {
            CustomerHistory customer = bucket.customer(i);
            Published score = scores.get(customer.customerId());
            if (score == null || facts.facts(customer, scoreDay) == null) {
                continue;
            }
            found++;
            if (customer.profile().refusesProfiling()) {
                refusing++;
            } else {
                realised.add(score, ChurnLabel.churned(customer, scoreDay, due.horizonDays(), due.definition()));
            }
        }
    }

    /** Customers with a probability who are not compared. */
    long leftOut() {
        return (long) scores.size() - realised.size();
    }

    /** The figures, once all buckets are added. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(realised.figures());
        figures.add(count("not_scored", notScored));
        figures.add(count("left_out_refusing", refusing));
        figures.add(count("left_out_unknown", (long) scores.size() - found));
        return figures;
    }

    private static Figure count(String metric, long customers) {
        return new Figure(metric, null, null, (double) customers);
    }
}
