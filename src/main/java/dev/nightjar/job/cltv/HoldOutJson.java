package dev.nightjar.job.cltv;

import dev.nightjar.cltv.quality.HoldOutQuality;
import dev.nightjar.cltv.quality.HoldOutQuality.Calibration;
import dev.nightjar.cltv.quality.HoldOutQuality.Group;
import dev.nightjar.cltv.quality.HoldOutQuality.Ranking;
import dev.nightjar.cltv.quality.RepeatTracking.Week;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The check on a hold-out period as {@code hold_out} in the provenance of a CLTV model; keys in {@code docs/cltv.md}. */
final class HoldOutJson {

    private HoldOutJson() {}

    static Map<String, @Nullable Object> of(int firstDay, String model, HoldOutQuality quality, List<Week> tracking) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("from", LocalDate.ofEpochDay(firstDay).toString());
        json.put("to", LocalDate.ofEpochDay((long) firstDay + quality.days()).toString());
        json.put("model", model);
        json.put("customers", quality.customers());
        json.put("orders", calibration(quality.orders()));
        json.put("value", calibration(quality.value()));
        json.put("orders_by_x", groups("x", quality.byRepeatPurchases()));
        json.put("value_by_decile", groups("decile", quality.deciles()));
        json.put("order_auc", quality.orderAuc());
        json.put("order_log_loss", quality.orderLogLoss());
        json.put("above_high", quality.aboveHigh());
        json.put("below_low", quality.belowLow());
        json.put("cltv", ranking(quality.model()));
        json.put("naive", ranking(quality.naive()));
        json.put("formula", ranking(quality.formula()));
        json.put("tracking", tracking.stream().map(HoldOutJson::week).toList());
        return json;
    }

    private static Map<String, Object> calibration(Calibration calibration) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("expected", calibration.expected());
        json.put("actual", calibration.actual());
        return json;
    }

    private static List<Map<String, Object>> groups(String member, List<Group> groups) {
        return groups.stream().map(group -> group(member, group)).toList();
    }

    private static Map<String, Object> group(String member, Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(member, group.member());
        json.put("customers", group.customers());
        json.put("expected", group.expected());
        json.put("actual", group.actual());
        return json;
    }

    private static Map<String, Object> ranking(Ranking ranking) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("spearman", ranking.spearman());
        json.put("gini", ranking.normalisedGini());
        json.put("mae", ranking.meanAbsoluteError());
        json.put("top_10", ranking.shareInTopTenth());
        json.put("top_20", ranking.shareInTopFifth());
        return json;
    }

    private static Map<String, Object> week(Week week) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("to", LocalDate.ofEpochDay(week.endDay()).toString());
        json.put("expected", week.expected());
        json.put("actual", week.actual());
        return json;
    }
}
