package dev.nightjar.job.nightly;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.training.ChurnOptions;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeaturePlan;
import dev.nightjar.job.Night;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.drift.NightDrift;
import dev.nightjar.job.settings.ChurnProperties;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStore;
import java.time.LocalDate;
import java.util.Objects;
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
    private @Nullable FeaturePlan plan;
    private @Nullable ChurnModel scoring;

    NightModels(NightServices services, NightFiles files) {
        this.services = services;
        this.files = files;
        this.store = new ModelStore(services.warehouse());
    }

    /** The id of the model, or of the baseline, that this night makes. */
    String ownModelId() {
        return ModelStore.modelId(
                "churn", services.night().asOfDate(), services.night().attempt());
    }

    /** The champion up to this date, if it reads the features of this night; made by an earlier one. */
    Optional<ChurnModel> champion() {
        return store.newestChampion(services.night().asOfDate())
                .filter(row -> !row.modelId().equals(ownModelId()))
                .map(NightModels::model)
                .filter(this::readsTheFeaturesOfThisNight);
    }

    /** Whether this night trains: asked for, or no usable champion, or one that is too old or has drifted. */
    boolean isTrainingDue() {
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

    /** What this night needs of each bucket; without a training, no labelled rows. */
    synchronized FeaturePlan featurePlan() {
        if (plan == null) {
            ChurnProperties churn = churn();
            int horizonDays = DayPeriods.days(churn.horizon());
            OptionalInt first = files.firstPurchaseDay();
            int[] days = isTrainingDue() && first.isPresent()
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

    /** The model that scores this night: the champion, else this night's baseline, else none. */
    synchronized @Nullable ChurnModel scoring() {
        if (scoring == null) {
            scoring = store.newestChampion(services.night().asOfDate())
                    .map(NightModels::model)
                    .filter(this::readsTheFeaturesOfThisNight)
                    .or(() -> store.churnModel(ownModelId())
                            .filter(row -> row.artifact() != null)
                            .map(NightModels::model))
                    .orElse(null);
        }
        return scoring;
    }

    /** A champion that learnt from other features cannot score these: the night goes on as if there were none. */
    private boolean readsTheFeaturesOfThisNight(ChurnModel model) {
        try {
            model.encoder().requireSame(files.catalogue(), model.modelId());
            return true;
        } catch (DataContractException e) {
            LOG.warn("train-churn: {}", e.getMessage());
            return false;
        }
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

    private static ChurnModel model(ChurnModelRow row) {
        return ChurnModelArtifact.fromBytes(row.modelId(), Objects.requireNonNull(row.artifact()));
    }
}
