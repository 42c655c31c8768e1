package dev.nightjar.cltv.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectedModelTests {

    private static final BgNbd PLAIN = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final PurchaseSummary ONE_TIME = new PurchaseSummary(0, 0, 30);

    @Test
    void aShareOfOneTimeBuyersIsGone() {
        CorrectedModel model = new CorrectedModel(PLAIN, List.of(0.6, 1.0));

        assertThat(model.probabilityAlive(ONE_TIME)).isEqualTo(0.6);
        assertThat(model.expectedPurchases(ONE_TIME, 39))
                .isCloseTo(0.6 * PLAIN.expectedPurchases(ONE_TIME, 39), within(1e-12));
        assertThat(1 - model.probabilityOfNoPurchase(ONE_TIME, 39))
                .isCloseTo(0.6 * (1 - PLAIN.probabilityOfNoPurchase(ONE_TIME, 39)), within(1e-12));
    }

    @Test
    void theLastFactorIsForAllLargerX() {
        CorrectedModel model = new CorrectedModel(PLAIN, List.of(0.6, 0.8));
        PurchaseSummary many = new PurchaseSummary(17, 30, 31);

        assertThat(model.probabilityAlive(many)).isCloseTo(0.8 * PLAIN.probabilityAlive(many), within(1e-12));
    }

    @Test
    void aliveCustomersBuyFasterAndAreDiscountedByTheirOwnDays() {
        CorrectedModel model = new CorrectedModel(PLAIN, List.of(1.4));

        assertThat(model.probabilityAlive(ONE_TIME)).isEqualTo(1);
        assertThat(model.expectedPurchases(ONE_TIME, 39)).isEqualTo(PLAIN.expectedPurchases(ONE_TIME, 1.4 * 39));
        double share = model.discountedPurchases(ONE_TIME, 365, 0.1) / model.discountedPurchases(ONE_TIME, 365, 0);
        double plain = PLAIN.discountedPurchases(ONE_TIME, 365, 0.1) / PLAIN.discountedPurchases(ONE_TIME, 365, 0);
        assertThat(share).isCloseTo(plain, within(0.002));
    }

    @Test
    void refusesFactorsThatAreNone() {
        for (List<Double> bad : List.of(List.<Double>of(), List.of(0.0), List.of(Double.NaN), List.of(1 / 0.0))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CorrectedModel(PLAIN, bad))
                    .withMessage("factors must be greater than 0 and finite, was " + bad);
        }
    }

    /** 1,000 one-time buyers of whom half as many came back as expected: the root of nearly a half. */
    @Test
    void factorsAreHalfOfWhatThePeriodShowsOnTheLogScale() {
        double each = PLAIN.expectedPurchases(ONE_TIME, 39);
        int buyers = (int) Math.round(20_000 * each / 2);
        HoldOutCounts.Builder builder = HoldOutCounts.builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add(ONE_TIME, i < buyers ? 1 : 0);
        }

        List<Double> factors =
                Corrections.learnt(fit(List.of()), builder.build(), 39).factors();

        assertThat(factors).hasSize(11);
        assertThat(factors.get(0)).isCloseTo(Math.sqrt(0.5), within(0.01));
        assertThat(factors.subList(1, 11)).containsOnly(1.0);
    }

    @Test
    void aFactorAboveOneReachesItsTarget() {
        double each = PLAIN.expectedPurchases(ONE_TIME, 39);
        HoldOutCounts.Builder builder = HoldOutCounts.builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add(ONE_TIME, i < 20_000 * 2 * each ? 1 : 0);
        }

        List<Double> factors =
                Corrections.learnt(fit(List.of()), builder.build(), 39).factors();

        assertThat(new CorrectedModel(PLAIN, factors).expectedPurchases(ONE_TIME, 39))
                .isCloseTo(Math.sqrt(2) * each, within(0.01 * each));
    }

    /** The logarithm of a root has a quarter of the variance: counts of 20,000 customers of one kind, parameters known. */
    @Test
    void factorsOfManyPurchasesAreSurer() {
        double each = PLAIN.expectedPurchases(ONE_TIME, 39);
        HoldOutCounts.Builder builder = HoldOutCounts.builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add(ONE_TIME, i < 20_000 * each ? 1 : 0);
        }

        List<List<Double>> covariance =
                Corrections.learnt(fit(List.of()), builder.build(), 39).logCovariance();

        double expected = 20_000 * each;
        assertThat(covariance).hasSize(11);
        assertThat(covariance.get(0).get(0))
                .isCloseTo(0.25 * expected * (1 - each) / Math.pow(expected + 50, 2), withinPercentage(1));
        assertThat(covariance.get(0).subList(1, 11)).containsOnly(0.0);
        assertThat(covariance.get(1)).containsOnly(0.0);
    }

    /** Twice the rate is expected to bring nearly twice as much, of every x: an error in it makes all factors err alike. */
    @Test
    void parametersThatAreUncertainMakeFactorsErrAlike() {
        PurchaseSummary twice = new PurchaseSummary(1, 10, 30);
        HoldOutCounts.Builder builder = HoldOutCounts.builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add(i % 2 == 0 ? ONE_TIME : twice, i % 4 == 0 ? 1 : 0);
        }
        List<Double> none = List.of(0.0, 0.0, 0.0, 0.0);
        List<List<Double>> onlyR = List.of(List.of(0.04, 0.0, 0.0, 0.0), none, none, none);

        List<List<Double>> known =
                Corrections.learnt(fit(List.of()), builder.build(), 39).logCovariance();
        List<List<Double>> open =
                Corrections.learnt(fit(onlyR), builder.build(), 39).logCovariance();

        double moreOfOne = 1e3 * Math.log(expected(0.243 * Math.exp(1e-3), ONE_TIME) / expected(0.243, ONE_TIME));
        double moreOfTwo = 1e3 * Math.log(expected(0.243 * Math.exp(1e-3), twice) / expected(0.243, twice));
        assertThat(known.get(0).get(1)).isZero();
        assertThat(open.get(0).get(1))
                .isCloseTo(0.25 * 0.04 * moreOfOne * moreOfTwo, withinPercentage(5))
                .isEqualTo(open.get(1).get(0));
        assertThat(open.get(0).get(0)).isGreaterThan(known.get(0).get(0));
    }

    private static double expected(double r, PurchaseSummary summary) {
        return new BgNbd(r, 4.414, 0.793, 2.426).expectedPurchases(summary, 39);
    }

    private static PurchaseFit fit(List<List<Double>> logCovariance) {
        return new PurchaseFit(PLAIN, 0, 20_000, 0, 0, logCovariance, List.of());
    }
}
