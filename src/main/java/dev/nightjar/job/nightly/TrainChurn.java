package dev.nightjar.job.nightly;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.churn.cutoff.EncodedCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.monitor.Population;
import dev.nightjar.churn.smile.SmileForestTrainer;
import dev.nightjar.churn.smile.SplitSearch;
import dev.nightjar.churn.training.ChurnTraining;
import dev.nightjar.churn.training.TrainingOutcome;
import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.job.Night;
import dev.nightjar.job.drift.NightDrift;
import dev.nightjar.job.model.BuildMetadata;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.job.settings.ChurnProperties;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import dev.nightjar.warehouse.model.ModelStore;
import dev.nightjar.warehouse.model.UsabilityFindings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import tools.jackson.databind.json.JsonMapper;

/** Step train-churn: labelled rows of all buckets, joined → a model that replaces the champion, or the reason why none does. */
final class TrainChurn implements PartitionWork<EncodedCutOffs, TrainChurn.Trained> {

    static final String STEP = "train-churn";

    private final NightServices services;
    private final NightFiles files;
    private final NightModels models;

    TrainChurn(NightServices services, NightFiles files, NightModels models) {
        this.services = services;
        this.files = files;
        this.models = models;
    }

    /** What training came to, and the population that a new model knows. */
    record Trained(TrainingOutcome outcome, Optional<Population> population) {}

    @Override
    public ItemReader<EncodedCutOffs> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(() -> {
            List<CutOffRows> parts = new ArrayList<>();
            for (int bucket = 0; bucket < files.bucketCount(); bucket++) {
                parts.addAll(files.readTraining(bucket));
            }
            return new EncodedCutOffs(parts, files.catalogue());
        });
    }

    @Override
    public ItemProcessor<EncodedCutOffs, Trained> processor(StepExecution partition) {
        return cutOffs -> {
            long rows = cutOffs.newestFirst().stream().mapToLong(CutOff::size).sum();
            Partitions.count(partition, new PartitionRows(rows, 1, 0));
            Optional<ChurnModel> champion = models.champion();
            NightModels.Training decided = models.training();
            if (champion.isPresent() && decided == NightModels.Training.NONE) {
                // the champion is young enough, or training was not wanted: nothing to decide
                return null;
            }
            int threads = services.night().properties().effectiveThreads();
            ChurnTraining training = new ChurnTraining(new SmileForestTrainer(SplitSearch.BINNED, threads));
            ChurnTraining.Request request = request(champion.orElse(null));
            TrainingOutcome outcome = decided == NightModels.Training.MODEL
                    ? training.train(request, cutOffs)
                    : training.withoutTraining(request, cutOffs);
            return new Trained(outcome, NightDrift.trainedOn(outcome.model(), cutOffs));
        };
    }

    @Override
    public ItemWriter<Trained> writer(StepExecution partition) {
        ModelStore store = new ModelStore(services.warehouse());
        UsabilityFindings findings = new UsabilityFindings(services.warehouse());
        NightDrift drift = new NightDrift(services.night(), services.warehouse());
        return chunk -> {
            for (Trained trained : chunk) {
                TrainingOutcome outcome = trained.outcome();
                services.lease().requireHeld();
                store.save(row(outcome), Night.JOB, services.lease().fenceToken());
                trained.population().ifPresent(population -> drift.save(models.ownModelId(), population));
                models.warn(STEP, "warn_churn_training", outcome.notes());
                findings.save(training(services, models), outcome.findings());
            }
        };
    }

    /** What the usability report is about. */
    static UsabilityFindings.Training training(NightServices services, NightModels models) {
        return new UsabilityFindings.Training(
                services.night().runId(), services.night().asOfDate(), models.ownModelId(), STEP);
    }

    private ChurnTraining.Request request(@Nullable ChurnModel champion) throws IOException {
        return new ChurnTraining.Request(
                models.ownModelId(),
                services.night().asOfDay(),
                files.firstPurchaseDay().orElse(services.night().asOfDay()),
                models.options(),
                canPredictChurn() && files.hasPurchaseModel(),
                champion);
    }

    /** Nobody cancels by ordering less: a purchase model knows nothing of cancellations, and must not stand in for churn. */
    private boolean canPredictChurn() {
        return services.night().properties().churn().churnDefinition() != ChurnDefinition.CANCELLATION;
    }

    private ChurnModelRow row(TrainingOutcome outcome) {
        ChurnMetrics test = outcome.test();
        TrainingOutcome.Baseline baseline = outcome.baseline();
        ChurnModel model = outcome.model();
        Map<String, Object> provenance = new LinkedHashMap<>(outcome.provenance());
        ChurnProperties churn = services.night().properties().churn();
        provenance.put("churn_definition", churn.definition());
        provenance.put("exclude_features", new TreeSet<>(churn.excludeFeatures()));
        provenance.put("stable_attributes", churn.stableAttributes());
        provenance.put("decision", outcome.decision().name());
        List<String> notes = new ArrayList<>(models.championProblems());
        notes.addAll(outcome.notes());
        provenance.put("notes", notes);
        provenance.put("software", BuildMetadata.read().provenance());
        return new ChurnModelRow(
                models.ownModelId(),
                services.night().asOfDate(),
                status(outcome.decision()),
                outcome.trainingRows() == 0 ? null : (long) outcome.trainingRows(),
                outcome.testRows() == 0 ? null : (long) outcome.testRows(),
                test == null ? null : test.auc(),
                test == null ? null : test.averagePrecision(),
                test == null ? null : test.logLoss(),
                test == null ? null : test.brier(),
                test == null ? null : test.calibrationError(),
                baseline == null ? null : baseline.name(),
                baseline == null ? null : baseline.auc(),
                baseline == null ? null : baseline.logLoss(),
                JsonMapper.shared().writeValueAsString(provenance),
                model == null ? null : ChurnModelArtifact.toBytes(model));
    }

    /** A night that keeps its champion leaves a row too, which says why there is no new one. */
    private static ModelStatus status(TrainingOutcome.Decision decision) {
        return switch (decision) {
            case CHAMPION -> ModelStatus.CHAMPION;
            case CHALLENGER -> ModelStatus.CHALLENGER;
            case CHAMPION_KEPT, BASELINE -> ModelStatus.BASELINE;
        };
    }
}
