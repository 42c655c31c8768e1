package dev.nightjar.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.family.Feature;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredModelTests {

    private static final String ID = "churn-2026-02-14-01";
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);

    @Test
    void aSoundModelIsUsable() {
        StoredModel stored = StoredModel.of(row(artifact(ID)), CATALOGUE);

        assertThat(stored.problem()).isNull();
        assertThat(stored.model()).isNotNull();
        assertThat(stored.modelId()).isEqualTo(ID);
    }

    @Test
    void whatIsWrongIsSaidWithARemedy() {
        byte[] edited = artifact(ID);
        edited[60] ^= 1;

        assertProblem(StoredModel.of(row(null), CATALOGUE), "has no artifact");
        assertProblem(StoredModel.of(row(new byte[0]), CATALOGUE), "damaged");
        assertProblem(StoredModel.of(row(Arrays.copyOf(artifact(ID), 99)), CATALOGUE), "damaged");
        assertProblem(StoredModel.of(row(edited), CATALOGUE), "damaged");
        assertProblem(
                StoredModel.of(row(artifact("churn-2026-02-13-01")), CATALOGUE), "was that of churn-2026-02-13-01");
    }

    @Test
    void aBaselineIsNoChampionWhoeverMadeItOne() {
        assertProblem(StoredModel.of(row(artifact(ID), ModelStatus.CHAMPION), CATALOGUE), "is a baseline");
    }

    @Test
    void anotherSchemaIsRefused() {
        FeatureCatalogue fewer =
                FeatureCatalogue.complete(new FeatureOptions(Set.of("order_count"), List.of(), 365, 90));
        FeatureCatalogue longer = FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of(), 365, 180));

        assertProblem(StoredModel.of(row(artifact(ID)), fewer), "removed 'order_count'");
        assertProblem(StoredModel.of(row(artifact(ID)), longer), "a horizon of 90 days");
    }

    private static void assertProblem(StoredModel stored, String problem) {
        assertThat(stored.model()).isNull();
        assertThat(stored.problem())
                .startsWith("[model " + ID + "]")
                .contains(problem)
                .containsIgnoringCase("retrain with `nightly --train always`");
    }

    private static ChurnModelRow row(byte @Nullable [] artifact) {
        return row(artifact, ModelStatus.BASELINE);
    }

    private static ChurnModelRow row(byte @Nullable [] artifact, ModelStatus status) {
        return new ChurnModelRow(
                ID,
                LocalDate.of(2026, 2, 14),
                status,
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
                "{}",
                artifact);
    }

    private static byte[] artifact(String modelId) {
        List<String> codes = CATALOGUE.features().stream().map(Feature::code).toList();
        FeatureEncoder encoder =
                new FeatureEncoder(FeatureCatalogue.SCHEMA_VERSION, CATALOGUE.fingerprint(), 90, codes, List.of());
        return ChurnModelArtifact.toBytes(
                new ChurnModel(modelId, 20_498, List.of(0.4, 0.7), encoder, BaselineModel.NO_ORDER, null));
    }
}
