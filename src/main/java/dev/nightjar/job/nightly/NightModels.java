package dev.nightjar.job.nightly;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.training.ChurnOptions;
import dev.nightjar.feature.FeaturePlan;
import dev.nightjar.job.Night;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.drift.NightDrift;
import dev.nightjar.job.model.NightChampion;
import dev.nightjar.job.model.StoredModel;
import dev.nightjar.job.settings.ChurnProperties;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import dev.nightjar.warehouse.model.ModelStore;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The churn models of a night: whether one is due, what it needs of each bucket, and which one scores. */
final class NightModels {

    private static final Logger LOG = LoggerFactory.getLogger(NightModels.class);

    private final NightServices services;
    private final NightFiles files;
    private final ModelStore store;
    private @Nullable Training training;
    private @Nullable FeaturePlan plan;
    private @Nullable NightChampion found;
    private @Nullable ChurnModel scoring;
    private boolean isScoringKnown;

    NightModels(NightServices services, NightFiles files) {
        this.services = services;
        this.files = files;
        this.store = new ModelStore(services.warehouse());
    }

    /** What a night does about its churn model. */
    enum Training {
        /** It trains one. */
        MODEL,
        /** It trains none and has no champion: labelled rows calibrate a baseline. */
        BASELINE,
        /** The champion goes on. */
        NONE
    }

    /** The id of the model, or of the baseline, that this night makes. */
    String ownModelId() {
        return ModelStore.modelId(
                ModelStore.CHURN, services.night().asOfDate(), services.night().attempt());
    }

    /** The champion up to this date, made by an earlier night, if it can be used. */
    Optional<ChurnModel> champion() {
        return Optional.ofNullable(found().model());
    }

    /** Why there is a champion that is not used; empty if all is well. */
    List<String> championProblems() {
        return found().problems();
    }

    /** Looked up once: what is wrong with a champion is said once, in the log and in the ledger. */
    private synchronized NightChampion found() {
        if (found == null) {
            found = NightChampion.find(
                    services.warehouse(), services.night().asOfDate(), ownModelId(), files.catalogue());
            warn(TrainChurn.STEP, "warn_champion_usable", found.problems());
        }
        return found;
    }

    /** What this night does, as its first launch decided: its features are built for that. */
    synchronized Training training() {
        if (training == null) {
            byte[] decided = files.training(() -> decide().name().getBytes(StandardCharsets.UTF_8));
            training = Training.valueOf(new String(decided, StandardCharsets.UTF_8));
            warnOfOtherMode(training);
        }
        return training;
    }

    private void warnOfOtherMode(Training decided) {
        Night night = services.night();
        boolean wantsOther = decided == Training.MODEL
                ? night.trainMode() == TrainMode.NEVER
                : night.trainMode() == TrainMode.ALWAYS;
        if (wantsOther) {
            LOG.warn(
                    "train-churn: --train {} comes too late, {} began with another: it goes on as it began. Run --attempt {}.",
                    night.trainMode().name().toLowerCase(Locale.ROOT),
                    night.runId(),
                    night.attempt() + 1);
        }
    }

    private Training decide() {
        if (isTrainingDue()) {
            return Training.MODEL;
        }
        return champion().isPresent() ? Training.NONE : Training.BASELINE;
    }

    /** Whether to train: asked for, or no usable champion, or one that is too old or has drifted. */
    private boolean isTrainingDue() {
        Night night = services.night();
        if (night.trainMode() != TrainMode.AUTO) {
            return night.trainMode() == TrainMode.ALWAYS;
        }
        LocalDate oldest = night.asOfDate().minus(churn().retrainAfter());
        NightDrift drift = new NightDrift(night, services.warehouse());
        return champion()
                .filter(model -> LocalDate.ofEpochDay(model.asOfDay()).isAfter(oldest))
                .filter(model -> !drift.isTrainingDue(model.modelId()))
                .isEmpty();
    }

