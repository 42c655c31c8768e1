package dev.nightjar.cltv.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.SimulatedCustomers;
import dev.nightjar.cltv.calculus.FitException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the fit of every family. */
class PurchaseFamilyTests {

    static Stream<PurchaseModel> truths() {
        return Stream.of(
                new BgNbd(0.5, 6, 0.8, 3),
                new ParetoNbd(0.55, 10.6, 0.6, 11.7),
                new ParetoNbd(2, 8, 1.5, 30),
                new MbgNbd(0.5, 6, 0.9, 1.6),
                new MbgNbd(1.5, 8, 0.4, 4));
    }

    @ParameterizedTest
    @MethodSource("truths")
    void recoversTheParametersOfTwentyThousandSimulatedCustomers(PurchaseModel truth) {
        PurchaseCounts counts =
                new SimulatedCustomers(1).purchases(truth, 20_000, 1000).build();

        PurchaseFit fit = PurchaseFamily.of(truth.name()).fit(counts);

        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
        double[] errors = fit.logStandardErrors();
        Iterator<Double> expected = truth.parameters().values().iterator();
        int i = 0;
        for (double found : fit.model().parameters().values()) {
            assertThat(errors[i]).isBetween(0.005, 0.3);
            assertThat(Math.log(found / expected.next()))
                    .as("%s, parameter %s", fit.model(), i)
                    .isCloseTo(0, within(3 * errors[i++]));
        }
    }

    @ParameterizedTest
    @EnumSource(PurchaseFamily.class)
    void gradientIsThatOfFiniteDifferences(PurchaseFamily family) {
        PurchaseCounts counts = new SimulatedCustomers(3)
                .purchases(new BgNbd(0.5, 6, 0.8, 3), 3_000, 400)
                .add(0, 0, 0)
                .add(5000, 5000, 5001)
                .add(1, 1, 5000)
                .add(40, 3000, 5000)
                .build();
        for (double[] p : List.of(
                new double[] {0.5, 6, 0.8, 3}, new double[] {3, 0.05, 0.2, 40}, new double[] {0.01, 30, 5, 0.02})) {
            double[] gradient = new double[4];
            Likelihood likelihood = family.likelihood(counts);
            likelihood.logLikelihood(p, gradient);

            for (int i = 0; i < 4; i++) {
                double step = 1e-5 * p[i];
                double[] above = p.clone();
                above[i] += step;
                double[] below = p.clone();
                below[i] -= step;
                double slope = (likelihood.logLikelihood(above, new double[4])
                                - likelihood.logLikelihood(below, new double[4]))
                        / (2 * step);
                assertThat(gradient[i]).as("%s %s", family, i).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            }
        }
    }

    /** Many groups share x, so their integrals are sums over days; each group by itself is integrated on its own. */
    @Test
    void integralsSummedOverDaysAreThoseOfEachGroup() {
        PurchaseCounts counts = new SimulatedCustomers(4)
                .purchases(new ParetoNbd(0.55, 10.6, 0.6, 11.7), 20_000, 400)
                .build();
        double[] p = {0.55, 10.6, 0.6, 11.7};
        double together = new ParetoNbdLikelihood(counts).logLikelihood(p, new double[4]);

        double apart = 0;
        for (int i = 0; i < counts.size(); i++) {
            PurchaseCounts one = new PurchaseCounts(
                    new int[] {counts.repeatPurchases()[i]},
                    new int[] {counts.recencyDays()[i]},
                    new int[] {counts.ageDays()[i]},
                    new long[] {counts.customers()[i]});
            apart += new ParetoNbdLikelihood(one).logLikelihood(p, new double[4]);
        }

        assertThat(together).isCloseTo(apart, within(1e-7 * Math.abs(apart)));
    }

    @Test
    void manyCustomersAreFittedAsFew() {
        PurchaseCounts few = new SimulatedCustomers(6)
                .purchases(new ParetoNbd(0.55, 10.6, 0.6, 11.7), 10_000, 500)
                .build();
        long[] fiveTimes = new long[few.size()];
        for (int i = 0; i < fiveTimes.length; i++) {
            fiveTimes[i] = 5 * few.customers()[i];
        }
        PurchaseCounts many = new PurchaseCounts(few.repeatPurchases(), few.recencyDays(), few.ageDays(), fiveTimes);

        for (PurchaseFamily family : PurchaseFamily.values()) {
            PurchaseFit ofFew = family.fit(few);
            PurchaseFit ofMany = family.fit(many);

            assertThat(ofMany.gradientNorm()).isLessThanOrEqualTo(1e-6);
            assertThat(ofMany.logLikelihood()).isCloseTo(5 * ofFew.logLikelihood(), within(1e-3));
            assertThat(ofMany.logStandardErrors()[0])
                    .isCloseTo(ofFew.logStandardErrors()[0] / Math.sqrt(5), within(1e-4));
        }
    }

