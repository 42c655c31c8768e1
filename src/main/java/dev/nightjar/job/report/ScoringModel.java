package dev.nightjar.job.report;

import dev.nightjar.report.NightReport;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import dev.nightjar.warehouse.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the model store knows of the model that scored a night. */
final class ScoringModel {

    private final ModelStore store;

    ScoringModel(Warehouse warehouse) {
        this.store = new ModelStore(warehouse);
    }

    /** The model of this id; null without an id, and where somebody deleted the model. */
    NightReport.@Nullable Churn read(@Nullable String modelId) {
        Optional<ChurnModelRow> row = modelId == null ? Optional.empty() : store.churnModel(modelId);
        return row.map(ScoringModel::churn).orElse(null);
    }

    /** The evidence of a baseline's row is that of the model which lost to it, so it is left out. */
    private static NightReport.Churn churn(ChurnModelRow row) {
        JsonNode provenance = JsonMapper.shared().readTree(row.provenance());
        boolean isModel = row.status() != ModelStatus.BASELINE;
        JsonNode evidence =
                isModel ? provenance.path("test_evidence") : JsonMapper.shared().createObjectNode();
        Long testRows = row.testRows();
        return new NightReport.Churn(
                row.modelId(),
                row.asOfDate(),
                row.status().code(),
                isModel ? provenance.path("grade").asString("") : "",
                testRows == null ? 0 : testRows,
                isModel ? rivals(row, provenance) : baseline(row),
                list(
                        evidence.path("reliability"),
                        bin -> new NightReport.Bin(number(bin, "predicted"), number(bin, "realised"))),
                list(
                        evidence.path("top"),
                        top -> new NightReport.Top(
                                number(top, "share"), number(top, "churners_caught"), number(top, "lift"))),
                list(
                        evidence.path("thresholds"),
                        threshold -> new NightReport.Threshold(
                                number(threshold, "probability"),
                                number(threshold, "flagged"),
                                number(threshold, "churners_caught"),
                                number(threshold, "false_alarms"))));
    }

    private static List<NightReport.Rival> rivals(ChurnModelRow row, JsonNode provenance) {
        List<NightReport.Rival> rivals = new ArrayList<>();
        add(rivals, row.modelId(), row.testAuc(), row.testLogLoss(), row.testCalibrationError());
        for (JsonNode baseline : provenance.path("baselines")) {
            add(
                    rivals,
                    baseline.path("name").asString(""),
                    number(baseline, "test_auc"),
                    number(baseline, "test_log_loss"),
                    null);
        }
        JsonNode regression = provenance.path("logistic_regression");
        if (regression.isObject()) {
            add(
                    rivals,
                    "logistic regression",
                    number(regression, "test_auc"),
                    number(regression, "test_log_loss"),
                    null);
        }
        return rivals;
    }

    private static List<NightReport.Rival> baseline(ChurnModelRow row) {
        List<NightReport.Rival> rivals = new ArrayList<>();
        add(rivals, String.valueOf(row.baselineName()), row.baselineAuc(), row.baselineLogLoss(), null);
        add(rivals, "the model that lost", row.testAuc(), row.testLogLoss(), row.testCalibrationError());
        return rivals;
    }

    private static void add(
            List<NightReport.Rival> rivals,
            String name,
            @Nullable Double auc,
            @Nullable Double logLoss,
            @Nullable Double calibrationError) {
        if (auc != null) {
            rivals.add(new NightReport.Rival(name, auc, logLoss, calibrationError));
        }
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> item) {
        return StreamSupport.stream(array.spliterator(), false).map(item).toList();
    }

    private static double number(JsonNode object, String field) {
        return object.path(field).asDouble(Double.NaN);
    }
}
