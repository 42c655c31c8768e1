package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.ml.lightgbm.PredictionType;
import dev.nightjar.churn.PeerForests.Rows;
import dev.nightjar.feature.FeatureMatrix;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores and reasons of a forest that another engine trained or was given, against what that engine says of it. */
class PeerForestsTests {

    /** XGBoost reckons contributions in floats. */
    private static final double FLOATS = 1e-6;

    /** Leaves of some log-odds instead of some hundredths. */
    private static final double SUMS_OF_FLOATS = 1e-5;

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

        double[] effects = predict(booster, rows, PredictionType.C_API_PREDICT_CONTRIB);
        assertReasons(forest, rows, byRow(effects, inputs + 1), DOUBLES);
        double[] scores = predict(booster, rows, PredictionType.C_API_PREDICT_RAW_SCORE);
        assertThat(forest.logOdds(rows.matrix())).containsExactly(scores, within(DOUBLES));
    }

    /** Sums of rows and effects within rounding; rows lie on thresholds, and some values are missing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8})
    void exportedForestsScoreAndExplainAsOurs(int depth) throws Exception {
        Forest forest = RandomForest.of(33, 12, 20, depth);
        FeatureMatrix matrix = RandomForest.rows(34, 12, 500);
        float[] values = new float[500 * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.columns()[i % 12][i / 12];
        }
        Rows rows = new Rows(values, new float[500], matrix);
        Booster xgboost = ForestExport.xgboost(forest);
        LGBMBooster.loadNative();
        LGBMBooster lightgbm = LGBMBooster.loadModelFromString(ForestExport.lightgbm(forest));

        double[] margins = Arrays.stream(xgboost.inplace_predict(values, 500, 12, Float.NaN))
                .mapToDouble(margin -> margin[0])
                .toArray();
        assertThat(forest.logOdds(matrix)).containsExactly(margins, within(SUMS_OF_FLOATS));
        assertReasons(forest, rows, widened(xgboost.predictContrib(PeerForests.xgboostRows(rows), 0)), SUMS_OF_FLOATS);
        double[] scores = predict(lightgbm, rows, PredictionType.C_API_PREDICT_RAW_SCORE);
        assertThat(forest.logOdds(matrix)).containsExactly(scores, within(DOUBLES));
        double[] effects = predict(lightgbm, rows, PredictionType.C_API_PREDICT_CONTRIB);
        assertReasons(forest, rows, byRow(effects, 13), DOUBLES);
    }

    private static double[] predict(LGBMBooster booster, Rows rows, PredictionType type) throws LGBMException {
        return booster.predictForMat(rows.doubles(), rows.matrix().rows(), rows.inputs(), true, type, "num_threads=1");
    }

    private static double[][] byRow(double[] flat, int width) {
        return IntStream.range(0, flat.length / width)
                .mapToObj(row -> Arrays.copyOfRange(flat, row * width, (row + 1) * width))
                .toArray(double[][]::new);
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
