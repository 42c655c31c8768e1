package dev.nightjar.warehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.TestWarehouse;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelStoreIT {

    private static final LocalDate FEBRUARY = LocalDate.of(2026, 2, 14);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 14);

    private static final long TOKEN = 7;

    @AutoClose
    private static final TestWarehouse database = TestWarehouse.migrated(CustomerIdType.TEXT);

    private static final ModelStore store = new ModelStore(database.warehouse());

    @BeforeEach
    void lease() {
        database.lease(TOKEN);
    }

    @AfterEach
    void clear() {
        database.execute("delete from retention.lease");
        database.execute("delete from retention.churn_model");
        database.execute("delete from retention.cltv_model");
    }

    private static void save(ChurnModelRow model) {
        store.save(model, "nightly", TOKEN);
    }

    @Test
    void aModelIsNamedByKindDateAndAttempt() {
        assertThat(ModelStore.modelId("churn", FEBRUARY, 1)).isEqualTo("churn-2026-02-14-01");
        assertThat(ModelStore.modelId("cltv", FEBRUARY, 12)).isEqualTo("cltv-2026-02-14-12");
    }

    @Test
    void aChurnModelIsReadBackWhole() {
        byte[] artifact = {0, -1, 'n', 'j', 127, -128};
        ChurnModelRow saved = churn(FEBRUARY, 1, ModelStatus.CHAMPION, artifact);

        save(saved);

        ChurnModelRow read = store.churnModel(saved.modelId()).orElseThrow();
        assertThat(read).usingRecursiveComparison().isEqualTo(saved);
        assertThat(store.churnModel("churn-1999-01-01-01")).isEmpty();
    }

    @Test
    void figuresThatAreNotThereStayNull() {
        ChurnModelRow nothing = new ChurnModelRow(
                ModelStore.modelId("churn", FEBRUARY, 1),
                FEBRUARY,
                ModelStatus.BASELINE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{\"reason\": \"too few customers\"}",
                null);

        save(nothing);

        assertThat(store.churnModel(nothing.modelId())).contains(nothing);
        assertThat(store.newestChampion(FEBRUARY))
                .as("a baseline is no champion")
                .isEmpty();
    }

    @Test
    void aTrainingThatIsRepeatedLeavesOneRow() {
        save(churn(FEBRUARY, 1, ModelStatus.CHALLENGER, new byte[] {1}));
        save(churn(FEBRUARY, 1, ModelStatus.CHAMPION, new byte[] {2}));

        assertThat(database.rows("select model_id, status from retention.churn_model"))
                .containsExactly("churn-2026-02-14-01|champion");
        assertThat(store.newestChampion(FEBRUARY).orElseThrow().artifact()).containsExactly(2);
    }

    /** What was decided meanwhile stands: here, a rollback. */
    @Test
    void aNightThatLostItsLeaseSavesNothing() {
        ChurnModelRow trained = churn(FEBRUARY, 1, ModelStatus.CHAMPION, new byte[] {1});
        save(trained);
        database.execute("update retention.churn_model set status = 'retired'");
        database.execute("update retention.lease set fence_token = fence_token + 1");

        assertThatThrownBy(() -> save(trained)).isInstanceOf(LeaseException.class);

        assertThat(database.rows("select model_id, status from retention.churn_model"))
                .containsExactly("churn-2026-02-14-01|retired");
    }

    @Test
    void aNightUsesTheNewestChampionThatIsNotFromItsFuture() {
        save(churn(FEBRUARY, 1, ModelStatus.CHAMPION, new byte[] {1}));
        save(churn(FEBRUARY, 2, ModelStatus.CHAMPION, new byte[] {2}));
        save(churn(FEBRUARY.plusDays(1), 1, ModelStatus.RETIRED, new byte[] {3}));
        save(churn(FEBRUARY.plusDays(2), 1, ModelStatus.CHALLENGER, new byte[] {4}));
        save(churn(MARCH, 1, ModelStatus.CHAMPION, new byte[] {5}));

        assertThat(championId(FEBRUARY.minusDays(1))).isNull();
        assertThat(championId(FEBRUARY)).isEqualTo("churn-2026-02-14-02");
        assertThat(championId(MARCH.minusDays(1))).isEqualTo("churn-2026-02-14-02");
        assertThat(championId(MARCH)).isEqualTo("churn-2026-03-14-01");
    }

    @Test
    void theHundredthAttemptIsNewerThanTheNinetyNinth() {
        save(churn(FEBRUARY, 99, ModelStatus.CHAMPION, new byte[] {1}));
        save(churn(FEBRUARY, 100, ModelStatus.CHAMPION, new byte[] {2}));

        assertThat(championId(FEBRUARY)).isEqualTo("churn-2026-02-14-100");
    }

    @Test
    void modelsAreListedNewestFirstWithoutTheirArtifacts() {
        save(churn(FEBRUARY, 1, ModelStatus.CHAMPION, new byte[] {1}));
        save(churn(MARCH, 1, ModelStatus.CHALLENGER, new byte[] {2}));

        assertThat(store.churnModels())
                .extracting(ChurnModelRow::modelId)
                .containsExactly("churn-2026-03-14-01", "churn-2026-02-14-01");
        assertThat(store.churnModels()).extracting(ChurnModelRow::artifact).containsOnlyNulls();
    }

    @Test
    void aChampionWithoutAnArtifactIsRefused() {
        assertThatThrownBy(() -> save(churn(FEBRUARY, 1, ModelStatus.CHAMPION, null)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("churn_model_champion_has_artifact");
    }

    @Test
    void aCltvModelIsReadBackWholeAndTheNewestGoodOneIsFound() {
        CltvModelRow good = cltv(FEBRUARY, ModelStatus.CHAMPION, 0.2425945);
        CltvModelRow failed = cltv(MARCH, ModelStatus.BASELINE, null);
        store.save(good);
        store.save(failed);
        store.save(good);

        assertThat(store.cltvModel(good.modelId())).contains(good);
        assertThat(store.cltvModel(failed.modelId())).contains(failed);
        assertThat(store.newestGoodCltv(MARCH)).contains(good);
        assertThat(store.newestGoodCltv(FEBRUARY.minusDays(1))).isEmpty();
    }

    @Test
    void aParameterThatIsNoneIsRefused() {
        assertThatThrownBy(() -> store.save(cltv(FEBRUARY, ModelStatus.CHAMPION, Double.NaN)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("cltv_model_parameters_are_positive");
    }

    private static @Nullable String championId(LocalDate asOfDate) {
        return store.newestChampion(asOfDate).map(ChurnModelRow::modelId).orElse(null);
    }

    private static ChurnModelRow churn(
            LocalDate asOfDate, int attempt, ModelStatus status, byte @Nullable [] artifact) {
        return new ChurnModelRow(
                ModelStore.modelId("churn", asOfDate, attempt),
                asOfDate,
                status,
                30_000L,
                8_000L,
                0.75,
                0.5,
                0.4,
                0.125,
                0.01,
                "days_since_last_order",
                0.7,
                0.45,
                "{\"seed\": 1}",
                artifact);
    }

    private static CltvModelRow cltv(LocalDate asOfDate, ModelStatus status, @Nullable Double r) {
        return new CltvModelRow(
                ModelStore.modelId("cltv", asOfDate, 1),
                asOfDate,
                status,
                2357,
                946,
                r,
                4.4136,
                0.7929,
                2.4259,
                -9582.43,
                6.25,
                3.74,
                15.44,
                null,
                "{\"horizon\": \"P365D\"}");
    }
}
