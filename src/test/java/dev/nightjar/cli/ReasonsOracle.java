package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.TreeShap;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.history.FeatureFile;
import dev.nightjar.job.NightFolder;
import dev.nightjar.job.cltv.FitsJson;
import dev.nightjar.parquet.Storage;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds the published reasons of a night against its files: the stored model, encoded features, and every effect, not
 * only those that are published.
 */
final class ReasonsOracle {

    private final NightRun night;
    private final String runId;
    private final Map<String, String[]> published = new HashMap<>();

    ReasonsOracle(NightRun night, String runId) {
        this.night = night;
        this.runId = runId;
        for (String row : night.rows("select customer_id, churn_probability, reason_1, reason_1_effect, reason_2,"
                + " reason_2_effect, reason_3, reason_3_effect from retention.customer_score where run_id = '" + runId
                + "' and churn_probability is not null")) {
            String[] columns = row.split("\\|", -1);
            published.put(columns[0], columns);
        }
    }

    /**
     * For every published row: base + all effects = the log-odds of the forest, to 1e-9; the published reasons are the
     * largest of them, and the published probability is the calibrated log-odds. Fails where a baseline scored.
     *
     * @return rows compared; all that have a probability
     */
    int assertReasonsAddUp() throws Exception {
        String stored = night.value("select encode(artifact, 'base64') from retention.churn_model where model_id ="
                + " (select distinct churn_model_id from retention.customer_score where run_id = '" + runId + "')");
        ChurnModel model =
                ChurnModelArtifact.fromBytes("stored", Base64.getMimeDecoder().decode(stored));
        assertThat(model.published()).as("a forest scored").isInstanceOf(CalibratedForest.class);
        CalibratedForest forest = (CalibratedForest) model.published();
        TreeShap shap = new TreeShap(forest.forest());
        NightFolder folder = NightFolder.of(night.home().toString(), runId);
        int compared = 0;
        try (Storage storage = Storage.of(new Path(night.home().toString()))) {
            BgNbd purchaseModel = purchaseModel(storage.read(folder.fits()));
            for (int bucket = 0; storage.exists(folder.features(bucket)); bucket++) {
                FeatureRows rows =
                        FeatureFile.open(storage, folder.features(bucket)).read();
                FeatureMatrix inputs = model.encoder().encode(rows, purchaseModel);
                double[][] effects = shap.effects(inputs, 0, rows.size());
                double[] logOdds = forest.forest().logOdds(inputs);
                for (int row = 0; row < rows.size(); row++) {
                    String[] columns = published.get(rows.customerIds()[row]);
                    if (columns != null) {
                        double[] ofRow = new double[effects.length];
                        double sum = shap.base();
                        for (int input = 0; input < ofRow.length; input++) {
                            ofRow[input] = effects[input][row];
                            sum += ofRow[input];
                        }
                        assertThat(sum).as(columns[0]).isCloseTo(logOdds[row], within(1e-9));
                        assertThat(Double.parseDouble(columns[1]))
                                .isCloseTo(forest.calibrator().probability(logOdds[row]), within(1e-12));
                        assertReasons(byFeature(model, ofRow), columns);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(published.size());
        return compared;
    }

    private static @Nullable BgNbd purchaseModel(byte[] fits) {
        JsonNode cltv = FitsJson.MAPPER.readTree(fits).path("cltv");
        return FitsJson.MAPPER.treeToValue(cltv, CltvModel.class).bgNbd();
    }

    private static Map<String, Double> byFeature(ChurnModel model, double[] effects) {
        Map<String, Double> byFeature = new LinkedHashMap<>();
        for (int input = 0; input < effects.length; input++) {
            byFeature.merge(model.encoder().columns().get(input).feature(), effects[input], Double::sum);
        }
        return byFeature;
    }

    private static void assertReasons(Map<String, Double> byFeature, String[] columns) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int reason = 2; reason < columns.length; reason += 2) {
            if (columns[reason].equals("null")) {
                return;
            }
            double effect = Double.parseDouble(columns[reason + 1]);
            assertThat(effect).as(columns[0]).isCloseTo(byFeature.get(columns[reason]), within(1e-9));
            assertThat(Math.abs(effect)).as(columns[0]).isLessThanOrEqualTo(smallest);
            smallest = Math.abs(effect);
            byFeature.remove(columns[reason]);
        }
        double rest = smallest + 1e-9;
        assertThat(byFeature.values())
                .allSatisfy(effect -> assertThat(Math.abs(effect)).isLessThanOrEqualTo(rest));
    }
}
