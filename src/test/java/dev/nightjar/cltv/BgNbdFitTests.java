package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BgNbdFitTests {

    @ParameterizedTest
    @CsvSource({
        "0.5, 6, 0.8, 3, 0.012, 0.019, 0.034, 0.047",
        "0.25, 4, 0.8, 2.5, 0.013, 0.023, 0.038, 0.053",
        "1.5, 8, 0.4, 4, 0.012, 0.014, 0.027, 0.042",
        "3, 20, 1.2, 6, 0.016, 0.018, 0.031, 0.041"
    })
    void recoversTheParametersOfTwentyThousandSimulatedCustomers(
            double r, double alpha, double a, double b, double ofR, double ofAlpha, double ofA, double ofB) {
        BgNbd truth = new BgNbd(r, alpha, a, b);
        PurchaseCounts counts =
                new SimulatedCustomers(1).purchases(truth, 20_000, 1000).build();

        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(counts);

        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
        assertThat(fit.customers()).isEqualTo(20_000);
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(PurchaseFamily.BG_NBD.logLikelihood(truth, counts));
        // Three standard errors, from the Hessian of the likelihood computed apart with SciPy.
        assertThat(fit.model().r()).isCloseTo(r, Percentage.withPercentage(300 * ofR));
        assertThat(fit.model().alpha()).isCloseTo(alpha, Percentage.withPercentage(300 * ofAlpha));
        assertThat(((BgNbd) fit.model()).a()).isCloseTo(a, Percentage.withPercentage(300 * ofA));
        assertThat(((BgNbd) fit.model()).b()).isCloseTo(b, Percentage.withPercentage(300 * ofB));
        assertThat(fit.logStandardErrors()).containsExactly(new double[] {ofR, ofAlpha, ofA, ofB}, within(0.0025));
    }

    @Test
    void noParameterMovedAByHalfAPercentIsMoreLikely() {
        PurchaseCounts counts = new SimulatedCustomers(5)
                .purchases(new BgNbd(0.5, 6, 0.8, 3), 5_000, 700)
                .build();
        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(counts);
        BgNbd best = (BgNbd) fit.model();

        for (double factor : new double[] {0.995, 1.005}) {
            for (BgNbd moved : new BgNbd[] {
                new BgNbd(best.r() * factor, best.alpha(), best.a(), best.b()),
                new BgNbd(best.r(), best.alpha() * factor, best.a(), best.b()),
                new BgNbd(best.r(), best.alpha(), best.a() * factor, best.b()),
                new BgNbd(best.r(), best.alpha(), best.a(), best.b() * factor)
            }) {
                assertThat(PurchaseFamily.BG_NBD.logLikelihood(moved, counts)).isLessThan(fit.logLikelihood());
            }
        }
    }

    @Test
    void orderOfCustomersChangesNoBit() {
        PurchaseCounts counts = new SimulatedCustomers(6)
                .purchases(new BgNbd(0.5, 6, 0.8, 3), 2_000, 700)
                .build();
        PurchaseCounts.Builder forwards = PurchaseCounts.builder();
        PurchaseCounts.Builder backwards = PurchaseCounts.builder();
        for (int i = 0; i < counts.size(); i++) {
            int last = counts.size() - 1 - i;
            forwards.add(counts.repeatPurchases()[i], counts.recencyDays()[i], counts.ageDays()[i]);
            backwards.add(counts.repeatPurchases()[last], counts.recencyDays()[last], counts.ageDays()[last]);
        }

        assertThat(PurchaseFamily.BG_NBD.fit(backwards.build())).isEqualTo(PurchaseFamily.BG_NBD.fit(forwards.build()));
    }

    @Test
    void thousandsOfPurchasesOfOneCustomerDoNotBreakTheFit() {
        PurchaseCounts counts = new SimulatedCustomers(7)
                .purchases(new BgNbd(0.5, 6, 0.8, 3), 3_000, 1000)
                .add(5000, 5000, 5001)
                .build();

        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(counts);

        assertThat(fit.logLikelihood()).isFinite();
        PurchaseSummary extreme = new PurchaseSummary(5000, 5000 / 7.0, 5001 / 7.0);
        assertThat(fit.model().expectedPurchases(extreme, 52)).isBetween(1.0, 5000.0);
        assertThat(fit.model().probabilityAlive(extreme)).isBetween(0.5, 1.0);
    }

    @Test
    void customersOfTodayAreFittedAlong() {
        PurchaseCounts.Builder builder = new SimulatedCustomers(8).purchases(new BgNbd(0.5, 6, 0.8, 3), 3_000, 700);
        for (int i = 0; i < 50; i++) {
            builder.add(0, 0, 0);
        }

        assertThat(PurchaseFamily.BG_NBD.fit(builder.build()).customers()).isEqualTo(3_050);
    }

    @Test
    void nobodyBoughtTwice() {
        PurchaseCounts counts =
                PurchaseCounts.builder().add(0, 0, 10).add(0, 0, 400).build();

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> PurchaseFamily.BG_NBD.fit(counts))
                .withMessage("BG/NBD not fitted: expected customers with a repeat purchase, was 0 of 2 customers");
    }

    @Test
    void nobodyAtAll() {
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(
                        () -> PurchaseFamily.BG_NBD.fit(PurchaseCounts.builder().build()))
                .withMessageEndingWith("was 0 of 0 customers");
    }

    @Test
    void everybodyBuysEveryDayAndSoGoesOn() {
        PurchaseCounts.Builder builder = PurchaseCounts.builder();
        for (int age = 1; age <= 300; age++) {
            builder.add(age, age, age);
        }

        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(builder.build());

        // nobody differs, nobody leaves
        assertThat(fit.limits()).anySatisfy(limit -> assertThat(limit).startsWith("r goes to infinity, was "));
        assertThat(fit.model().expectedPurchases(new PurchaseSummary(300, 300 / 7.0, 300 / 7.0), 10))
                .isCloseTo(70, Percentage.withPercentage(1));
    }

    @Test
    void withoutDropOutTheModelIsThatOfPurchasesAlone() {
        PurchaseCounts counts = new SimulatedCustomers(9)
                .purchases(new BgNbd(2, 10, 1e-6, 100), 5_000, 700)
                .build();

        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(counts);

        BgNbd model = (BgNbd) fit.model();
        PurchaseSummary summary = new PurchaseSummary(4, 40, 50);
        assertThat(fit.limits()).anySatisfy(limit -> assertThat(limit).startsWith("a goes to 0, was "));
        assertThat(model.probabilityAlive(summary)).isCloseTo(1, Percentage.withPercentage(0.1));
        // the mean rate of the posterior, (r + x) / (alpha + T), times the weeks
        assertThat(model.expectedPurchases(summary, 26))
                .isCloseTo((model.r() + 4) / (model.alpha() + 50) * 26, Percentage.withPercentage(0.1));
    }

    @Test
    void oneRepeatBuyerAmongABillionIsNoRate() {
        PurchaseCounts counts = new PurchaseCounts(
                new int[] {0, 300}, new int[] {0, 600}, new int[] {700, 700}, new long[] {1_000_000_000, 1});

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> PurchaseFamily.BG_NBD.fit(counts))
                .withMessageStartingWith(
                        "BG/NBD not fitted: the likelihood is greatest where the model ends: expected r and alpha above 1.0E-6")
                .withMessageEndingWith(" (1000000001 customers, 1 with a repeat purchase)");
    }

    @Test
    void oneCustomerGivesARate() {
        PurchaseFit fit = PurchaseFamily.BG_NBD.fit(
                PurchaseCounts.builder().add(3, 200, 400).build());

        assertThat(fit.limits()).isNotEmpty();
        assertThat(fit.model().expectedPurchases(new PurchaseSummary(3, 200 / 7.0, 400 / 7.0), 52))
                .isBetween(0.0, 3.0);
    }
}
