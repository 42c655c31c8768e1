package dev.nightjar.cltv.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumCurveTests {

    private static final double[] ONE_PURCHASE = {0.5, 0.5};

    @Test
    void onePurchaseOfShapeOneHasAClosedForm() {
        // P(sum > s) = (1 + s)^-3, so 5 % exceed 0.05^(-1/3) - 1
        SumCurve curve = SumCurve.of(ONE_PURCHASE, 1, 3);

        assertThat(Math.exp(curve.logQuantile(0.05))).isCloseTo(Math.pow(0.05, -1.0 / 3) - 1, withinPercentage(0.2));
        assertThat(Math.exp(curve.logQuantile(0.95))).isCloseTo(Math.pow(0.95, -1.0 / 3) - 1, withinPercentage(0.2));
        assertThat(curve.exceedance(0)).isCloseTo(Math.pow(2, -3), within(1e-12));
    }

    @Test
    void linesBetweenPointsStayWithinHalfAPercentagePoint() {
        for (double p : new double[] {0.3, 4, 60}) {
            for (double shape : new double[] {1.2, 4.5, 80, 5_000}) {
                for (double mean : new double[] {0.1, 3, 40}) {
                    SumCurve curve = SumCurve.of(poisson(mean), p, shape);
                    for (double exceedance : new double[] {0.05, 0.3, 0.7, 0.95, 0.999}) {
                        double sum = curve.logQuantile(exceedance);

                        assertThat(curve.exceedance(sum))
                                .as("p=%s shape=%s mean=%s exceedance=%s", p, shape, mean, exceedance)
                                .isCloseTo(exceedance, within(0.005));
                    }
                }
            }
        }
    }

    @Test
    void sumsOfManyPurchasesInBlocksAreThoseOfASimulation() {
        Random random = new Random(1);
        double[] counts = poisson(300);
        SumCurve curve = SumCurve.of(counts, 200, 50);
        double[] sums = new double[100_000];
        for (int i = 0; i < sums.length; i++) {
            // Gamma(k) of a large k is normal with mean and variance k; counts are Poisson(300), so nearly normal, too
            double n = Math.round(300 + Math.sqrt(300) * random.nextGaussian());
            double total = 200 * n + Math.sqrt(200 * n) * random.nextGaussian();
            sums[i] = total / gamma50(random);
        }
        Arrays.sort(sums);

        assertThat(Math.exp(curve.logQuantile(0.05))).isCloseTo(sums[95_000], withinPercentage(1));
        assertThat(Math.exp(curve.logQuantile(0.5))).isCloseTo(sums[50_000], withinPercentage(0.5));
        assertThat(Math.exp(curve.logQuantile(0.95))).isCloseTo(sums[5_000], withinPercentage(1));
    }

    @Test
    void whatNearlyEverySumExceedsIsTheLeastOfTheCurve() {
        SumCurve curve = SumCurve.of(ONE_PURCHASE, 4, 4.5);

        assertThat(curve.logQuantile(1)).isEqualTo(curve.logQuantile(0.999_999)).isLessThan(curve.logQuantile(0.999));
    }

    private static double gamma50(Random random) {
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            sum -= Math.log1p(-random.nextDouble());
        }
        return sum;
    }

    private static double[] poisson(double mean) {
        double[] probabilities = new double[(int) (20 + mean + 10 * Math.sqrt(mean))];
        double log = -mean;
        for (int n = 0; n < probabilities.length; n++) {
            probabilities[n] = Math.exp(log);
            log += Math.log(mean) - Math.log(n + 1);
        }
        return probabilities;
    }
}
