package dev.nightjar.cltv.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuasiNewtonTests {

    @Test
    void findsTheBottomOfRosenbrocksValley() {
        QuasiNewton.Minimum minimum = QuasiNewton.minimise(QuasiNewtonTests::rosenbrock, new double[] {-1.2, 1}, 1e-9);

        assertThat(minimum.point()).containsExactly(new double[] {1, 1}, within(1e-8));
        assertThat(minimum.value()).isCloseTo(0, within(1e-15));
        assertThat(minimum.gradientNorm()).isLessThanOrEqualTo(1e-9);
        assertThat(minimum.iterations()).isBetween(10, 60);
    }

    @Test
    void startingAtTheBottomTakesNoStep() {
        assertThat(QuasiNewton.minimise(QuasiNewtonTests::rosenbrock, new double[] {1, 1}, 1e-9)
                        .iterations())
                .isZero();
    }

    @Test
    void staysAwayFromWhereTheFunctionIsNotDefined() {
        // x − ln x, defined above 0, lowest at 1
        QuasiNewton.Minimum minimum = QuasiNewton.minimise(
                (point, gradientOut) -> {
                    gradientOut[0] = 1 - 1 / point[0];
                    return point[0] - Math.log(point[0]);
                },
                new double[] {2.9},
                1e-10);

        assertThat(minimum.point()[0]).isCloseTo(1, within(1e-9));
    }

    @Test
    void stopsWhereNoStepImproves() {
        // the gradient lies: it points uphill
        QuasiNewton.Minimum minimum = QuasiNewton.minimise(
                (point, gradientOut) -> {
                    gradientOut[0] = -1;
                    return Math.abs(point[0]);
                },
                new double[] {0},
                1e-10);

        assertThat(minimum.iterations()).isZero();
        assertThat(minimum.gradientNorm()).isEqualTo(1);
    }

    @Test
    void aSlopeWithoutBottomEndsAfterThreeHundredSteps() {
        QuasiNewton.Minimum minimum = QuasiNewton.minimise(
                (point, gradientOut) -> {
                    gradientOut[0] = -1 / point[0];
                    return -Math.log(point[0]);
                },
                new double[] {1},
                0);

        assertThat(minimum.iterations()).isLessThanOrEqualTo(300);
    }

    @Test
    void theSearchNamesParametersThatGoToInfinityOrZero() {
        // 1 / alpha + beta has no bottom
        ParameterSearch.Found found = ParameterSearch.lowest(
                (logPoint, gradientOut) -> {
                    gradientOut[0] = -Math.exp(-logPoint[0]);
                    gradientOut[1] = Math.exp(logPoint[1]);
                    return gradientOut[1] - gradientOut[0];
                },
                List.of("alpha", "beta"),
                List.of(new double[] {1, 1}));

        assertThat(found.problem()).isNull();
        assertThat(found.meanLoss()).isLessThan(0.001);
        assertThat(found.limits()).hasSize(2);
        assertThat(found.limits().get(0)).startsWith("alpha goes to infinity, was ");
        assertThat(found.limits().get(1)).startsWith("beta goes to 0, was ");
    }

    @Test
    void theSearchEndsAtAWall() {
        // − ln alpha − ln beta falls for ever
        ParameterSearch.Found found = ParameterSearch.lowest(
                (logPoint, gradientOut) -> {
                    gradientOut[0] = -1;
                    gradientOut[1] = 1;
                    return logPoint[1] - logPoint[0];
                },
                List.of("alpha", "beta"),
                List.of(new double[] {1, 1}));

        // the wall outweighs the slope half a unit of the logarithm outside the bound
        assertThat(found.problem()).isNull();
        assertThat(Math.log(found.parameters()[0])).isCloseTo(Math.log(1e4) + 0.5, within(1e-6));
        assertThat(Math.log(found.parameters()[1])).isCloseTo(Math.log(1e-6) - 0.5, within(1e-6));
    }

    @Test
    void theSearchSaysHowFarFromConvergedItEnded() {
        ParameterSearch.Found found = ParameterSearch.lowest(
                (logPoint, gradientOut) -> {
                    gradientOut[0] = Double.NaN;
                    return Double.NaN;
                },
                List.of("alpha"),
                List.of(new double[] {1}));

        assertThat(found.problem())
                .isEqualTo(
                        "the search did not converge: expected a gradient norm of at most 1.0E-6, was NaN at [alpha] ="
                                + " [1.0]");
    }

    @Test
    void theBetterOfTwoBottomsWinsWhateverTheOrderOfStarts() {
        // in u = ln parameter: two wells, the deeper near u = 1
        QuasiNewton.Objective wells = (logPoint, gradientOut) -> {
            double u = logPoint[0];
            gradientOut[0] = 4 * u * (u * u - 1) - 0.2;
            return (u * u - 1) * (u * u - 1) - 0.2 * u;
        };
        List<double[]> starts = List.of(new double[] {0.3}, new double[] {3});

        double first = ParameterSearch.lowest(wells, List.of("p"), starts).parameters()[0];
        double second = ParameterSearch.lowest(wells, List.of("p"), List.of(starts.get(1), starts.get(0)))
                .parameters()[0];

        assertThat(Math.log(first)).isCloseTo(1.024, within(0.001));
        assertThat(second).isEqualTo(first);
    }

    private static double rosenbrock(double[] point, double[] gradientOut) {
        double valley = point[1] - point[0] * point[0];
        gradientOut[0] = -400 * point[0] * valley - 2 * (1 - point[0]);
        gradientOut[1] = 200 * valley;
        return 100 * valley * valley + (1 - point[0]) * (1 - point[0]);
    }
}
