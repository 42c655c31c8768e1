package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BgNbdTests {

    private static final BgNbd CDNOW = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final PurchaseSummary REGULAR = new PurchaseSummary(2, 30.43, 38.86);
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-7);

    /** Expected values: the integral of (1 − exp(−λpt)) / p over the posterior, to 40 digits with mpmath. */
    @ParameterizedTest
    @CsvSource({
        // a = 1, where the textbook formula divides by zero, and x large, where its series overflows
        "0.243, 4.414, 1.0, 2.426, 812, 51.9, 52.0, 26, 0.9948325114008724, 306.41762584199427",
        "0.243, 4.414, 0.793, 2.426, 5000, 714, 714.3, 52, 0.9987228065245696, 351.3781736406427",
        // r above a + b, where the series alternates
        "50, 10, 2, 3, 0, 0, 5, 30, 1, 3.880074902301346",
        // T = 0, a + b near 1 and a horizon of 50,000 times alpha
        "0.3, 0.01, 0.5, 0.7, 0, 0, 0, 520, 1, 125.13645466806594",
        // a large: integrated
        "2, 5, 40, 60, 3, 10, 20, 52, 0.10756357717076236, 0.26551808664547044"
    })
    void expectedPurchasesEqualTheIntegralWhereTheTextbookSeriesFails(
            double r,
            double alpha,
            double a,
            double b,
            int x,
            double recency,
            double age,
            double weeks,
            double alive,
            double expected) {
        BgNbd model = new BgNbd(r, alpha, a, b);
        PurchaseSummary summary = new PurchaseSummary(x, recency, age);

        assertThat(model.probabilityAlive(summary)).isCloseTo(alive, ROUNDING);
        assertThat(model.expectedPurchases(summary, weeks)).isCloseTo(expected, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void probabilitiesAndExpectationsStayWithinTheirBounds(long seed) {
        Random random = new Random(seed);

        for (int i = 0; i < 500; i++) {
            BgNbd model = new BgNbd(anyPositive(random), anyPositive(random), anyPositive(random), anyPositive(random));
            PurchaseSummary summary = anySummary(random);
            double weeks = 520 * random.nextDouble();

            double expected = model.expectedPurchases(summary, weeks);
            double alive = model.probabilityAlive(summary);
            double none = model.probabilityOfNoPurchase(summary, weeks);

            String which = model + " " + summary + " weeks=" + weeks;
            assertThat(alive).as(which).isBetween(0.0, 1.0);
            assertThat(none).as(which).isBetween(0.0, 1.0);
            // Alive at the start of the window at most buys at the posterior rate all through it.
            double ifNobodyLeft =
                    (model.r() + summary.repeatPurchases()) * weeks / (model.alpha() + summary.ageWeeks());
            assertThat(expected).as(which).isBetween(0.0, alive * ifNobodyLeft * (1 + 1e-9));
            // At least one purchase is at most the number of purchases.
            assertThat(expected).as(which).isGreaterThanOrEqualTo((1 - none) * (1 - 1e-6) - 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void longerHorizonMeansMorePurchasesAndLessSilence(long seed) {
        Random random = new Random(seed);

        for (int i = 0; i < 200; i++) {
            BgNbd model = new BgNbd(anyPositive(random), anyPositive(random), anyPositive(random), anyPositive(random));
            PurchaseSummary summary = anySummary(random);
            double lastExpected = 0;
            double lastNone = 1;
            for (int weeks = 1; weeks <= 512; weeks *= 2) {
                double expected = model.expectedPurchases(summary, weeks);
                double none = model.probabilityOfNoPurchase(summary, weeks);
                assertThat(expected)
                        .as("%s %s %s", model, summary, weeks)
                        .isGreaterThanOrEqualTo(lastExpected * (1 - 1e-9));
                assertThat(none).isLessThanOrEqualTo(lastNone + 1e-12);
                lastExpected = expected;
                lastNone = none;
            }
        }
    }

    @Test
    void noParametersThatAFitCanReturnOverflow() {
        Random random = new Random(11);

        for (int i = 0; i < 1_000; i++) {
            BgNbd model = new BgNbd(anyFitted(random), anyFitted(random), anyFitted(random), anyFitted(random));
            int age = random.nextInt(4) == 0 ? 0 : random.nextInt(3_000);
            int x = random.nextInt(3) == 0 ? 0 : random.nextInt(5_001);
            PurchaseSummary summary = new PurchaseSummary(x, x == 0 ? 0 : random.nextInt(age + 1) / 7.0, age / 7.0);
            int horizonDays = 7 + random.nextInt(3_644);
            double rate = random.nextDouble();

            double expected = model.expectedPurchases(summary, horizonDays / 7.0);
            double discounted = model.discountedPurchases(summary, horizonDays, rate);

            // no purchase is discounted more than one on the last day
            double mostDiscounted = expected * Math.pow(1 + rate, -horizonDays / 365.0) * (1 - 1e-9);
            assertThat(expected).as("%s %s", model, summary).isNotNegative().isFinite();
            assertThat(discounted).as("%s %s", model, summary).isBetween(mostDiscounted, expected);
        }
    }

    @Test
    void nothingIsExpectedOfNoTime() {
        assertThat(CDNOW.expectedPurchases(REGULAR, 0)).isZero();
        assertThat(CDNOW.probabilityOfNoPurchase(REGULAR, 0)).isEqualTo(1);
    }

    @Test
    void nothingIsExpectedOfACustomerWhoIsCertainlyGone() {
        PurchaseSummary gone = new PurchaseSummary(1000, 10, 100);

        assertThat(CDNOW.expectedPurchases(gone, 52)).isZero();
        assertThat(CDNOW.discountedPurchases(gone, 365, 0.1)).isZero();
        assertThat(CDNOW.probabilityOfNoPurchase(gone, 52)).isEqualTo(1);
    }

    @Test
    void probabilityOfNoPurchaseIsGoneOrAliveAndSilent() {
        double alive = CDNOW.probabilityAlive(REGULAR);
        double silent = Math.pow((4.414 + 38.86) / (4.414 + 38.86 + 13), 0.243 + 2);

        assertThat(CDNOW.probabilityOfNoPurchase(REGULAR, 13)).isCloseTo(1 - alive + alive * silent, ROUNDING);
    }

    @Test
    void crossingAEqualToOneChangesNothingAbruptly() {
        double at = new BgNbd(0.243, 4.414, 1, 2.426).expectedPurchases(REGULAR, 39);

        assertThat(new BgNbd(0.243, 4.414, 1 + 1e-9, 2.426).expectedPurchases(REGULAR, 39))
                .isCloseTo(at, within(1e-8));
        assertThat(new BgNbd(0.243, 4.414, 1 - 1e-9, 2.426).expectedPurchases(REGULAR, 39))
                .isCloseTo(at, within(1e-8));
    }

    @Test
    void seriesAndIntegralAgreeWhereOneTakesOver() {
        // z = weeks / (alpha + T + weeks) passes 0.98 at 49 (alpha + T)
        double end = 49 * (4.414 + 38.86);
        double below = CDNOW.expectedPurchases(REGULAR, end * (1 - 1e-9));
        double above = CDNOW.expectedPurchases(REGULAR, end * (1 + 1e-9));

        assertThat(above).isCloseTo(below, Percentage.withPercentage(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"365, 0.1", "3650, 0.1", "7, 0.1", "90, 1.0", "365, 0.0001", "3650, 3"})
    void discountedPurchasesEqualDailyIncrementsDiscountedAtMidDay(int horizonDays, double rate) {
        for (PurchaseSummary summary : new PurchaseSummary[] {
            REGULAR, new PurchaseSummary(0, 0, 0), new PurchaseSummary(300, 99, 100), new PurchaseSummary(1, 2, 200)
        }) {
            double sum = 0;
            for (int day = 0; day < horizonDays; day++) {
                double increment =
                        CDNOW.expectedPurchases(summary, (day + 1) / 7.0) - CDNOW.expectedPurchases(summary, day / 7.0);
                sum += increment * Math.pow(1 + rate, -(day + 0.5) / 365);
            }

            assertThat(CDNOW.discountedPurchases(summary, horizonDays, rate))
                    .as("%s", summary)
                    .isCloseTo(sum, Percentage.withPercentage(1e-3));
        }
    }

    @Test
    void discountedPurchasesAreThoseOfWeeklyIncrementsDiscountedAtMidWeek() {
        double sum = 0;
        for (int week = 0; week < 52; week++) {
            double increment = CDNOW.expectedPurchases(REGULAR, week + 1) - CDNOW.expectedPurchases(REGULAR, week);
            sum += increment * Math.pow(1.1, -(7 * week + 3.5) / 365);
        }

        assertThat(CDNOW.discountedPurchases(REGULAR, 364, 0.1)).isCloseTo(sum, Percentage.withPercentage(1e-3));
    }

    @Test
    void discountingAtZeroIsNone() {
        assertThat(CDNOW.discountedPurchases(REGULAR, 273, 0)).isEqualTo(CDNOW.expectedPurchases(REGULAR, 39));
    }

    @Test
    void logLikelihoodOfNobodyIsZero() {
        assertThat(PurchaseFamily.BG_NBD.logLikelihood(
                        CDNOW, PurchaseCounts.builder().build()))
                .isZero();
    }

    @Test
    void refusesWhatIsNoParameter() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BgNbd(bad, 1, 2, 3))
                    .withMessage("BG/NBD parameters must be finite and greater than 0, was r=" + bad
                            + " alpha=1.0 a=2.0 b=3.0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BgNbd(1, bad, 1, 1))
                    .withMessageContaining("alpha=" + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BgNbd(1, 1, bad, 1))
                    .withMessageContaining("a=" + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BgNbd(1, 1, 1, bad))
                    .withMessageContaining("b=" + bad);
        }
    }

    @Test
    void refusesAHorizonThatIsNone() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CDNOW.expectedPurchases(REGULAR, bad))
                    .withMessage("horizon must be 0 weeks or more and finite, was " + bad);
        }
    }

    @Test
    void refusesADiscountRateBelowZero() {
        for (double bad : new double[] {-0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CDNOW.discountedPurchases(REGULAR, 365, bad))
                    .withMessage("annual discount rate must be 0 or more, was " + bad);
        }
    }

    /** From 0.01 to 100, evenly in the logarithm. */
    private static double anyPositive(Random random) {
        return Math.exp(Math.log(10) * (4 * random.nextDouble() - 2));
    }

    /** From 1e-6 to 1e4, evenly in the logarithm. */
    private static double anyFitted(Random random) {
        return 1e-6 * Math.exp(Math.log(10) * 10 * random.nextDouble());
    }

    private static PurchaseSummary anySummary(Random random) {
        double age = 300 * random.nextDouble() * random.nextInt(5) / 4;
        int x = random.nextInt(4) == 0 ? 0 : random.nextInt(1 + random.nextInt(300));
        return new PurchaseSummary(x, x == 0 ? 0 : age * random.nextDouble(), age);
    }
}
