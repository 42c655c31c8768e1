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
                isModel ? rivals(row, provenance) : baseline(row, provenance),
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
        addModel(rivals, row.modelId(), row, provenance);
        for (JsonNode baseline : provenance.path("baselines")) {
            rivals.add(rival(baseline.path("name").asString(""), baseline));
        }
        JsonNode regression = provenance.path("logistic_regression");
        if (regression.isObject()) {
            rivals.add(rival("logistic regression", regression));
        }
        return rivals;
    }

    private static List<NightReport.Rival> baseline(ChurnModelRow row, JsonNode provenance) {
        List<NightReport.Rival> rivals = new ArrayList<>();
        Double auc = row.baselineAuc();
        if (auc != null) {
            rivals.add(new NightReport.Rival(
                    String.valueOf(row.baselineName()), auc, null, row.baselineLogLoss(), null, null, null));
        }
        addModel(rivals, "the model that lost", row, provenance);
        return rivals;
    }

    private static void addModel(List<NightReport.Rival> rivals, String name, ChurnModelRow row, JsonNode provenance) {
        Double auc = row.testAuc();
        if (auc != null) {
            rivals.add(new NightReport.Rival(
                    name,
                    auc,
                    row.testAveragePrecision(),
                    row.testLogLoss(),
                    row.testBrier(),
                    row.testCalibrationError(),
                    caughtByTenth(provenance.path("test_evidence"))));
        }
    }

    private static NightReport.Rival rival(String name, JsonNode figures) {
        return new NightReport.Rival(
                name,
                number(figures, "test_auc"),
                known(figures, "test_average_precision"),
                known(figures, "test_log_loss"),
                known(figures, "test_brier"),
                known(figures, "test_calibration_error"),
                caughtByTenth(figures));
    }

    /** Null where {@code top} does not tell it: models of earlier versions have none beside their baselines. */
    private static @Nullable Double caughtByTenth(JsonNode evidence) {
        return StreamSupport.stream(evidence.path("top").spliterator(), false)
                .filter(top -> number(top, "share") == 0.1)
                .map(top -> known(top, "churners_caught"))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double known(JsonNode object, String field) {
        return object.path(field).isNumber() ? Double.valueOf(number(object, field)) : null;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> item) {
        return StreamSupport.stream(array.spliterator(), false).map(item).toList();
    }

    private static double number(JsonNode object, String field) {
        return object.path(field).asDouble(Double.NaN);
    }
}
