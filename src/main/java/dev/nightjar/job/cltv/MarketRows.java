package dev.nightjar.job.cltv;

import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.warehouse.model.CltvMarketRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The purchase models that values are computed with, as rows of {@code cltv_model_market}, and back. */
public final class MarketRows {

    private MarketRows() {}

    /** A row for all customers, and one for each market with parameters of its own; none without a model. */
    public static List<CltvMarketRow> rows(PurchaseFits fits) {
        List<CltvMarketRow> rows = new ArrayList<>();
        if (fits.pooled() != null) {
            rows.add(row(CltvMarketRow.ALL, fits.pooled()));
        }
        fits.markets().forEach((market, fit) -> rows.add(row(market, fit)));
        return rows;
    }

    /** The model of all customers among the rows, without corrections, or null. */
    public static @Nullable PurchaseFit pooled(List<CltvMarketRow> rows) {
        return rows.stream()
                .filter(row -> row.market().equals(CltvMarketRow.ALL))
                .map(MarketRows::fit)
                .findFirst()
                .orElse(null);
    }

    private static CltvMarketRow row(String market, PurchaseFit fit) {
        return new CltvMarketRow(
                market,
                fit.model().name(),
                fit.customers(),
                fit.repeatCustomers(),
                JsonMapper.shared().writeValueAsString(fit.model().parameters()),
                errors(fit),
                fit.logLikelihood(),
                fit.gradientNorm());
    }

    private static @Nullable String errors(PurchaseFit fit) {
        double[] errors = fit.logStandardErrors();
        if (errors.length == 0) {
            return null;
        }
        Map<String, Double> named = new LinkedHashMap<>();
        for (String name : fit.model().parameters().keySet()) {
            named.put(name, errors[named.size()]);
        }
        return JsonMapper.shared().writeValueAsString(named);
    }

    private static PurchaseFit fit(CltvMarketRow row) {
        PurchaseFamily family = PurchaseFamily.of(row.purchaseModel());
        JsonNode parameters = JsonMapper.shared().readTree(row.parameters());
        double[] values = family.parameterNames().stream()
                .mapToDouble(name ->
                        Objects.requireNonNull(parameters.get(name), name).doubleValue())
                .toArray();
        return new PurchaseFit(
                family.model(values),
                row.logLikelihood(),
                row.customers(),
                row.repeatCustomers(),
                row.gradientNorm(),
                List.of(),
                List.of());
    }
}
