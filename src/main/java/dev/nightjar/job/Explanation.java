package dev.nightjar.job;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.feature.family.PurchaseModelFeatures;
import dev.nightjar.feature.sentence.CustomerValues;
import dev.nightjar.feature.sentence.ReasonSentences;
import dev.nightjar.history.FeatureFile;
import dev.nightjar.job.cltv.FitsJson;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Warehouse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What a night said of one customer.
 *
 * @param row columns of {@code retention.customer_score} and their values, in their order
 * @param features feature code to value, number or text; null where missing. Empty where the night's files are gone
 * @param reasons why the probability is what it is, largest effect first; empty for who has none
 */
public record Explanation(
        Map<String, @Nullable Object> row, Map<String, @Nullable Object> features, List<Reason> reasons) {

    private static final int REASONS = 3;

    /** Runs of versions that recorded no horizon have none. */
    private static final String HORIZON_SQL =
            "select config ->> 'churn_horizon' from retention.run where run_id = :runId";

    /** Every published night has a run; one that published nothing is passed over. */
    private static final String DATES_SQL = "select distinct as_of_date from retention.run order by as_of_date desc";

    /** Date and id are bound in the types of the primary key, so one partition is read, by its index. */
    private static final String SQL =
            "select s.* from retention.customer_score s where s.score_date = :date and s.customer_id = :customerId";

    /**
     * A reason in words.
     *
     * @param code feature code
     * @param effect on the log-odds before calibration; null for a baseline, which has no effects
     * @param value of the feature, number or text; null where missing or unknown
     * @param sentence what is the case with the customer
     */
    public record Reason(
            String code, @Nullable Double effect, @Nullable Object value, String sentence) {

        /** Whether it makes leaving more likely or less; without an effect, neither is known. */
        public String direction() {
            if (effect == null) {
                return "unknown";
            }
            return effect > 0 ? "raises" : "lowers";
        }
    }

    /**
     * Reads what is published and, where the night's files are still there, the features behind it.
     *
     * @param asOf the night, or null for the newest that scored the customer
     * @throws ConfigurationException if that customer has no score
     */
    public static Explanation read(
            Ledger ledger, NightjarProperties properties, String customerId, @Nullable LocalDate asOf)
            throws IOException {
        Warehouse warehouse = ledger.warehouse();
        Map<String, @Nullable Object> row = id(ledger.idType(), customerId)
                .flatMap(id -> warehouse.transaction("explain", jdbc -> row(jdbc, id, asOf)))
                .orElseThrow(() -> ConfigurationException.of("no score of customer '" + customerId + "'"
                        + (asOf == null ? "" : " as of " + asOf)
                        + ": expected an id of retention.customer_score; it may never have ordered, refuse profiling, or be"
                        + " written otherwise"));
        String runId = String.valueOf(row.get("run_id"));
        int horizonDays = horizonDays(warehouse, properties, runId);
        Map<String, @Nullable Object> features = features(properties, runId, customerId, horizonDays);
        return new Explanation(row, features, reasons(row, features, properties, horizonDays));
    }

    /** The id as it is bound, or nothing where the warehouse cannot hold one that is written so. */
    private static Optional<Object> id(CustomerIdType type, String customerId) {
        try {
            return Optional.of(type.value(customerId))
                    .filter(id -> id.toString().equals(customerId));
        } catch (DataContractException e) {
            return Optional.empty();
        }
    }

    /** The score of that night, or of the newest that has one: night by night, for most are in the first. */
    private static Optional<Map<String, @Nullable Object>> row(JdbcClient jdbc, Object id, @Nullable LocalDate asOf) {
        List<LocalDate> dates =
                asOf == null ? jdbc.sql(DATES_SQL).query(LocalDate.class).list() : List.of(asOf);
        for (LocalDate date : dates) {
            List<Map<String, Object>> rows = jdbc.sql(SQL)
                    .param("date", date)
                    .param("customerId", id)
                    .query()
                    .listOfRows();
            if (!rows.isEmpty()) {
                return Optional.of(new LinkedHashMap<>(rows.get(0)));
            }
        }
        return Optional.empty();
    }

    /** What the run asked for, which may not be what is configured now. */
    private static int horizonDays(Warehouse warehouse, NightjarProperties properties, String runId) {
        return DayPeriods.days(warehouse
                .transaction(
                        "explain",
                        jdbc -> jdbc.sql(HORIZON_SQL)
                                .param("runId", runId)
                                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                                .optional())
                .flatMap(horizon -> horizon)
                .map(Period::parse)
                .orElse(properties.churn().horizon()));
    }

    private static List<Reason> reasons(
            Map<String, @Nullable Object> row,
            Map<String, @Nullable Object> features,
            NightjarProperties properties,
            int horizonDays) {
        FeatureCatalogue catalogue = FeatureCatalogue.complete(new FeatureOptions(
                Set.of(),
                properties.churn().stableAttributes(),
                FeatureOptions.DEFAULTS.activeWithinDays(),
                horizonDays));
        CustomerValues customer = new CustomerValues(features, properties.baseCurrency(), horizonDays);
        List<Reason> reasons = new ArrayList<>();
        for (int number = 1; number <= REASONS; number++) {
            if (row.get("reason_" + number) instanceof String code) {
                Double effect = (Double) row.get("reason_" + number + "_effect");
                reasons.add(new Reason(code, effect, features.get(code), sentence(code, catalogue, customer)));
            }
        }
        return reasons;
    }

    /** The code itself where it is no feature any more. */
    private static String sentence(String code, FeatureCatalogue catalogue, CustomerValues customer) {
        return catalogue.features().stream()
                .filter(feature -> feature.code().equals(code))
                .findFirst()
                .map(feature -> ReasonSentences.of(feature, customer))
                .orElse("A feature of another version: " + code);
    }

    private static Map<String, @Nullable Object> features(
            NightjarProperties properties, String runId, String customerId, int horizonDays) throws IOException {
        try (Storage storage = Homes.open(properties)) {
            int buckets = Homes.openHistory(storage, properties).manifest().buckets();
            Path file = NightFolder.of(properties.home(), runId).features(CustomerHash.bucket(customerId, buckets));
            if (!storage.exists(file)) {
                return Map.of();
            }
            FeatureRows rows = FeatureFile.open(storage, file).read();
            Path fits = NightFolder.of(properties.home(), runId).fits();
            BgNbd purchaseModel = storage.exists(fits) ? purchaseModel(storage.read(fits)) : null;
            return features(rows, customerId, purchaseModel, horizonDays);
        }
    }

    private static @Nullable BgNbd purchaseModel(byte[] fits) {
        JsonNode purchaseFits = FitsJson.MAPPER.readTree(fits).path("cltv").path("purchaseFits");
        // of the rest, a night of an earlier version may know less
        PurchaseFit fit = purchaseFits.isObject()
                ? FitsJson.MAPPER.treeToValue(purchaseFits, PurchaseFits.class).bgNbd()
                : null;
        return fit == null ? null : (BgNbd) fit.model();
    }

    private static Map<String, @Nullable Object> features(
            FeatureRows rows, String customerId, @Nullable BgNbd purchaseModel, int horizonDays) {
        int row = Arrays.asList(rows.customerIds()).indexOf(customerId);
        Map<String, @Nullable Object> features = new LinkedHashMap<>();
        if (row < 0) {
            return features;
        }
        for (String code : rows.numbers().codes()) {
            double value = rows.numbers().column(code)[row];
            features.put(code, Double.isNaN(value) ? null : value);
        }
        for (Map.Entry<String, CodedText> category : rows.categories().entrySet()) {
            features.put(category.getKey(), category.getValue().get(row));
        }
        for (String code : List.of(PurchaseModelFeatures.EXPECTED_ORDERS, PurchaseModelFeatures.ORDER_PROBABILITY)) {
            double answer = purchaseModel == null
                    ? Double.NaN
                    : PurchaseModelFeatures.answer(code, purchaseModel, rows.facts()[row].purchases(), horizonDays);
            features.put(code, Double.isNaN(answer) ? null : answer);
        }
        return features;
    }

    /** The text of a column; a dash where it has no value. */
    public String text(String column) {
        return Objects.toString(row.get(column), "-");
    }
}
