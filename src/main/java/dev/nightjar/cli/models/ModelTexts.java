package dev.nightjar.cli.models;

import dev.nightjar.cli.TextTable;
import dev.nightjar.warehouse.model.ChampionChange;
import dev.nightjar.warehouse.model.ChurnModelRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models as text and as JSON. */
final class ModelTexts {

    private static final String END = System.lineSeparator();

    private ModelTexts() {}

    /**
     * One model and what is known beside its row.
     *
     * @param problem why it cannot be used now; null if it can
     * @param changes all changes of the champion
     * @param reigning the newest champion
     */
    record Shown(
            ChurnModelRow row,
            @Nullable String problem,
            List<ChampionChange> changes,
            @Nullable String reigning) {

        List<ChampionChange> own() {
            return changes.stream()
                    .filter(change -> change.modelId().equals(row.modelId())
                            || row.modelId().equals(change.previousModelId()))
                    .toList();
        }

        boolean isReigning() {
            return row.modelId().equals(reigning);
        }
    }

    static String list(List<ChurnModelRow> models, @Nullable String reigning) {
        if (models.isEmpty()) {
            return "No model yet: `nightly` trains one." + END;
        }
        TextTable table = new TextTable(
                "",
                "model",
                "as of",
                "status",
                "rows",
                "AUC",
                "precision",
                "log-loss",
                "calibration",
                "baseline",
                "AUC");
        for (ChurnModelRow model : models) {
            table.row(
                    model.modelId().equals(reigning) ? "*" : "",
                    model.modelId(),
                    model.asOfDate(),
                    model.status().code(),
                    grouped(model.trainingRows()),
                    rounded(model.testAuc()),
                    rounded(model.testAveragePrecision()),
                    rounded(model.testLogLoss()),
                    rounded(model.testCalibrationError()),
                    model.baselineName() == null ? "" : model.baselineName(),
                    rounded(model.baselineAuc()));
        }
        return table.render("")
                + (reigning == null
                        ? "No champion: the next night trains one, or publishes a baseline." + END
                        : "* scores the next night. `models show ID` tells more." + END);
    }

    static Map<String, Object> jsonList(List<ChurnModelRow> models, @Nullable String reigning) {
        return Map.of(
                "models", models.stream().map(row -> figures(row, reigning)).toList());
    }

    static String text(Shown shown) {
        ChurnModelRow row = shown.row();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s  as of %s  %s%s",
                row.modelId(),
                row.asOfDate(),
                row.status().code(),
                shown.isReigning() ? ", scores the next night" : "");
        line(text, "  usable       %s", shown.problem() == null ? "yes" : "no: " + shown.problem());
        line(text, "  trained on   %s rows", grouped(row.trainingRows()));
        line(
                text,
                "  tested on    %s customers: AUC %s, average precision %s, log-loss %s, Brier %s, calibration error %s",
                grouped(row.testRows()),
                rounded(row.testAuc()),
                rounded(row.testAveragePrecision()),
                rounded(row.testLogLoss()),
                rounded(row.testBrier()),
                rounded(row.testCalibrationError()));
        line(
                text,
                "  baseline     %s: AUC %s, log-loss %s",
                row.baselineName() == null ? "-" : row.baselineName(),
                rounded(row.baselineAuc()),
                rounded(row.baselineLogLoss()));
        line(text, "Made from");
        JsonMapper.shared().readTree(row.provenance()).properties().forEach(entry -> field(text, "  ", entry));
        if (!shown.own().isEmpty()) {
            line(text, "Champion");
            TextTable table = new TextTable("when", "champion", "before", "how", "by");
            shown.own()
                    .forEach(change -> table.row(
                            change.changedAt(),
                            change.modelId(),
                            change.previousModelId() == null ? "" : change.previousModelId(),
                            change.action(),
                            change.changedBy()));
            text.append(table.render("  "));
        }
        return text.toString();
    }

    static Map<String, @Nullable Object> json(Shown shown) {
        Map<String, @Nullable Object> json = figures(shown.row(), shown.reigning());
        json.put("usable", shown.problem() == null);
        json.put("problem", shown.problem());
        json.put("provenance", JsonMapper.shared().readTree(shown.row().provenance()));
        List<Map<String, @Nullable Object>> changes = new ArrayList<>();
        for (ChampionChange change : shown.own()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("changed_at", change.changedAt().toString());
            one.put("model_id", change.modelId());
            one.put("previous_model_id", change.previousModelId());
            one.put("action", change.action());
            one.put("changed_by", change.changedBy());
            changes.add(one);
        }
        json.put("champion_changes", changes);
        return json;
    }

    private static Map<String, @Nullable Object> figures(ChurnModelRow row, @Nullable String reigning) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("model_id", row.modelId());
        json.put("as_of_date", row.asOfDate().toString());
        json.put("status", row.status().code());
        json.put("scores_next_night", row.modelId().equals(reigning));
        json.put("training_rows", row.trainingRows());
        json.put("test_rows", row.testRows());
        json.put("test_auc", row.testAuc());
        json.put("test_average_precision", row.testAveragePrecision());
        json.put("test_log_loss", row.testLogLoss());
        json.put("test_brier", row.testBrier());
        json.put("test_calibration_error", row.testCalibrationError());
        json.put("baseline_name", row.baselineName());
        json.put("baseline_auc", row.baselineAuc());
        json.put("baseline_log_loss", row.baselineLogLoss());
        return json;
    }

    /** A value on one line; an object with its fields below, further in. */
    private static void field(StringBuilder text, String indent, Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (value.isObject()) {
            line(text, "%s%s", indent, entry.getKey());
            value.properties().forEach(inner -> field(text, indent + "  ", inner));
        } else {
            line(text, "%s%s: %s", indent, entry.getKey(), value.isString() ? value.asString() : value);
        }
    }

    private static String grouped(@Nullable Long rows) {
        return rows == null ? "-" : String.format(Locale.ROOT, "%,d", rows);
    }

    private static String rounded(@Nullable Double figure) {
        return figure == null ? "-" : String.format(Locale.ROOT, "%.3f", figure);
    }

    private static void line(StringBuilder text, String format, @Nullable Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(END);
    }
}
