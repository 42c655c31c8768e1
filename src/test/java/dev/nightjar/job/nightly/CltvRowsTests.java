package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.FormulaCltv;
import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.GammaGammaFit;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.RefundShare;
import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.warehouse.model.CltvModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CltvRowsTests {

    @Test
    void onlyAFitOfTheNightItselfIsAChampion() {
        assertThat(row(true).status()).isEqualTo(ModelStatus.CHAMPION);
        assertThat(row(false).status()).isEqualTo(ModelStatus.BASELINE);
        assertThat(row(false).bgnbdR()).as("what the night was scored with").isEqualTo(0.243);
    }

    private static CltvModelRow row(boolean hasOwnFits) {
        PurchaseFit purchases =
                new PurchaseFit(new BgNbd(0.243, 4.414, 0.793, 2.426), -9582.4, 2357, 946, 0, List.of(), List.of());
        CltvModel model = new CltvModel(
                2357,
                946,
                PurchaseFits.plain(purchases),
                new GammaGammaFit(new GammaGamma(6.25, 3.74, 15.44), -4055.92, 946, 0, List.of()),
                30,
                new RefundShare(0, 0),
                Margin.stated(1),
                new FormulaCltv(null),
                new CltvOptions("bg-nbd", 365, 0.1, 1),
                List.of(),
                hasOwnFits);
        return CltvRows.row("cltv-2026-02-01-01", LocalDate.parse("2026-02-01"), model, Map.of());
    }
}
