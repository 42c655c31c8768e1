package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.ml.lightgbm.PredictionType;
import dev.nightjar.churn.PeerForests.Rows;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores and reasons of a forest that another engine trained, against what that engine says of it. */
class PeerForestsTests {

    /** XGBoost reckons contributions in floats. */
    private static final double FLOATS = 1e-6;

    private static final double DOUBLES = 1e-9;

    /** Few inputs make paths that compare one of them several times; depth 9 has paths that no table holds. */
    @ParameterizedTest
    @CsvSource({"reg:squarederror, 20, 5, 12", "reg:squarederror, 10, 9, 4", "binary:logistic, 10, 5, 40"})
    void scoresAndReasonsEqualXgboosts(String objective, int trees, int depth, int inputs) throws Exception {
        Rows rows = PeerForests.rows(31, 2000, inputs);
        DMatrix peerRows = PeerForests.xgboostRows(rows);
        Booster booster = PeerForests.xgboost(peerRows, objective, trees, depth);
        Forest forest = PeerForests.of(booster, inputs, objective.equals("reg:squarederror") ? 0.5 : 0);

        assertReasons(forest, rows, widened(booster.predictContrib(peerRows, 0)), FLOATS);
        float[][] margins = booster.predict(peerRows, true);
        double[] logOdds = forest.logOdds(rows.matrix());
        for (int row = 0; row < margins.length; row++) {
            assertThat(logOdds[row]).as("row %d", row).isCloseTo(margins[row][0], within(FLOATS));
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 32, 40", "10, 63, 3"})
    void scoresAndReasonsEqualLightgbms(int trees, int leaves, int inputs) throws Exception {
        Rows rows = PeerForests.rows(32, 2000, inputs);
        LGBMBooster booster = PeerForests.lightgbm(rows, trees, leaves);
        Forest forest = PeerForests.of(booster, inputs);

        double[] flat = booster.predictForMat(
                rows.doubles(),
                rows.matrix().rows(),
                inputs,
                true,
                PredictionType.C_API_PREDICT_CONTRIB,
                "num_threads=1");
        double[][] theirs = new double[rows.matrix().rows()][];
        for (int row = 0; row < theirs.length; row++) {
            theirs[row] = Arrays.copyOfRange(flat, row * (inputs + 1), (row + 1) * (inputs + 1));
        }
        assertReasons(forest, rows, theirs, DOUBLES);
        double[] scores = booster.predictForMat(
                rows.doubles(),
                rows.matrix().rows(),
                inputs,
                true,
                PredictionType.C_API_PREDICT_RAW_SCORE,
                "num_threads=1");
        assertThat(forest.logOdds(rows.matrix())).containsExactly(scores, within(DOUBLES));
    }

    /** @param theirs per row the effects, then the base */
    private static void assertReasons(Forest forest, Rows rows, double[][] theirs, double tolerance) {
        TreeShap shap = new TreeShap(forest);
        double[][] ours = shap.effects(rows.matrix(), 0, rows.matrix().rows());

        assertThat(theirs).hasNumberOfRows(rows.matrix().rows());
        for (int row = 0; row < theirs.length; row++) {
            double[] effects = Arrays.copyOf(theirs[row], rows.inputs());
            assertThat(TreeShapTests.row(ours, row)).as("row %d", row).containsExactly(effects, within(tolerance));
            assertThat(shap.base()).isCloseTo(theirs[row][rows.inputs()], within(tolerance));
        }
    }

    private static double[][] widened(float[][] values) {
        double[][] wide = new double[values.length][];
        for (int row = 0; row < wide.length; row++) {
            wide[row] = new double[values[row].length];
            for (int i = 0; i < wide[row].length; i++) {
                wide[row][i] = values[row][i];
            }
        }
        return wide;
    }
}