    /** What this night needs of each bucket; where the champion goes on, no labelled rows. */
    synchronized FeaturePlan featurePlan() {
        if (plan == null) {
            ChurnProperties churn = churn();
            int horizonDays = DayPeriods.days(churn.horizon());
            OptionalInt first = files.firstPurchaseDay();
            int[] days = training() != Training.NONE && first.isPresent()
                    ? CutOffPlan.of(services.night().asOfDay(), first.getAsInt(), horizonDays, CutOffPlan.MOST_CUT_OFFS)
                            .cutOffDays()
                            .stream()
                            .mapToInt(Integer::intValue)
                            .toArray()
                    : new int[0];
            plan = new FeaturePlan(
                    services.night().asOfDay(),
                    days,
                    horizonDays,
                    DayPeriods.days(churn.activeWithin()),
                    rowsPerBucket(),
                    churn.churnDefinition());
        }
        return plan;
    }

    /** How the model of this night is trained. */
    ChurnOptions options() {
        ChurnProperties churn = churn();
        return ChurnOptions.of(
                DayPeriods.days(churn.horizon()),
                DayPeriods.days(churn.activeWithin()),
                churn.trainingRows(),
                churn.seed(),
                churn.riskCutOffs());
    }

    /**
     * The model that scores this night, as it was chosen before the first bucket: who is promoted or deleted after that does not
     * change it.
     */
    synchronized @Nullable ChurnModel scoring() {
        if (!isScoringKnown) {
            byte[] artifact =
                    files.scoringModel(() -> chosen().map(model -> model.withRiskCutOffs(churn().riskCutOffs()))
                            .map(ChurnModelArtifact::toBytes)
                            .orElse(new byte[0]));
            scoring = artifact.length == 0
                    ? null
                    : ChurnModelArtifact.fromBytes(services.night().runId(), artifact);
            isScoringKnown = true;
            List<String> problems = scoring == null
                    ? List.of(
                            "no churn model scores " + services.night().runId() + ": probability, risk, percentile and"
                                    + " reasons are null. retention.churn_model says why")
                    : List.of();
            warn("score-customers", "warn_churn_model", problems);
        }
        return scoring;
    }

    /** Its own model if that became champion, the champion, its own baseline, or none. */
    private Optional<ChurnModel> chosen() {
        Optional<ChurnModelRow> own = store.churnModel(ownModelId()).filter(row -> row.artifact() != null);
        return own.filter(row -> row.status() == ModelStatus.CHAMPION)
                .flatMap(this::own)
                .or(this::champion)
                .or(() ->
                        own.filter(row -> row.status() == ModelStatus.BASELINE).flatMap(this::own));
    }

    /** What this night made; damaged only if somebody changed it since. */
    private Optional<ChurnModel> own(ChurnModelRow row) {
        StoredModel stored = StoredModel.of(row, files.catalogue());
        if (stored.problem() != null) {
            warn("score-customers", "warn_own_model_usable", List.of(stored.problem()));
        }
        return Optional.ofNullable(stored.model());
    }

    /** Says in the log and leaves in the ledger what is wrong with this night's models; the ledger also, that all is well. */
    void warn(String step, String check, List<String> problems) {
        problems.forEach(problem -> LOG.warn("{}: {}", step, problem));
        QualityResult result = new QualityResult(
                check,
                QualityResult.Severity.WARN,
                problems.size(),
                problems.isEmpty() ? null : String.join(" ", problems));
        new QualityResults(services.warehouse()).save(services.night().runId(), List.of(result));
    }

    /**
     * Half of the row cap for each cut-off, spread over the buckets with room for their chance differences: with three
     * cut-offs or more that is what the cap can use.
     */
    private int rowsPerBucket() {
        double share = 0.5 * churn().trainingRows() / files.bucketCount();
        return (int) Math.ceil(share + 3 * Math.sqrt(share)) + 1;
    }

    private ChurnProperties churn() {
        return services.night().properties().churn();
    }
}
