package dev.nightjar.churn.comparison;

import dev.nightjar.feature.FeatureMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost on one thread. */
final class XgBoostPeer implements Peer {

    @Override
    public String name() {
        return "XGBoost";
    }

    @Override
    public List<String> searched() {
        return List.of(
                "max_depth=2 eta=0.05",
                "max_depth=3 eta=0.05",
                "max_depth=3 eta=0.05 subsample=0.5 colsample_bynode=0.3",
                "max_depth=6 eta=0.03 min_child_weight=10 subsample=0.5 colsample_bynode=0.3");
    }

    @Override
    public int mostTrees() {
        return 200;
    }

    @Override
    public double[][] logOdds(
            FeatureMatrix inputs, boolean[] churned, FeatureMatrix wanted, String setting, int[] trees) {
        Map<String, Object> options = new HashMap<>(
                Map.of("objective", "binary:logistic", "nthread", 1, "seed", 1, "tree_method", "hist", "verbosity", 0));
        for (String option : setting.split(" ")) {
            options.put(option.split("=")[0], option.split("=")[1]);
        }
        try {
            DMatrix data = matrix(inputs);
            data.setLabel(Peer.labels(churned));
            DMatrix rows = matrix(wanted);
            Booster booster = XGBoost.train(data, options, trees[trees.length - 1], new HashMap<>(), null, null);
            double[][] logOdds = new double[trees.length][wanted.rows()];
            for (int i = 0; i < trees.length; i++) {
                float[][] margins = booster.predict(rows, true, trees[i]);
                for (int row = 0; row < margins.length; row++) {
                    logOdds[i][row] = margins[row][0];
                }
            }
            booster.dispose();
            data.dispose();
            rows.dispose();
            return logOdds;
        } catch (XGBoostError e) {
            throw new AssertionError(setting, e);
        }
    }

    private static DMatrix matrix(FeatureMatrix inputs) throws XGBoostError {
        double[] values = Peer.rowMajor(inputs);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new DMatrix(floats, inputs.rows(), inputs.columns().length, Float.NaN);
    }
}
