package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.calculus.FitException;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GammaGammaTests {

    private static final GammaGamma CDNOW = new GammaGamma(6.25, 3.74, 15.44);

    @Test
    void ownMeanCountsMoreWithEachPurchase() {
        double population = CDNOW.expectedOrderValue(0, Double.NaN);

        assertThat(CDNOW.expectedOrderValue(1, 100)).isBetween(population, 100.0);
        assertThat(CDNOW.expectedOrderValue(10, 100)).isBetween(CDNOW.expectedOrderValue(1, 100), 100.0);
        assertThat(CDNOW.expectedOrderValue(5000, 100)).isCloseTo(100, within(0.1));
    }

    @Test
    void ordersOfNoValueAreAllowed() {
        assertThat(CDNOW.expectedOrderValue(3, 0)).isPositive().isLessThan(CDNOW.expectedOrderValue(1, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, -0.01", "1, NaN", "1, Infinity", "-1, 20"})
    void refusesSpendThatCannotBe(int x, double mean) {
        String message = "a customer's spend must have x >= 0 and a mean of 0 or more, was x=" + x + " mean=" + mean;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CDNOW.expectedOrderValue(x, mean))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GammaGammaFit.fit(new int[] {x}, new double[] {mean}))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 1", "1, 1, 1", "1, 2, 0", "NaN, 2, 1", "1, Infinity, 1"})
    void refusesWhatIsNoParameter(double p, double q, double v) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GammaGamma(p, q, v))
                .withMessage("Gamma-Gamma parameters must be finite with p > 0, q > 1 and v > 0, was p=" + p + " q=" + q
                        + " v=" + v);
    }

    @ParameterizedTest
    @CsvSource({
        "6.25, 3.74, 15.44, 0.066, 0.013, 0.076",
        "2, 5, 400, 0.029, 0.017, 0.045",
        "12, 2.2, 0.003, 0.161, 0.011, 0.170"
    })
    void recoversTheParametersOfTwentyThousandSimulatedCustomers(
            double p, double q, double v, double errorOfP, double errorOfQ, double errorOfV) {
        Spend spend = Spend.simulated(p, q, v, 20_000, 1);

        GammaGammaFit fit = GammaGammaFit.fit(spend.x, spend.means);

        // Three standard errors, from the Hessian of the likelihood computed apart with SciPy.
        assertThat(fit.model().p()).isCloseTo(p, Percentage.withPercentage(300 * errorOfP));
        assertThat(fit.model().q()).isCloseTo(q, Percentage.withPercentage(300 * errorOfQ));
        assertThat(fit.model().v()).isCloseTo(v, Percentage.withPercentage(300 * errorOfV));
        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-6);
    }

    @Test
    void currencyChangesTheScaleOnly() {
        Spend spend = Spend.simulated(6.25, 3.74, 15.44, 2_000, 4);
        double[] inYen = Arrays.stream(spend.means).map(mean -> 150 * mean).toArray();

        GammaGamma inDollars = GammaGammaFit.fit(spend.x, spend.means).model();
        GammaGamma yen = GammaGammaFit.fit(spend.x, inYen).model();

        assertThat(yen.p()).isCloseTo(inDollars.p(), Percentage.withPercentage(1e-4));
        assertThat(yen.v()).isCloseTo(150 * inDollars.v(), Percentage.withPercentage(1e-4));
    }

    @Test
    void orderOfCustomersChangesNoBit() {
        Spend spend = Spend.simulated(6.25, 3.74, 15.44, 2_000, 5);
        int n = spend.x.length;
        int[] x = new int[n];
        double[] means = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = spend.x[n - 1 - i];
            means[i] = spend.means[n - 1 - i];
        }

        assertThat(GammaGammaFit.fit(x, means)).isEqualTo(GammaGammaFit.fit(spend.x, spend.means));
    }

    @Test
    void customersWithoutRepeatPurchaseOrValueAreLeftOut() {
        Spend spend = Spend.simulated(6.25, 3.74, 15.44, 1_000, 6);
        int[] x = Arrays.copyOf(spend.x, 1_002);
        double[] means = Arrays.copyOf(spend.means, 1_002);
        x[1_000] = 0;
        means[1_000] = Double.NaN;
        x[1_001] = 4;
        means[1_001] = 0;

        assertThat(GammaGammaFit.fit(x, means)).isEqualTo(GammaGammaFit.fit(spend.x, spend.means));
    }

    @Test
    void aSingleHugeOrderDoesNotBreakTheFit() {
        Spend spend = Spend.simulated(6.25, 3.74, 15.44, 1_000, 7);
        spend.means[0] = 1e9;

        GammaGamma model = GammaGammaFit.fit(spend.x, spend.means).model();

        assertThat(model.expectedOrderValue(0, 0)).isFinite().isPositive();
    }

    @Test
    void qOfOneOrLessHasNoPopulationMean() {
        Spend spend = Spend.simulated(6, 0.7, 15, 2_000, 8);

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> GammaGammaFit.fit(spend.x, spend.means))
                .withMessageStartingWith("Gamma-Gamma not fitted: q must exceed 1 for a finite population mean, was 0.")
                .withMessageEndingWith(" (2000 customers)");
    }

    @Test
    void everyOrderOfTheSameAmount() {
        // Three of 0.1 over 3 is not 0.1 in binary.
        double[] means = {0.1, 0.1 + 0.1 + 0.1 - 0.2, 0.1};

        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> GammaGammaFit.fit(new int[] {1, 2, 3}, means))
                .withMessageMatching(
                        "Gamma-Gamma not fitted: expected means that differ, was 0\\.1\\d* for all 3 customers");
    }

    @Test
    void customersThatDifferByChanceAloneAreAllWorthThePopulationMean() {
        // q of 1e9 leaves no room for customers to differ
        Spend spend = Spend.simulated(4, 1e9, 1e9 * 5, 5_000, 9);

        GammaGammaFit fit = GammaGammaFit.fit(spend.x, spend.means);

        double population = fit.model().expectedOrderValue(0, Double.NaN);
        assertThat(fit.limits()).anySatisfy(limit -> assertThat(limit).startsWith("q goes to infinity, was "));
        assertThat(population).isCloseTo(20, Percentage.withPercentage(2));
        assertThat(fit.model().expectedOrderValue(5, 40)).isCloseTo(population, Percentage.withPercentage(3));
    }

    @Test
    void customersWhosePurchasesNeverDifferAreWorthTheirOwnMean() {
        Spend spend = Spend.simulated(1e9, 3, 1e-9 * 40, 5_000, 10);

        GammaGammaFit fit = GammaGammaFit.fit(spend.x, spend.means);

        assertThat(fit.limits()).anySatisfy(limit -> assertThat(limit).startsWith("p goes to infinity, was "));
        assertThat(fit.model().expectedOrderValue(1, 77)).isCloseTo(77, Percentage.withPercentage(1));
    }

    @Test
    void oneRepeatBuyerIsTooLittle() {
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> GammaGammaFit.fit(new int[] {0, 2}, new double[] {Double.NaN, 20}))
                .withMessage(
                        "Gamma-Gamma not fitted: expected at least 2 customers with repeat purchases of value, was 1");
    }

    @Test
    void refusesArraysOfDifferentLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GammaGammaFit.fit(new int[2], new double[3]))
                .withMessage("spend of customers must be arrays of one length, was 2 and 3");
    }

    private record Spend(int[] x, double[] means) {

        private static Spend simulated(double p, double q, double v, int customers, long seed) {
            SimulatedCustomers simulated = new SimulatedCustomers(seed);
            Spend spend = new Spend(new int[customers], new double[customers]);
            for (int i = 0; i < customers; i++) {
                spend.x[i] = simulated.oneTo(12);
                spend.means[i] = simulated.meanPurchase(p, q, v, spend.x[i]);
            }
            return spend;
        }
    }
}
