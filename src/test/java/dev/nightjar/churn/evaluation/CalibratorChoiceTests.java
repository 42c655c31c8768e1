package dev.nightjar.churn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator.Logistic;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibratorChoiceTests {

    private static final int CUSTOMERS = 12_000;

    private record Scored(double[] logOdds, boolean[] churned, int[] folds) {

        /** Scores from −3 to 3, and customers who leave with a probability that depends on them. */
        static Scored of(long seed, DoubleUnaryOperator probability) {
            Random random = new Random(seed);
            Scored scored = new Scored(new double[CUSTOMERS], new boolean[CUSTOMERS], new int[CUSTOMERS]);
            for (int i = 0; i < CUSTOMERS; i++) {
                scored.logOdds[i] = 6 * random.nextDouble() - 3;
                scored.churned[i] = random.nextDouble() < probability.applyAsDouble(scored.logOdds[i]);
                scored.folds[i] = i % 3;
            }
            return scored;
        }

        ProbabilityCalibrator fitted() {
            return CalibratorChoice.fit(logOdds, churned, folds, 0);
        }
    }

    @Test
    void aLineIsTakenWhereLogOddsAreOnlyStretchedAndMoved() {
        Scored scored = Scored.of(1, score -> ProbabilityCalibrator.sigmoid(0.7 + 0.5 * score));

        assertThat(scored.fitted()).isInstanceOfSatisfying(Logistic.class, line -> {
            assertThat(line.intercept()).isEqualTo(0.7, within(0.1));
            assertThat(line.slope()).isEqualTo(0.5, within(0.05));
        });
    }

    /** Whatever these customers would choose. */
    @Test
    void aRefitKeepsTheKindThatWasChosen() {
        Scored scored = Scored.of(3, score -> ProbabilityCalibrator.sigmoid(0.7 + 0.5 * score));
        double[] logOdds = scored.logOdds();
        boolean[] churned = scored.churned();

        IsotonicCalibrator curve = IsotonicCalibrator.fit(logOdds, churned);
        assertThat(CalibratorChoice.likewise(curve, logOdds, churned, 0).probabilities(logOdds))
                .isEqualTo(curve.probabilities(logOdds));
        assertThat(CalibratorChoice.likewise(ProbabilityCalibrator.identity(), logOdds, churned, 0))
                .isEqualTo(PlattFit.of(logOdds, churned));
    }

    @Test
    void aCurveIsTakenWhereTheRateJumps() {
        Scored scored = Scored.of(2, score -> score < 1 ? 0.2 : 0.8);

        assertThat(scored.fitted()).isInstanceOf(IsotonicCalibrator.class);
    }

    @Test
    void predictedAndRealisedRatesAgreeByDecileOnOtherCustomers() {
        DoubleUnaryOperator truth = score -> 0.1 + 0.8 / (1 + Math.exp(-3 * (score - 0.5)));
        ProbabilityCalibrator calibrator = Scored.of(3, truth).fitted();
        Scored others = Scored.of(4, truth);

        Evidence evidence = Evidence.of(calibrator.probabilities(others.logOdds()), others.churned());

        // 1,200 customers per decile: three standard errors are 0.043
        assertThat(evidence.reliability())
                .allSatisfy(bin -> assertThat(bin.predicted()).isEqualTo(bin.realised(), within(0.045)));
        assertThat(ChurnMetrics.of(calibrator.probabilities(others.logOdds()), others.churned())
                        .calibrationError())
                .isLessThan(0.02);
    }

    @Test
    void everyCalibratorRisesStrictly() {
        for (ProbabilityCalibrator calibrator : new ProbabilityCalibrator[] {
            Scored.of(1, score -> ProbabilityCalibrator.sigmoid(score)).fitted(),
            Scored.of(2, score -> score < 1 ? 0.2 : 0.8).fitted()
        }) {
            double below = 0;
            for (double score = -5; score <= 5; score += 0.01) {
                assertThat(calibrator.probability(score)).isGreaterThan(below);
                below = calibrator.probability(score);
            }
        }
    }

    @Test
    void scoresThatRankBackwardsStillGiveARisingLineAtTheBaseRate() {
        ProbabilityCalibrator line = PlattFit.of(new double[] {3, 2, 1, 0}, new boolean[] {false, false, true, true});

        assertThat(line).isInstanceOf(Logistic.class);
        assertThat(line.probability(1.5)).isEqualTo(0.5, within(1e-9));
        assertThat(line.probability(3)).isGreaterThan(line.probability(0));
    }

    @Test
    void equalScoresGiveTheBaseRate() {
        boolean[] churned = new boolean[100];
        Arrays.fill(churned, 0, 30, true);

        assertThat(PlattFit.of(new double[100], churned).probability(0)).isEqualTo(0.3, within(0.01));
    }

    @Test
    void perfectScoresStayInsideZeroAndOne() {
        double[] scores = {-400, -300, 300, 400};

        ProbabilityCalibrator line = PlattFit.of(scores, new boolean[] {false, false, true, true});

        assertThat(DoubleStream.of(line.probabilities(scores)).boxed())
                .allSatisfy(p -> assertThat(p).isGreaterThan(0).isLessThan(1));
    }

    @Test
    void oneFoldIsNotEnoughToPreferACurve() {
        Scored scored = Scored.of(2, score -> score < 1 ? 0.2 : 0.8);

        assertThat(CalibratorChoice.fit(scored.logOdds(), scored.churned(), new int[CUSTOMERS], 0))
                .isInstanceOf(Logistic.class);
    }

    @Test
    void theNewestCustomersSetTheLevelOfALineAndOfACurve() {
        int newest = CUSTOMERS / 2;
        for (DoubleUnaryOperator truth : List.<DoubleUnaryOperator>of(
                score -> ProbabilityCalibrator.sigmoid(0.5 * score), score -> score < 1 ? 0.2 : 0.8)) {
            Scored scored = Scored.of(5, truth);
            for (int row = 0; row < newest; row += 4) {
                scored.churned()[row] = true;
            }
            ProbabilityCalibrator level =
                    CalibratorChoice.fit(scored.logOdds(), scored.churned(), scored.folds(), newest);

            double[] predicted = level.probabilities(Arrays.copyOf(scored.logOdds(), newest));
            long churners = IntStream.range(0, newest)
                    .filter(row -> scored.churned()[row])
                    .count();
            assertThat(DoubleStream.of(predicted).sum()).isEqualTo((double) churners, within(1.0));
            assertThat(level).hasSameClassAs(scored.fitted());
            assertThat(level.probability(1)).isGreaterThan(scored.fitted().probability(1));
        }
    }

    @Test
    void aNewestCutOffOfOneClassLeavesProbabilitiesInsideZeroAndOne() {
        Scored scored = Scored.of(6, ProbabilityCalibrator::sigmoid);
        Arrays.fill(scored.churned(), 0, 100, false);

        ProbabilityCalibrator level = CalibratorChoice.fit(scored.logOdds(), scored.churned(), scored.folds(), 100);

        assertThat(level.probability(0)).isGreaterThan(0).isLessThan(0.05);
    }
}
