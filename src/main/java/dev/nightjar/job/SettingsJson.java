package dev.nightjar.job;

import dev.nightjar.job.settings.NightjarProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The settings of a night as the ledger keeps them: those that shape its numbers, and no address or password. */
final class SettingsJson {

    private SettingsJson() {}

    static String of(Night night) {
        NightjarProperties properties = night.properties();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("train", night.trainMode().name());
        settings.put("full_extract", night.isFullExtract());
        settings.put("business_zone", properties.businessZone().getId());
        settings.put("source_zone", properties.effectiveSourceZone().getId());
        settings.put("base_currency", properties.baseCurrency());
        settings.put("threads", properties.effectiveThreads());
        settings.put("buckets", properties.history().buckets());
        settings.put(
                "restatement_window", properties.history().restatementWindow().toString());
        settings.put("fingerprints", properties.history().fingerprints());
        settings.put("keep_nights", properties.history().keepNights());
        settings.put("churn_horizon", properties.churn().horizon().toString());
        settings.put("churn_active_within", properties.churn().activeWithin().toString());
        settings.put("churn_definition", properties.churn().definition());
        settings.put("churn_training_rows", properties.churn().trainingRows());
        settings.put("churn_seed", properties.churn().seed());
        settings.put("risk_cut_offs", properties.churn().riskCutOffs());
        settings.put(
                "exclude_features",
                properties.churn().excludeFeatures().stream().sorted().toList());
        settings.put("stable_attributes", properties.churn().stableAttributes());
        settings.put("cltv_model", properties.cltv().model());
        settings.put("cltv_horizon", properties.cltv().horizon().toString());
        settings.put("annual_discount_rate", properties.cltv().annualDiscountRate());
        settings.put("cltv_market", properties.cltv().market());
        settings.put("margin", properties.cltv().margin());
        settings.put("max_rejected_share", properties.quality().maxRejectedShare());
        return JsonMapper.shared().writeValueAsString(settings);
    }
}
