package dev.nightjar.cltv.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a fit on the past foretells of real shops, and of one drawn from the model. */
class CltvHoldOutTests {

    private static final String BG_NBD = "bg-nbd";
    private static final String AUTO = "auto";

    /** Reference: 1,882 repeat purchases happened in weeks 40 to 78, BG/NBD expects 1,653.4. */
    @Test
    void cdnowSampleIsForetoldAsPublished() {
        HoldOutQuality quality = CltvHoldOut.cdnowSample(BG_NBD);

        assertThat(quality.customers()).isEqualTo(2357);
        assertThat(quality.orders().actual()).isEqualTo(1882);
        assertThat(quality.orders().expected()).isCloseTo(1653.4, within(1.0));
        double[] published = {0.2251, 0.5231, 1.0441, 1.5203};
        for (int x = 0; x < published.length; x++) {
            assertThat(quality.byRepeatPurchases().get(x).expected()).isCloseTo(published[x], within(0.001));
        }
        assertThat(quality.model().spearman()).isGreaterThan(quality.naive().spearman());
        assertThat(quality.model().meanAbsoluteError())
                .isLessThan(quality.naive().meanAbsoluteError());
    }

    /** Issue: AUC of at least one order at least 0.798, log-loss at most 0.422, chosen without the period. */
    @Test
    void autoForeseesWhoOfCdnowsMasterComesBack() {
        HoldOutQuality quality = CltvHoldOut.cdnowMaster(AUTO);

        assertThat(quality.customers()).isEqualTo(23_570);
        assertThat(quality.orderAuc()).isGreaterThanOrEqualTo(0.798);
        assertThat(quality.orderLogLoss()).isLessThanOrEqualTo(0.422);
    }

    @Test
    void aGeneratedShopIsForetoldWithinItsIntervals() {
        HoldOutQuality quality = CltvHoldOut.generated(BG_NBD);

        assertThat(quality.orders().expected()).isCloseTo(quality.orders().actual(), withinPercentage(2));
        assertThat(quality.value().expected()).isCloseTo(quality.value().actual(), withinPercentage(3));
        assertThat(requireNonNull(quality.aboveHigh())).isBetween(0.03, 0.07);
        assertThat(quality.deciles().get(9).expected())
                .isCloseTo(quality.deciles().get(9).actual(), withinPercentage(6));
        assertThat(quality.model().meanAbsoluteError())
                .isLessThan(quality.naive().meanAbsoluteError());
    }

    /** Prints the table of {@code docs/cltv.md}. */
    @Test
    @EnabledIfSystemProperty(named = "nightjar.hold-out.print", matches = "true")
    void printsTheTable() {
        for (String model : List.of(AUTO, BG_NBD)) {
            System.out.print(CltvHoldOut.rows("CDNOW sample, 273 days", model, CltvHoldOut.cdnowSample(model)));
            System.out.print(CltvHoldOut.rows("CDNOW master, 181 days", model, CltvHoldOut.cdnowMaster(model)));
            System.out.print(CltvHoldOut.rows("Online Retail, 90 days", model, CltvHoldOut.onlineRetail(model)));
            System.out.print(CltvHoldOut.rows("generated, 365 days", model, CltvHoldOut.generated(model)));
        }
    }
}
