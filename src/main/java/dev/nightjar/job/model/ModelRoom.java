package dev.nightjar.job.model;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.job.Features;
import dev.nightjar.job.Homes;
import dev.nightjar.job.Ledger;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.warehouse.model.Champions;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import dev.nightjar.warehouse.model.ModelStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The model store as an operator sees and changes it. */
public final class ModelRoom {

    private static final String LIST = "`models list` shows what there is";

    private final NightjarProperties properties;
    private final ModelStore store;
    private final Champions champions;

    /** The models of this warehouse. */
    public ModelRoom(Ledger ledger, NightjarProperties properties) {
        this.properties = properties;
        this.store = new ModelStore(ledger.warehouse());
        this.champions = new Champions(ledger.warehouse());
    }

    /** All churn models without their artifacts, newest first. */
    public List<ChurnModelRow> list() {
        return store.churnModels();
    }

    /** Who is champion, and who was when. */
    public Champions champions() {
        return champions;
    }

    /** @throws ConfigurationException if there is no such model */
    public ChurnModelRow model(String modelId) {
        return store.churnModel(modelId)
                .orElseThrow(() ->
                        ConfigurationException.of("no model '" + modelId + "' in retention.churn_model: " + LIST));
    }

    /** Whether a model can score the features there are now. */
    public StoredModel checked(ChurnModelRow row) throws IOException {
        try (Storage storage = Homes.open(properties)) {
            SourceShape shape =
                    Homes.openHistory(storage, properties).manifest().shape();
            return StoredModel.of(row, Features.of(properties, shape));
        }
    }

    /**
     * Makes a model champion.
     *
     * @return the champion before; empty if there was none, the model itself if it was champion already
     * @throws ConfigurationException if it is a baseline, cannot be read, or learnt from other features
     */
    public Optional<String> promote(String modelId) throws IOException {
        requireUsable(modelId, "promoted");
        return champions.promote(modelId);
    }

    /** A change of the champion: from one to the one before. */
    public record Rollback(String from, String to) {}

    /**
     * Returns to the previous champion.
     *
     * @throws ConfigurationException if there is none, or it cannot score any more
     */
    public Rollback rollback() throws IOException {
        String previous = champions.previous();
        requireUsable(previous, "rolled back to");
        return new Rollback(champions.rollback(previous), previous);
    }

    private void requireUsable(String modelId, String change) throws IOException {
        ChurnModelRow row = model(modelId);
        if (row.status() == ModelStatus.BASELINE) {
            throw ConfigurationException.of("[model " + modelId + "] is a baseline, which no night compares or keeps:"
                    + " expected a champion, challenger or retired model. Nothing was changed; " + LIST
                    + ", `nightly --train always` trains another");
        }
        String problem = checked(row).problem();
        if (problem != null) {
            throw ConfigurationException.of(
                    problem + " So it was not " + change + " and nothing was changed; or choose another, " + LIST);
        }
    }
}
