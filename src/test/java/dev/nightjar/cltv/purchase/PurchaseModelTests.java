package dev.nightjar.cltv.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.choice.CorrectedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every customer under every purchase model. */
class PurchaseModelTests {

    private static final ParetoNbd PARETO = new ParetoNbd(0.553, 10.578, 0.606, 11.669);

    static Stream<PurchaseModel> models() {
        return Stream.of(
                new BgNbd(0.243, 4.414, 0.793, 2.426),
                PARETO,
                new ParetoNbd(2, 0.5, 1, 0.01),
                new ParetoNbd(0.7, 9, 1e-6, 8000),
                new MbgNbd(0.525, 6.183, 0.891, 1.614),
                new MbgNbd(3, 20, 1e-5, 9000),
                new CorrectedModel(PARETO, List.of(0.6, 1.0, 1.4)),
                new CorrectedModel(new BgNbd(0.243, 4.414, 0.793, 2.426), List.of(1.5, 0.5)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void distributionExpectationAndProbabilitiesAgree(PurchaseModel model) {
        for (PurchaseSummary summary : List.of(
                new PurchaseSummary(0, 0, 0),
                new PurchaseSummary(0, 0, 38.86),
                new PurchaseSummary(1, 2, 30),
                new PurchaseSummary(2, 30.43, 38.86),
                new PurchaseSummary(26, 30.86, 31))) {
            for (double weeks : new double[] {0, 1, 39, 104}) {
                double[] p = model.purchaseDistribution(summary, weeks);

                double mean = 0;
                for (int n = 0; n < p.length; n++) {
                    assertThat(p[n]).isBetween(0.0, 1.0);
                    mean += n * p[n];
                }
                assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-9));
                double expected = model.expectedPurchases(summary, weeks);
                assertThat(mean).as("%s %s", summary, weeks).isCloseTo(expected, within(2e-3 * expected + 1e-6));
                assertThat(p[0])
                        .as("%s %s", summary, weeks)
                        .isCloseTo(model.probabilityOfNoPurchase(summary, weeks), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void slopesOfAliveAreThoseOfSmallSteps(PurchaseModel model) {
        double[] parameters =
                model.parameters().values().stream().mapToDouble(value -> value).toArray();
        for (PurchaseSummary summary : List.of(
                new PurchaseSummary(0, 0, 0),
                new PurchaseSummary(0, 0, 38.86),
                new PurchaseSummary(2, 30.43, 38.86),
                new PurchaseSummary(26, 29, 31))) {
            double[] slopes = model.logAliveSlopes(summary);

            for (int i = 0; i < parameters.length; i++) {
                double above = moved(model, parameters, i, 1e-5).probabilityAlive(summary);
                double below = moved(model, parameters, i, -1e-5).probabilityAlive(summary);
                double slope = Math.log(above / below) / 2e-5;
                assertThat(slopes[i]).as("%s %s", summary, i).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            }
        }
    }

    private static PurchaseModel moved(PurchaseModel model, double[] parameters, int index, double step) {
        double[] moved = parameters.clone();
        moved[index] *= Math.exp(step);
        return model.withParameters(moved);
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingIsEverNaNOrOutOfBounds(PurchaseModel model) {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            int age = random.nextInt(5002);
            int x = random.nextInt(3) == 0 || age == 0 ? 0 : 1 + random.nextInt(Math.min(age, 5000));
            int recency = x == 0 ? 0 : x + random.nextInt(age - x + 1);
            PurchaseSummary summary = new PurchaseSummary(x, recency / 7.0, age / 7.0);

            assertThat(model.logAliveSlopes(summary)).doesNotContain(Double.NaN);
            double near = model.expectedPurchases(summary, 4);
            double far = model.expectedPurchases(summary, 521);

            assertThat(model.probabilityAlive(summary)).as("%s", summary).isBetween(0.0, 1.0);
            assertThat(near).as("%s", summary).isNotNegative().isFinite().isLessThanOrEqualTo(far);
            assertThat(far).as("%s", summary).isFinite();
            assertThat(model.probabilityOfNoPurchase(summary, 13))
                    .as("%s", summary)
                    .isBetween(0.0, 1.0);
            double discounted = model.discountedPurchases(summary, 365, 0.1);
            double undiscounted = model.discountedPurchases(summary, 365, 0);
            assertThat(undiscounted)
                    .isCloseTo(model.expectedPurchases(summary, 365 / 7.0), within(1e-9 * (1 + undiscounted)));
            assertThat(discounted).as("%s", summary).isBetween(undiscounted / 1.1 - 1e-12, undiscounted + 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void parametersMakeTheSameModelAgain(PurchaseModel model) {
        double[] parameters = model.parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();

        assertThat(model.withParameters(parameters)).isEqualTo(model);
        assertThat(model.r()).isEqualTo(parameters[0]);
        assertThat(model.alpha()).isEqualTo(parameters[1]);
        assertThat(PurchaseFamily.of(model.name()).parameterNames())
                .containsExactlyElementsOf(model.parameters().keySet());
    }

    @ParameterizedTest
    @MethodSource("models")
    void horizonsAndRatesThatCannotBeAreRefused(PurchaseModel model) {
        PurchaseSummary summary = new PurchaseSummary(1, 2, 30);

        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.expectedPurchases(summary, bad))
                    .withMessage("horizon must be 0 weeks or more and finite, was " + bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.discountedPurchases(summary, 7, -0.5))
                .withMessageStartingWith("annual discount rate must be 0 or more, was ");
    }

    @Test
    void longSilenceOfAFrequentBuyerIsTheEnd() {
        assertThat(PARETO.probabilityAlive(new PurchaseSummary(1000, 10, 100))).isZero();
        assertThat(PARETO.probabilityAlive(new PurchaseSummary(5000, 714, 714.3)))
                .isBetween(0.9, 1.0);
        assertThat(PARETO.probabilityAlive(new PurchaseSummary(0, 0, 0))).isEqualTo(1);
    }

    @Test
    void oneTimeBuyersFadeUnderParetoAndModifiedButNotUnderBgNbd() {
        PurchaseSummary old = new PurchaseSummary(0, 0, 100);

        assertThat(new BgNbd(0.243, 4.414, 0.793, 2.426).probabilityAlive(old)).isEqualTo(1);
        assertThat(PARETO.probabilityAlive(old)).isLessThan(0.4);
        assertThat(new MbgNbd(0.525, 6.183, 0.891, 1.614).probabilityAlive(old)).isLessThan(0.4);
    }
}
