package dev.nightjar.churn.training;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.BaselineModel.Direction;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.evaluation.CalibratorChoice;
import dev.nightjar.churn.evaluation.Evidence;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The scores that a forest has to beat: the best rule on a single input, and BG/NBD's probability of no order. Which is
 * best is decided on training cut-offs alone.
 *
 * @param encoder makes their inputs
 * @param contenders best on the training rows first
 */
record Baselines(FeatureEncoder encoder, List<Contender> contenders) {

    /** The name of BG/NBD's probability of no order. */
    static final String NO_ORDER_NAME = "bg-nbd probability of no order";

    /**
     * A baseline and how well it ranks the training rows.
     *
     * @param model calibrated on the training rows
     * @param name what is written into the row of the model
     * @param trainingAuc 0 to 1
     */
    record Contender(BaselineModel model, String name, double trainingAuc) {}

    /**
     * A baseline on the test cut-off.
     *
     * @param name what it is
     * @param trainingAuc what it was chosen by
     * @param testAuc 0 to 1, of the score itself: a calibrator may hold neighbours for equal
     * @param probabilities of the test customers, after calibration on the training rows
     * @param churned what they then did
     */
    record Graded(String name, double trainingAuc, double testAuc, double[] probabilities, boolean[] churned) {

        TrainingOutcome.Baseline figures() {
            return new TrainingOutcome.Baseline(name, testAuc, ChurnMetrics.logLoss(probabilities, churned));
        }

        Map<String, Object> provenance() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("name", name);
            figures.put("training_auc", trainingAuc);
            figures.putAll(Baselines.provenance(testAuc, probabilities, churned));
            return figures;
        }
    }

    /**
     * Chooses and calibrates the baselines.
     *
     * @param rows training rows of both classes
     * @param inputs names of the inputs that a rule may read
     */
    static Baselines learn(TrainingRows rows, FeatureEncoder encoder, List<String> inputs) {
        List<Contender> contenders = new ArrayList<>();
        bestRule(rows, inputs).ifPresent(contenders::add);
        if (inputs.contains(BaselineModel.ORDER_PROBABILITY)) {
            BaselineModel noOrder = calibrated(BaselineModel.ORDER_PROBABILITY, Direction.LOW, rows);
            contenders.add(new Contender(noOrder, NO_ORDER_NAME, auc(noOrder, rows)));
        }
        contenders.sort(Comparator.comparingDouble(Contender::trainingAuc).reversed());
        return new Baselines(encoder, List.copyOf(contenders));
    }

    /** Every contender on the test cut-off; their inputs are made by the encoder they learnt with. */
    List<Graded> test(LabelledCutOffs source, CutOff test) {
        FeatureMatrix inputs = source.inputs(test.day(), encoder);
        return contenders.stream()
                .map(contender -> grade(contender, inputs, test))
                .toList();
    }

    /** What a baseline reaches on the test cut-off. */
    static Graded grade(Contender contender, FeatureMatrix inputs, CutOff test) {
        double auc = ChurnMetrics.auc(contender.model().score(inputs), test.churned());
        double[] probabilities = contender.model().probability(inputs);
        return new Graded(contender.name(), contender.trainingAuc(), auc, probabilities, test.churned());
    }

    /** What probabilities reach on the test cut-off. */
    static Map<String, Object> provenance(double auc, double[] probabilities, boolean[] churned) {
        ChurnMetrics metrics = ChurnMetrics.of(probabilities, churned);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("test_auc", auc);
        figures.put("test_average_precision", metrics.averagePrecision());
        figures.put("test_log_loss", metrics.logLoss());
        figures.put("test_brier", metrics.brier());
        figures.put("test_calibration_error", metrics.calibrationError());
        figures.put("top", Evidence.of(probabilities, churned).topProvenance());
        return figures;
    }

    /** The greatest test AUC, the first if there are several. */
    static Graded strongest(List<Graded> graded) {
        Graded strongest = graded.get(0);
        for (Graded other : graded) {
            strongest = other.testAuc() > strongest.testAuc() ? other : strongest;
        }
        return strongest;
    }

    /** The same rule with a calibrator fitted on this cut-off. */
    static BaselineModel calibrate(BaselineModel model, FeatureMatrix inputs, CutOff cutOff) {
        IsotonicCalibrator calibrator = IsotonicCalibrator.fit(model.score(inputs), cutOff.churned());
        return new BaselineModel(model.input(), model.direction(), calibrator);
    }

    /**
     * The rule with the greatest AUC, the first input and the high end if there are several. BG/NBD's probability is a
     * contender of its own.
     */
    private static Optional<Contender> bestRule(TrainingRows rows, List<String> inputs) {
        Optional<Contender> best = Optional.empty();
        for (String input : inputs) {
            if (input.equals(BaselineModel.ORDER_PROBABILITY)) {
                continue;
            }
            double high = ChurnMetrics.auc(rows.inputs().column(input), rows.churned());
            Direction direction = high >= 0.5 ? Direction.HIGH : Direction.LOW;
            double auc = Math.max(high, 1 - high);
            if (best.isEmpty() || auc > best.get().trainingAuc()) {
                BaselineModel rule = new BaselineModel(input, direction, ProbabilityCalibrator.identity());
                best = Optional.of(new Contender(rule, direction.name().toLowerCase(Locale.ROOT) + " " + input, auc));
            }
        }
        return best.map(rule -> new Contender(
                calibrated(rule.model().input(), rule.model().direction(), rows), rule.name(), rule.trainingAuc()));
    }

    private static double auc(BaselineModel model, TrainingRows rows) {
        return ChurnMetrics.auc(model.score(rows.inputs()), rows.churned());
    }

    private static BaselineModel calibrated(String input, Direction direction, TrainingRows rows) {
        BaselineModel plain = new BaselineModel(input, direction, ProbabilityCalibrator.identity());
        double[] score = plain.score(rows.inputs());
        ProbabilityCalibrator curve = IsotonicCalibrator.fit(score, rows.churned());
        return new BaselineModel(input, direction, CalibratorChoice.level(curve, score, rows.churned(), rows.newest()));
    }
}
