package dev.nightjar.churn;

import dev.nightjar.feature.FeatureMatrix;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forests that XGBoost and LightGBM have trained, and the same forests as ours; for tests and benchmarks. */
final class PeerForests {

    private PeerForests() {}

    /**
     * Rows with a signal, every value a float, so that no engine rounds it.
     *
     * @param rowMajor n × p
     * @param labels 0 or 1
     * @param matrix the same rows as columns
     */
    record Rows(float[] rowMajor, float[] labels, FeatureMatrix matrix) {

        int inputs() {
            return matrix.columns().length;
        }

        double[] doubles() {
            return IntStream.range(0, rowMajor.length)
                    .mapToDouble(i -> rowMajor[i])
                    .toArray();
        }
    }

    /** Draws rows whose labels depend on the first inputs, with an interaction. */
    static Rows rows(long seed, int rows, int inputs) {
        Random random = new Random(seed);
        float[] values = new float[rows * inputs];
        float[] labels = new float[rows];
        double[][] columns = new double[inputs][rows];
        for (int row = 0; row < rows; row++) {
            double score = 0;
            for (int input = 0; input < inputs; input++) {
                float value = input % 4 == 3 ? random.nextInt(6) : (float) random.nextGaussian();
                values[row * inputs + input] = value;
                columns[input][row] = value;
                score += value / (1 + input);
            }
            score += columns[0][row] * columns[1][row];
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
        }
        return new Rows(values, labels, new FeatureMatrix(RandomForest.names(inputs), columns, rows));
    }

    static DMatrix xgboostRows(Rows rows) throws XGBoostError {
        DMatrix matrix = new DMatrix(rows.rowMajor(), rows.matrix().rows(), rows.inputs(), Float.NaN);
        matrix.setLabel(rows.labels());
        return matrix;
    }

    /** @param objective such as {@code binary:logistic}; under squared error every row counts 1 in a cover */
    static Booster xgboost(DMatrix rows, String objective, int trees, int depth) throws XGBoostError {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("objective", objective);
        options.put("max_depth", depth);
        options.put("eta", 0.1);
        options.put("base_score", 0.5);
        // more would wait for each other, spinning, where other work shares the cores
        options.put("nthread", 1);
        options.put("seed", 1);
        return XGBoost.train(rows, options, trees, Map.of(), null, null);
    }

    /** @param intercept what {@code base_score} is on the scale of the trees: 0 for a logistic 0.5 */
    static Forest of(Booster booster, int inputs, double intercept) throws XGBoostError {
        Nodes nodes = new Nodes();
        for (String tree : booster.getModelDump("", true, "json")) {
            nodes.addXgboost(JsonMapper.shared().readTree(tree));
        }
        return nodes.forest(inputs, intercept);
    }

    static LGBMBooster lightgbm(Rows rows, int trees, int leaves) throws LGBMException, IOException {
        LGBMBooster.loadNative();
        String options =
                "objective=binary learning_rate=0.1 min_data_in_leaf=20 num_threads=1 seed=1 deterministic=true"
                        + " force_row_wise=true use_missing=false verbosity=-1 num_leaves=" + leaves;
        LGBMDataset data =
                LGBMDataset.createFromMat(rows.doubles(), rows.matrix().rows(), rows.inputs(), true, options, null);
        data.setField("label", rows.labels());
        LGBMBooster booster = LGBMBooster.create(data, options);
        for (int tree = 0; tree < trees; tree++) {
            booster.updateOneIter();
        }
        return booster;
    }

    static Forest of(LGBMBooster booster, int inputs) throws LGBMException {
        Nodes nodes = new Nodes();
        String text = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.SPLIT);
        for (String block : text.split("\nTree=")) {
            if (block.contains("num_leaves=")) {
                Map<String, String[]> tree = new LinkedHashMap<>();
                block.lines().filter(line -> line.contains("=")).forEach(line -> {
                    int equals = line.indexOf('=');
                    tree.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).split(" "));
                });
                nodes.addLightgbm(tree, tree.containsKey("split_feature") ? 0 : -1);
            }
        }
        return nodes.forest(inputs, 0);
    }

    /** Nodes in preorder, as a {@link Forest} takes them. */
    private static final class Nodes {

        private final List<Integer> features = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private final List<Double> covers = new ArrayList<>();

        Forest forest(int inputs, double intercept) {
            return new Forest(
                    RandomForest.names(inputs),
                    intercept,
                    features.stream().mapToInt(Integer::intValue).toArray(),
                    values.stream().mapToDouble(Double::doubleValue).toArray(),
                    covers.stream().mapToDouble(Double::doubleValue).toArray());
        }

        private void leaf(double value, double cover) {
            features.add(Forest.LEAF);
            values.add(value);
            covers.add(cover);
        }

        /** XGBoost goes left below the threshold, in floats: at most the next smaller float. */
        void addXgboost(JsonNode node) {
            double cover = node.get("cover").asDouble();
            if (node.has("leaf")) {
                leaf((float) node.get("leaf").asDouble(), cover);
                return;
            }
            features.add(Integer.parseInt(node.get("split").asString().substring(1)));
            values.add(
                    (double) Math.nextDown((float) node.get("split_condition").asDouble()));
            int left = node.get("yes").asInt();
            JsonNode first = node.get("children").get(0);
            JsonNode second = node.get("children").get(1);
            boolean isInOrder = first.get("nodeid").asInt() == left;
            addXgboost(isInOrder ? first : second);
            addXgboost(isInOrder ? second : first);
        }

        /** Children are inner nodes from 0 on, or leaves: -1 is the first. */
        void addLightgbm(Map<String, String[]> tree, int node) {
            if (node < 0) {
                leaf(number(tree, "leaf_value", -1 - node), number(tree, "leaf_count", -1 - node));
                return;
            }
            features.add((int) number(tree, "split_feature", node));
            values.add(number(tree, "threshold", node));
            addLightgbm(tree, (int) number(tree, "left_child", node));
            addLightgbm(tree, (int) number(tree, "right_child", node));
        }

        private static double number(Map<String, String[]> tree, String field, int index) {
            return Double.parseDouble(Objects.requireNonNull(tree.get(field), field)[index]);
        }
    }
}
