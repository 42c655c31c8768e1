package dev.nightjar.churn.comparison;

import com.microsoft.ml.lightgbm.PredictionType;
import dev.nightjar.feature.FeatureMatrix;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.List;

/** LightGBM on one thread. */
final class LightGbmPeer implements Peer {

    @Override
    public String name() {
        return "LightGBM";
    }

    @Override
    public List<String> searched() {
        return List.of(
                "num_leaves=8 learning_rate=0.05",
                "num_leaves=8 learning_rate=0.05 feature_fraction=0.3 bagging_fraction=0.5 bagging_freq=1",
                "num_leaves=4 learning_rate=0.05",
                "num_leaves=31 learning_rate=0.03 min_data_in_leaf=50 feature_fraction=0.5");
    }

    @Override
    public int mostTrees() {
        return 200;
    }

    @Override
    public double[][] logOdds(
            FeatureMatrix inputs, boolean[] churned, FeatureMatrix wanted, String setting, int[] trees) {
        String options = setting + " objective=binary verbose=-1 num_threads=1 seed=1 deterministic=true";
        int columns = inputs.columns().length;
        double[] rows = Peer.rowMajor(wanted);
        double[][] logOdds = new double[trees.length][];
        try {
            LGBMDataset data =
                    LGBMDataset.createFromMat(Peer.rowMajor(inputs), inputs.rows(), columns, true, options, null);
            data.setField("label", Peer.labels(churned));
            LGBMBooster booster = LGBMBooster.create(data, options);
            int trained = 0;
            for (int i = 0; i < trees.length; i++) {
                for (; trained < trees[i]; trained++) {
                    booster.updateOneIter();
                }
                logOdds[i] = booster.predictForMat(
                        rows, wanted.rows(), columns, true, PredictionType.C_API_PREDICT_RAW_SCORE);
            }
            booster.close();
            data.close();
        } catch (LGBMException e) {
            throw new AssertionError(setting, e);
        }
        return logOdds;
    }
}
