package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.purchase.ParetoNbd;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Every number of the published CDNOW literature that the two models must reproduce. */
class PublishedNumbersTests {

    private static final Percentage TENTH_OF_A_PERCENT = Percentage.withPercentage(0.1);
    private static final Offset<Double> HALF_A_THOUSANDTH = Offset.offset(0.0005);
    private static final Offset<Double> HALF_A_HUNDREDTH = Offset.offset(0.005);

    /** Fader, Hardie and Lee (2005). */
    private static final BgNbd PUBLISHED = new BgNbd(0.243, 4.414, 0.793, 2.426);

    /** Fader and Hardie (2013), note 025. */
    private static final GammaGamma PUBLISHED_SPEND = new GammaGamma(6.25, 3.74, 15.44);

    private static final double HOLDOUT_WEEKS = 39;

    @Test
    void bgNbdFitOfTheSampleIsThePublishedOne() {
        List<CdnowSample.Customer> customers = CdnowSample.customers();

        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(CdnowSample.counts(customers));

        assertThat(customers).hasSize(2357);
        // The paper prints three decimals; CLVTools' tests hold the same maximum with all its digits.
        assertThat(fit.model().r()).isCloseTo(0.243, HALF_A_THOUSANDTH).isCloseTo(0.2425945, TENTH_OF_A_PERCENT);
        assertThat(fit.model().alpha()).isCloseTo(4.414, HALF_A_THOUSANDTH).isCloseTo(4.4136019, TENTH_OF_A_PERCENT);
        assertThat(((BgNbd) fit.model()).a())
                .isCloseTo(0.793, HALF_A_THOUSANDTH)
                .isCloseTo(0.7929199, TENTH_OF_A_PERCENT);
        assertThat(((BgNbd) fit.model()).b())
                .isCloseTo(2.426, HALF_A_THOUSANDTH)
                .isCloseTo(2.4258881, TENTH_OF_A_PERCENT);
        assertThat(fit.logLikelihood()).isCloseTo(-9582.4, within(0.05)).isCloseTo(-9582.429, within(0.0005));
        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
        assertThat(fit.customers()).isEqualTo(2357);
        assertThat(fit.repeatCustomers()).isEqualTo(946);
    }

    @Test
    void paretoNbdFitOfTheSampleIsThePublishedOne() {
        PurchaseFit fit = PurchaseFamily.PARETO_NBD.fit(CdnowSample.counts(CdnowSample.customers()));

        ParetoNbd model = (ParetoNbd) fit.model();
        assertThat(model.r()).isCloseTo(0.553, TENTH_OF_A_PERCENT);
        assertThat(model.alpha()).isCloseTo(10.578, TENTH_OF_A_PERCENT);
        assertThat(model.s()).isCloseTo(0.606, TENTH_OF_A_PERCENT);
        assertThat(model.beta()).isCloseTo(11.669, TENTH_OF_A_PERCENT);
        assertThat(fit.logLikelihood()).isCloseTo(-9595.0, within(0.05));
        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
    }

    @Test
    void gammaGammaFitOfTheSampleIsThePublishedOne() {
        List<CdnowSample.Customer> customers = CdnowSample.customers();
        int[] x = customers.stream()
                .mapToInt(customer -> customer.purchases().repeatPurchases())
                .toArray();
        double[] means = customers.stream()
                .mapToDouble(CdnowSample.Customer::meanRepeatPurchase)
                .toArray();

        GammaGammaFit fit = GammaGammaFit.fit(x, means);

        assertThat(fit.customers()).isEqualTo(946);
        // The note prints two decimals.
        assertThat(fit.model().p()).isCloseTo(6.25, HALF_A_HUNDREDTH);
        assertThat(fit.model().q()).isCloseTo(3.74, HALF_A_HUNDREDTH);
        assertThat(fit.model().v()).isCloseTo(15.44, HALF_A_HUNDREDTH);
        assertThat(fit.logLikelihood()).isCloseTo(-4055.92, HALF_A_HUNDREDTH);
        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
    }

    @Test
    void expectedPurchasesOfThePublishedCustomer() {
        PurchaseSummary summary = new PurchaseSummary(2, 30.43, 38.86);

        assertThat(PUBLISHED.expectedPurchases(summary, 39)).isCloseTo(1.226, within(0.001));
        assertThat(PUBLISHED.probabilityAlive(summary)).isCloseTo(0.7266, within(0.0001));
    }

    @Test
    void probabilityAliveIsOneWithoutRepeatPurchases() {
        assertThat(IntStream.range(0, 40))
                .allSatisfy(age -> assertThat(PUBLISHED.probabilityAlive(new PurchaseSummary(0, 0, age)))
                        .isEqualTo(1));
    }

    @Test
    void probabilityAliveIsZeroAfterALongSilenceOfAFrequentBuyer() {
        assertThat(PUBLISHED.probabilityAlive(new PurchaseSummary(1000, 10, 100)))
                .isZero();
    }

    @Test
    void logLikelihoodsOfTwoCustomersFromTheNoteOnUnderflow() {
        BgNbd model = new BgNbd(0.25, 4, 0.8, 2.5);
        PurchaseCounts oneTime = PurchaseCounts.builder().add(0, 0, 40 * 7).build();
        PurchaseCounts frequent =
                PurchaseCounts.builder().add(200, 38 * 7, 40 * 7).build();

        assertThat(PurchaseFamily.BG_NBD.logLikelihood(model, oneTime)).isCloseTo(-0.59947382, within(1e-8));
        assertThat(PurchaseFamily.BG_NBD.logLikelihood(model, frequent)).isCloseTo(100.7957, within(1e-4));
    }

    @Test
    void expectedOrderValuesFromTheNote() {
        assertThat(PUBLISHED_SPEND.expectedOrderValue(2, 22.35)).isCloseTo(24.65, within(0.1));
        assertThat(PUBLISHED_SPEND.expectedOrderValue(0, Double.NaN)).isCloseTo(35.17, within(0.1));
    }

    @Test
    void holdOutOfTheWholeSample() {
        List<CdnowSample.Customer> customers = CdnowSample.customers();
        BgNbd model =
                (BgNbd) PurchaseFamily.BG_NBD.fit(CdnowSample.counts(customers)).model();

        int actual = customers.stream()
                .mapToInt(CdnowSample.Customer::futurePurchases)
                .sum();
        double expected = customers.stream()
                .mapToDouble(customer -> model.expectedPurchases(customer.purchases(), HOLDOUT_WEEKS))
                .sum();

        assertThat(actual).isEqualTo(1882);
        assertThat(expected).isCloseTo(1653.4, within(1.0));
    }

    @Test
    void holdOutByRepeatPurchases() {
        List<CdnowSample.Customer> customers = CdnowSample.customers();
        BgNbd model =
                (BgNbd) PurchaseFamily.BG_NBD.fit(CdnowSample.counts(customers)).model();

        double[] published = {0.2251, 0.5231, 1.0441, 1.5203};

        for (int x = 0; x < published.length; x++) {
            int repeatPurchases = x;
            double mean = customers.stream()
                    .map(CdnowSample.Customer::purchases)
                    .filter(purchases -> purchases.repeatPurchases() == repeatPurchases)
                    .mapToDouble(purchases -> model.expectedPurchases(purchases, HOLDOUT_WEEKS))
                    .average()
                    .orElseThrow();
            assertThat(mean).as("x = %s", x).isCloseTo(published[x], within(0.001));
        }
    }
}
