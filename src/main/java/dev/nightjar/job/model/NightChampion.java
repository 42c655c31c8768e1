package dev.nightjar.job.model;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.model.Champions;
import dev.nightjar.warehouse.model.ModelStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The champion that a night finds: looked up, decoded and checked once.
 *
 * @param model null where there is none that can be used
 * @param problems why a champion is not used, each with its remedy; empty if all is well
 */
public record NightChampion(@Nullable ChurnModel model, List<String> problems) {

    public NightChampion {
        problems = List.copyOf(problems);
    }

    /**
     * Finds it.
     *
     * @param ownModelId the model that the night makes itself, which is no champion to compare with
     * @param catalogue the features of the night
     */
    public static NightChampion find(
            Warehouse warehouse, LocalDate asOfDate, String ownModelId, FeatureCatalogue catalogue) {
        ModelStore store = new ModelStore(warehouse);
        List<String> problems = new ArrayList<>();
        new Champions(warehouse)
                .recorded(asOfDate)
                .filter(modelId -> store.churnModel(modelId).isEmpty())
                .ifPresent(modelId -> problems.add("[model " + modelId + "] deleted by hand: expected the newest"
                        + " champion by retention.churn_champion_change in the model store, was none. The newest that is"
                        + " left is used, or a new one is trained; to choose, `models promote ID`."));
        Optional<StoredModel> stored =
                store.newestChampion(asOfDate, ownModelId).map(row -> StoredModel.of(row, catalogue));
        stored.map(StoredModel::problem).ifPresent(problems::add);
        return new NightChampion(stored.map(StoredModel::model).orElse(null), problems);
    }
}
