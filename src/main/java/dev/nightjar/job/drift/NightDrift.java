package dev.nightjar.job.drift;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.EncodedCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.monitor.FeatureDrift;
import dev.nightjar.churn.monitor.FeatureDrift.Level;
import dev.nightjar.churn.monitor.Population;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.job.Night;
import dev.nightjar.job.settings.QualityProperties;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.monitor.DriftStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The drift of one night: keeps the population that a new model was trained on, counts the scored customers of each
 * bucket in its bins, and compares. Safe for use by several threads.
 */
public final class NightDrift {

    private static final int MAX_EXAMPLES = 5;

    private final Night night;
    private final Warehouse warehouse;
    private final DriftStore store;
    private Optional<Population> reference = Optional.empty();
    private boolean isLookedUp;

    public NightDrift(Night night, Warehouse warehouse) {
        this.night = night;
        this.warehouse = warehouse;
        this.store = new DriftStore(warehouse);
    }

    /**
     * The population that a model was trained on: the customers of the newest {@value CutOffPlan#FEW_CUT_OFFS} cut-offs,
     * and what the model makes of them. Empty for a baseline, and without cut-offs.
     *
     * @param cutOffs labelled rows of all buckets
     */
    public static Optional<Population> trainedOn(@Nullable ChurnModel model, EncodedCutOffs cutOffs) {
        if (model == null || !model.isForest()) {
            return Optional.empty();
        }
        List<FeatureRows> rows = new ArrayList<>();
        List<double[]> probabilities = new ArrayList<>();
        cutOffs.newestFirst().stream()
                .map(CutOff::day)
                .limit(CutOffPlan.FEW_CUT_OFFS)
                .forEach(day -> {
                    rows.add(cutOffs.features(day));
                    probabilities.add(model.probability(cutOffs.inputs(day, model.encoder())));
                });
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Population.of(
                        FeatureRows.concat(rows),
                        probabilities.stream().flatMapToDouble(Arrays::stream).toArray()));
    }

    /** Keeps the population that a model was trained on. */
    public void save(String modelId, Population population) {
        store.save(modelId, population);
    }

    /**
     * The scored customers of a bucket, in the bins of the population that the scoring model was trained on; nothing
     * where that is not known.
     *
     * @param model what scored them; null where nothing did
     * @param scores one per row
     */
    public long[][] count(@Nullable ChurnModel model, FeatureRows rows, List<CustomerScore> scores) {
        double[] probabilities = new double[rows.size()];
        for (int row = 0; row < probabilities.length; row++) {
            Double probability = scores.get(row).churn().probability();
            probabilities[row] = probability == null ? Double.NaN : probability;
        }
        return reference(model)
                .map(population -> population.count(rows, probabilities))
                .orElse(new long[0][]);
    }

    /**
     * Compares the customers of all buckets, records how far each feature has moved, and warns.
     *
     * @param model what scored them
     * @param counts of each bucket
     */
    public void compare(@Nullable ChurnModel model, List<long[][]> counts) {
        Optional<long[][]> all = counts.stream().filter(part -> part.length > 0).reduce(Population::plus);
        Optional<Population> population = reference(model);
        List<DriftStore.Graded> graded = List.of();
        if (model == null || population.isEmpty() || all.isEmpty()) {
            store.clear(night.asOfDate());
        } else {
            QualityProperties quality = night.properties().quality();
            graded = population.get().drift(all.get()).stream()
                    .map(drift -> new DriftStore.Graded(drift, drift.level(quality.driftWatch(), quality.driftWarn())))
                    .toList();
            store.replace(new DriftStore.Compared(night.asOfDate(), model.modelId(), night.runId()), graded);
        }
        new QualityResults(warehouse).save(night.runId(), warnings(graded));
    }

    /**
     * Whether drift says that the champion should be trained anew: its scores had drifted on the last night before this
     * one, and by more than the watch threshold since the first night it scored, when it was as fresh as it can be.
     */
    public boolean isTrainingDue(String championModelId) {
        return store.scoreDrift(championModelId, night.asOfDate())
                .filter(drift -> drift.level() == Level.WARN)
                .filter(drift -> drift.newest() - drift.first()
                        > night.properties().quality().driftWatch())
                .isPresent();
    }

    private synchronized Optional<Population> reference(@Nullable ChurnModel model) {
        if (!isLookedUp) {
            isLookedUp = true;
            reference = model == null || !model.isForest() ? Optional.empty() : store.population(model.modelId());
        }
        return reference;
    }

    private static List<QualityResult> warnings(List<DriftStore.Graded> graded) {
        List<FeatureDrift> moved = graded.stream()
                .filter(feature -> feature.level() == Level.WARN)
                .map(DriftStore.Graded::drift)
                .sorted(Comparator.comparingDouble(FeatureDrift::psi).reversed().thenComparing(FeatureDrift::feature))
                .toList();
        List<FeatureDrift> score = moved.stream()
                .filter(drift -> drift.feature().equals(Population.SCORE))
                .toList();
        List<FeatureDrift> features = moved.stream()
                .filter(drift -> !drift.feature().equals(Population.SCORE))
                .toList();
        return List.of(warning("warn_score_drift", score), warning("warn_feature_drift", features));
    }

    private static QualityResult warning(String check, List<FeatureDrift> moved) {
        String examples = moved.stream()
                .limit(MAX_EXAMPLES)
                .map(drift -> String.format(Locale.ROOT, "%s %.2f", drift.feature(), drift.psi()))
                .collect(Collectors.joining(", "));
        return new QualityResult(
                check,
                QualityResult.Severity.WARN,
                moved.size(),
                moved.isEmpty() ? null : "stability index against the training population: " + examples);
    }
}
