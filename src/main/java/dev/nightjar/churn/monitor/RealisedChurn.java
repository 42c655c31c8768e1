package dev.nightjar.churn.monitor;

import dev.nightjar.churn.ChurnMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the customers of one past night: collects each customer's published score beside the label, then says
 * how well they agree. Not for concurrent use.
 */
public final class RealisedChurn {

    /** Groups by the published percentile; 10 holds those most likely to leave. */
    public static final int DECILES = 10;

    /** The risk bands, least first. */
    public static final List<String> RISKS = List.of("low", "medium", "high");

    private static final int FIRST_CAPACITY = 1024;

    private final Group[] deciles = new Group[DECILES];
    private final Group[] risks = new Group[RISKS.size()];
    private double[] probabilities = new double[FIRST_CAPACITY];
    private boolean[] churned = new boolean[FIRST_CAPACITY];
    private int size;

    /** Nobody yet. */
    public RealisedChurn() {
        Arrays.setAll(deciles, decile -> new Group());
        Arrays.setAll(risks, risk -> new Group());
    }

    /**
     * A published score, as it stands in the table.
     *
     * @param probability 0 to 1
     * @param percentile 1 to 100, 100 = most likely to leave
     * @param risk one of {@link #RISKS}
     */
    public record Published(double probability, int percentile, String risk) {

        /** @throws IllegalArgumentException if one of them is out of range */
        public Published {
            if (!(probability >= 0 && probability <= 1)
                    || percentile < 1
                    || percentile > 100
                    || !RISKS.contains(risk)) {
                throw new IllegalArgumentException("a published score must have a probability from 0 to 1, a percentile"
                        + " from 1 to 100 and a risk of " + RISKS + ", was " + probability + ", " + percentile + ", "
                        + risk);
            }
        }
    }

    /** Adds a customer: what was published, and whether the customer then left within the horizon. */
    public void add(Published score, boolean hasLeft) {
        if (size == probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, 2 * size);
            churned = Arrays.copyOf(churned, 2 * size);
        }
        probabilities[size] = score.probability();
        churned[size] = hasLeft;
        size++;
        deciles[(score.percentile() - 1) / DECILES].add(score.probability(), hasLeft);
        risks[RISKS.indexOf(score.risk())].add(score.probability(), hasLeft);
    }

    /** The number of customers. */
    public int size() {
        return size;
    }

    /**
     * All figures, always the same ones in the same order: customers and churners, base rate and mean probability, AUC,
     * average precision, log-loss (nats), Brier score and calibration error as {@link ChurnMetrics} has them; and
     * customers, mean probability and realised churn of each decile and each risk band. What is not defined is missing:
     * AUC and average precision with one class only, everything but counts without a customer.
     */
    public List<Figure> figures() {
        Group all = new Group();
        for (Group decile : deciles) {
            all.add(decile);
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("customers", (double) all.customers));
        figures.add(Figure.of("churners", (double) all.churners));
        figures.add(Figure.of("base_rate", all.realised()));
        figures.add(Figure.of("mean_probability", all.meanProbability()));
        addMetrics(figures, all);
        for (int decile = 0; decile < DECILES; decile++) {
            deciles[decile].addTo(figures, "decile", Integer.toString(decile + 1));
        }
        for (int risk = 0; risk < risks.length; risk++) {
            risks[risk].addTo(figures, "risk", RISKS.get(risk));
        }
        return List.copyOf(figures);
    }

    private void addMetrics(List<Figure> figures, Group all) {
        ChurnMetrics metrics = size == 0
                ? new ChurnMetrics(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : ChurnMetrics.of(Arrays.copyOf(probabilities, size), Arrays.copyOf(churned, size));
        boolean hasBothClasses = all.churners > 0 && all.churners < all.customers;
        figures.add(Figure.of("auc", metrics.auc()));
        figures.add(Figure.of("average_precision", hasBothClasses ? metrics.averagePrecision() : Double.NaN));
        figures.add(Figure.of("log_loss", metrics.logLoss()));
        figures.add(Figure.of("brier", metrics.brier()));
        figures.add(Figure.of("calibration_error", metrics.calibrationError()));
    }

    /** Some of the customers. */
    private static final class Group {

        private long customers;
        private long churners;
        private double sumOfProbabilities;

        void add(double probability, boolean hasLeft) {
            customers++;
            churners += hasLeft ? 1 : 0;
            sumOfProbabilities += probability;
        }

        void add(Group other) {
            customers += other.customers;
            churners += other.churners;
            sumOfProbabilities += other.sumOfProbabilities;
        }

        /** 0 / 0 is NaN, which stands for a missing value. */
        double realised() {
            return (double) churners / customers;
        }

        double meanProbability() {
            return sumOfProbabilities / customers;
        }

        void addTo(List<Figure> figures, String dimension, String member) {
            figures.add(Figure.of("customers", dimension, member, (double) customers));
            figures.add(Figure.of("mean_probability", dimension, member, meanProbability()));
            figures.add(Figure.of("realised_churn", dimension, member, realised()));
        }
    }
}
