package dev.nightjar.job.nightly;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.GammaGammaFit;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.choice.CorrectedModel;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.job.cltv.MarketRows;
import dev.nightjar.warehouse.model.CltvMarketRow;
import dev.nightjar.warehouse.model.CltvModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The row of a CLTV fit in the model store, and the fit in a row. */
final class CltvRows {

    private CltvRows() {}

    /** The row of a fit: champion where all models were fitted, baseline where one is left out or of an older night. */
    static CltvModelRow row(
            String modelId, LocalDate asOfDate, CltvModel model, Map<String, @Nullable Object> holdOut) {
        BgNbd bgNbd = model.bgNbd();
        PurchaseFit purchases = model.purchaseFits().bgNbd();
        GammaGammaFit spend = model.gammaGammaFit();
        return new CltvModelRow(
                modelId,
                asOfDate,
                model.hasOwnFits() ? ModelStatus.CHAMPION : ModelStatus.BASELINE,
                model.customers(),
                model.repeatCustomers(),
                bgNbd == null ? null : bgNbd.r(),
                bgNbd == null ? null : bgNbd.alpha(),
                bgNbd == null ? null : bgNbd.a(),
                bgNbd == null ? null : bgNbd.b(),
                purchases == null ? null : purchases.logLikelihood(),
                spend == null ? null : spend.model().p(),
                spend == null ? null : spend.model().q(),
                spend == null ? null : spend.model().v(),
                spend == null ? null : spend.logLikelihood(),
                JsonMapper.shared().writeValueAsString(provenance(model, holdOut)));
    }

    /** The purchase models of an earlier night, as far as they can stand in for a fit that fails: without corrections. */
    static PurchaseFits purchaseFits(CltvModelRow row, List<CltvMarketRow> markets) {
        return PurchaseFits.plain(bgNbdFit(row), MarketRows.pooled(markets));
    }

    /** BG/NBD's parameters in a row, or null where it has none. */
    private static @Nullable PurchaseFit bgNbdFit(CltvModelRow row) {
        if (row.bgnbdR() == null
                || row.bgnbdAlpha() == null
                || row.bgnbdA() == null
                || row.bgnbdB() == null
                || row.bgnbdLogLikelihood() == null) {
            return null;
        }
        BgNbd model = new BgNbd(row.bgnbdR(), row.bgnbdAlpha(), row.bgnbdA(), row.bgnbdB());
        return new PurchaseFit(
                model, row.bgnbdLogLikelihood(), row.customers(), row.repeatCustomers(), 0, List.of(), List.of());
    }

    /** Gamma-Gamma's parameters in a row, or null where it has none. */
    static @Nullable GammaGammaFit gammaGammaFit(CltvModelRow row) {
        if (row.gammaGammaP() == null
                || row.gammaGammaQ() == null
                || row.gammaGammaV() == null
                || row.gammaGammaLogLikelihood() == null) {
            return null;
        }
        GammaGamma model = new GammaGamma(row.gammaGammaP(), row.gammaGammaQ(), row.gammaGammaV());
        return new GammaGammaFit(model, row.gammaGammaLogLikelihood(), row.repeatCustomers(), 0, List.of());
    }

    private static Map<String, Object> provenance(CltvModel model, Map<String, @Nullable Object> holdOut) {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("model", model.options().model());
        provenance.put("horizon_days", model.options().horizonDays());
        provenance.put("annual_discount_rate", model.options().annualDiscountRate());
        provenance.put("margin", model.margin().pooled());
        provenance.put("margin_from_cost", model.margin().isFromCost());
        provenance.put("pooled_mean_order_value", model.pooledMeanOrderValue());
        provenance.put("pooled_refund_share", model.refundShare().pooled());
        provenance.put("formula_lifetime_years", model.formula().lifetimeYears());
        PurchaseFit bgNbd = model.purchaseFits().bgNbd();
        if (bgNbd != null) {
            provenance.put("bgnbd_gradient_norm", bgNbd.gradientNorm());
        }
        PurchaseFit pooled = model.purchaseFits().pooled();
        if (pooled != null) {
            provenance.put("purchase_model", pooled.model().name());
            provenance.put("purchase_parameters", pooled.model().parameters());
            provenance.put("purchase_log_likelihood", pooled.logLikelihood());
            provenance.put("purchase_gradient_norm", pooled.gradientNorm());
            provenance.put("hold_out_scores", model.purchaseFits().holdOutScores());
            provenance.put("market", model.options().market());
            provenance.put("markets", List.copyOf(model.purchaseFits().markets().keySet()));
            if (pooled.model() instanceof CorrectedModel corrected) {
                provenance.put("factors_by_x", corrected.factors());
            }
        }
        if (model.gammaGammaFit() != null) {
            provenance.put("gamma_gamma_customers", model.gammaGammaFit().customers());
            provenance.put("gamma_gamma_gradient_norm", model.gammaGammaFit().gradientNorm());
        }
        provenance.put("hold_out", holdOut);
        provenance.put("notes", model.notes());
        return provenance;
    }
}
