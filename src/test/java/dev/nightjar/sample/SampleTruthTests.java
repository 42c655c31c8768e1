package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.GammaGammaFit;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FactsCalculator;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is fitted on a shop of 20,000 customers is what it was drawn from. */
class SampleTruthTests {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 2, 13);
    private static final int AS_OF = (int) LAST_DAY.toEpochDay() + 1;
    private static final List<CustomerFacts> BUYERS = buyers();

    @Test
    void purchaseParametersAreFoundAgain() {
        PurchaseCounts.Builder counts = PurchaseCounts.builder();
        for (CustomerFacts facts : BUYERS) {
            int days = facts.lastOrderDay() - facts.firstOrderDay();
            counts.add(facts.purchases().repeatPurchases(), days, AS_OF - 1 - facts.firstOrderDay());
        }

        BgNbd fitted = (BgNbd) PurchaseFamily.BG_NBD.fit(counts.build()).model();

        // purchases of one day are one, so rates come out a little low; b is the least certain of the four
        assertThat(fitted.r()).isCloseTo(SampleTruth.R, withPercentage(8));
        assertThat(fitted.alpha()).isCloseTo(SampleTruth.ALPHA, withPercentage(10));
        assertThat(fitted.a()).isCloseTo(SampleTruth.A, withPercentage(15));
        assertThat(fitted.b()).isCloseTo(SampleTruth.B, withPercentage(20));
    }

    @Test
    void spendParametersAreFoundAgain() {
        List<CustomerFacts> repeat = BUYERS.stream()
                .filter(facts -> facts.purchases().repeatPurchases() > 0)
                .toList();

        GammaGamma fitted = GammaGammaFit.fit(
                        repeat.stream()
                                .mapToInt(facts -> facts.purchases().repeatPurchases())
                                .toArray(),
                        repeat.stream()
                                .mapToDouble(CustomerFacts::meanRepeatPurchase)
                                .toArray())
                .model();

        assertThat(fitted.p()).isCloseTo(SampleTruth.P, withPercentage(10));
        assertThat(fitted.q()).isCloseTo(SampleTruth.Q, withPercentage(10));
        assertThat(fitted.v()).isCloseTo(SampleTruth.V, withPercentage(20));
        assertThat(fitted.expectedOrderValue(0, 0)).isCloseTo(SampleTruth.MEAN_PURCHASE, within(1.0));
    }

    private static List<CustomerFacts> buyers() {
        BucketHistory bucket = SampleHistory.of(SampleShop.of(20_000, 1, LAST_DAY));
        FactsCalculator calculator = new FactsCalculator();
        return IntStream.range(0, bucket.size())
                .mapToObj(i -> calculator.facts(bucket.customer(i), AS_OF))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
