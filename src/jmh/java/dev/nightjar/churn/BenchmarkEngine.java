package dev.nightjar.churn;

import dev.nightjar.churn.PeerForests.Rows;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;

/**
 * Who is measured. All are given the same forest and the same rows, each in the form that it reads fastest: we columns in
 * blocks, as a night has buckets; XGBoost an array, or its own matrix where it explains; LightGBM native memory, which its
 * Java binding would otherwise fill value by value in each call.
 */
public enum BenchmarkEngine {
    NIGHTJAR(0) {
        @Override
        Engine scoring(Forest forest, List<Rows> rows, int threads) {
            return NightjarEngine.scoring(forest, rows, threads);
        }

        @Override
        Engine explaining(Forest forest, List<Rows> rows, int threads) {
            return NightjarEngine.explaining(forest, rows, threads);
        }
    },

    /** It adds floats: the scores of some hundred trees lie up to some 1e-5 beside sums of doubles. */
    XGBOOST(2e-5) {
        @Override
        Engine scoring(Forest forest, List<Rows> rows, int threads) throws Exception {
            Booster booster = booster(forest, threads);
            float[] values = BenchmarkForest.rowMajor(rows);
            int inputs = forest.inputs().size();
            return () -> {
                float[][] scores = booster.inplace_predict(values, values.length / inputs, inputs, Float.NaN);
                return (row, column) -> scores[row][column];
            };
        }

        @Override
        Engine explaining(Forest forest, List<Rows> rows, int threads) throws Exception {
            Booster booster = booster(forest, threads);
            float[] values = BenchmarkForest.rowMajor(rows);
            int inputs = forest.inputs().size();
            DMatrix matrix = new DMatrix(values, values.length / inputs, inputs, Float.NaN);
            return () -> {
                float[][] effects = booster.predictContrib(matrix, 0);
                return (row, column) -> effects[row][column];
            };
        }

        private static Booster booster(Forest forest, int threads) throws Exception {
            Booster booster = ForestExport.xgboost(forest);
            booster.setParam("nthread", threads);
            return booster;
        }
    },

    /** It adds doubles, and counts covers in whole numbers. */
    LIGHTGBM(1e-6) {
        @Override
        Engine scoring(Forest forest, List<Rows> rows, int threads) throws Exception {
            return LightGbmEngine.scoring(forest, rows, threads);
        }

        @Override
        Engine explaining(Forest forest, List<Rows> rows, int threads) throws Exception {
            return LightGbmEngine.explaining(forest, rows, threads);
        }
    };

    private final double tolerance;

    BenchmarkEngine(double tolerance) {
        this.tolerance = tolerance;
    }

    /** How far its answers may be from ours, in log-odds. */
    double tolerance() {
        return tolerance;
    }

    /** Answers with the log-odds of each row. */
    abstract Engine scoring(Forest forest, List<Rows> rows, int threads) throws Exception;

    /** Answers with the effects of each row's inputs. */
    abstract Engine explaining(Forest forest, List<Rows> rows, int threads) throws Exception;
}