    @ParameterizedTest
    @EnumSource(PurchaseFamily.class)
    void nobodyBoughtTwice(PurchaseFamily family) {
        PurchaseCounts counts =
                PurchaseCounts.builder().add(0, 0, 10).add(0, 0, 400).build();

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> family.fit(counts))
                .withMessage(family.title()
                        + " not fitted: expected customers with a repeat purchase, was 0 of 2 customers");
    }

    @ParameterizedTest
    @EnumSource(value = PurchaseFamily.class, names = "MBG_NBD", mode = EnumSource.Mode.EXCLUDE)
    void everybodyBuysEveryDay(PurchaseFamily family) {
        PurchaseCounts.Builder builder = PurchaseCounts.builder();
        for (int age = 1; age <= 300; age++) {
            builder.add(age, age, age);
        }

        PurchaseFit fit = family.fit(builder.build());

        assertThat(fit.limits()).isNotEmpty();
        assertThat(fit.model().expectedPurchases(new PurchaseSummary(300, 300 / 7.0, 300 / 7.0), 10))
                .isCloseTo(70, within(1.0));
    }

    @ParameterizedTest
    @EnumSource(PurchaseFamily.class)
    void thousandsOfPurchasesAndCustomersOfTodayDoNotBreakTheFit(PurchaseFamily family) {
        PurchaseCounts.Builder builder = new SimulatedCustomers(7)
                .purchases(new BgNbd(0.5, 6, 0.8, 3), 3_000, 1000)
                .add(5000, 5000, 5001);
        for (int i = 0; i < 50; i++) {
            builder.add(0, 0, 0);
        }

        PurchaseFit fit = family.fit(builder.build());

        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
        assertThat(fit.customers()).isEqualTo(3_051);
        assertThat(fit.logLikelihood()).isFinite();
    }

    /** BG/NBD ends at r = 0, where it says so; these two find a rate, of customers of whom nearly all are gone at once. */
    @ParameterizedTest
    @EnumSource(value = PurchaseFamily.class, names = "BG_NBD", mode = EnumSource.Mode.EXCLUDE)
    void oneRepeatBuyerAmongABillionGivesFiniteAnswers(PurchaseFamily family) {
        PurchaseCounts counts = new PurchaseCounts(
                new int[] {0, 300}, new int[] {0, 600}, new int[] {700, 700}, new long[] {1_000_000_000, 1});

        PurchaseFit fit = family.fit(counts);

        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
        assertThat(fit.model().expectedPurchases(new PurchaseSummary(0, 0, 100), 52))
                .isNotNegative()
                .isLessThan(0.001);
    }

    @Test
    void aSearchThatDoesNotConvergeSaysSo() {
        PurchaseCounts.Builder everyDay = PurchaseCounts.builder();
        for (int age = 1; age <= 300; age++) {
            everyDay.add(age, age, age);
        }

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> PurchaseFamily.MBG_NBD.fit(everyDay.build()))
                .withMessageStartingWith(
                        "MBG/NBD not fitted: the search did not converge: expected a gradient norm of at most"
                                + " 1.0E-6, was ")
                .withMessageEndingWith(" (300 customers, 300 with a repeat purchase)");
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseFamily.of("best"))
                .withMessage("no purchase model is called best");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseFamily.PARETO_NBD.model(1, 2, Double.NaN, 4))
                .withMessage(
                        "Pareto/NBD parameters must be finite and greater than 0, was r=1.0 alpha=2.0 s=NaN beta=4.0");
    }

    @Test
    void aSmallMarketStaysNearAllAndALargeOneGoesItsWay() {
        MbgNbd all = new MbgNbd(0.5, 6, 0.9, 1.6);
        MbgNbd other = new MbgNbd(1.0, 6, 0.9, 1.6);
        PurchaseFit pooled = PurchaseFamily.MBG_NBD.fit(
                new SimulatedCustomers(11).purchases(all, 20_000, 600).build());

        double small = nearR(pooled, new SimulatedCustomers(12).purchases(other, 300, 600));
        double large = nearR(pooled, new SimulatedCustomers(13).purchases(other, 20_000, 600));

        assertThat(small).isBetween(pooled.model().r() + 0.01, 0.8);
        assertThat(large).isBetween(0.85, 1.1);
    }

    @Test
    void aMarketNeedsTheCovarianceOfAll() {
        PurchaseFit old = new PurchaseFit(new BgNbd(0.5, 6, 0.8, 3), -1, 1000, 500, 0, List.of(), List.of());

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> PurchaseFamily.BG_NBD.fitNear(
                        old, 1000, PurchaseCounts.builder().add(1, 7, 70).build()))
                .withMessage("BG/NBD not fitted: the fit of all customers has no covariance");
    }

    private static double nearR(PurchaseFit pooled, PurchaseCounts.Builder market) {
        PurchaseFit fit = PurchaseFamily.MBG_NBD.fitNear(pooled, 1000, market.build());
        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
        return fit.model().r();
    }
}
