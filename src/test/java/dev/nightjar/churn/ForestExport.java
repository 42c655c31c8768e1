package dev.nightjar.churn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our forests as XGBoost and LightGBM read them, the other way round than {@link PeerForests}; for tests and benchmarks.
 * Their scores are log-odds, and a missing value goes right, as here.
 */
final class ForestExport {

    private static final int NO_PARENT = Integer.MAX_VALUE;
    /** Of a missing value as one of its own kind, which goes right. */
    private static final int LIGHTGBM_DECISION = 8;

    private ForestExport() {}

    /** A booster of the forest's trees. It reckons in floats, so rows must be floats for a row to reach the same leaf. */
    static Booster xgboost(Forest forest) throws XGBoostError, IOException {
        String inputs = String.valueOf(forest.inputs().size());
        List<Map<String, Object>> trees = IntStream.range(0, forest.trees())
                .mapToObj(tree -> xgboostTree(forest, tree))
                .toList();
        Map<String, Object> model = Map.of(
                "gbtree_model_param",
                Map.of("num_parallel_tree", "1", "num_trees", String.valueOf(trees.size())),
                "iteration_indptr",
                IntStream.rangeClosed(0, trees.size()).toArray(),
                "tree_info",
                new int[trees.size()],
                "trees",
                trees);
        Map<String, Object> learner = Map.of(
                "attributes",
                Map.of(),
                "feature_names",
                List.of(),
                "feature_types",
                List.of(),
                "gradient_booster",
                Map.of("name", "gbtree", "model", model),
                "learner_model_param",
                Map.of(
                        "base_score",
                        String.valueOf((float) forest.intercept()),
                        "boost_from_average",
                        "0",
                        "num_class",
                        "0",
                        "num_feature",
                        inputs,
                        "num_target",
                        "1"),
                "objective",
                Map.of("name", "reg:squarederror", "reg_loss_param", Map.of("scale_pos_weight", "1")));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("learner", learner);
        file.put("version", List.of(2, 1, 4));
        return XGBoost.loadModel(JsonMapper.shared().writeValueAsBytes(file));
    }

    private static Map<String, Object> xgboostTree(Forest forest, int tree) {
        int start = forest.start(tree);
        int nodes = forest.start(tree + 1) - start;
        int[] numbers = siblingNumbers(forest, start, nodes);
        int[] lefts = new int[nodes];
        int[] rights = new int[nodes];
        int[] parents = new int[nodes];
        int[] inputs = new int[nodes];
        float[] values = new float[nodes];
        float[] covers = new float[nodes];
        parents[0] = NO_PARENT;
        for (int node = 0; node < nodes; node++) {
            int number = numbers[node];
            covers[number] = (float) forest.cover(start + node);
            if (forest.feature(start + node) == Forest.LEAF) {
                lefts[number] = -1;
                rights[number] = -1;
                values[number] = (float) forest.value(start + node);
            } else {
                lefts[number] = numbers[node + 1];
                rights[number] = lefts[number] + 1;
                parents[lefts[number]] = number;
                parents[rights[number]] = number;
                inputs[number] = forest.feature(start + node);
                values[number] = below(forest.value(start + node));
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "tree_param",
                Map.of(
                        "num_deleted",
                        "0",
                        "num_feature",
                        String.valueOf(forest.inputs().size()),
                        "num_nodes",
                        String.valueOf(nodes),
                        "size_leaf_vector",
                        "1"));
        fields.put("id", tree);
        fields.put("left_children", lefts);
        fields.put("right_children", rights);
        fields.put("parents", parents);
        fields.put("split_indices", inputs);
        fields.put("split_conditions", values);
        fields.put("sum_hessian", covers);
        fields.put("base_weights", new float[nodes]);
        fields.put("loss_changes", new float[nodes]);
        fields.put("default_left", new int[nodes]);
        fields.put("split_type", new int[nodes]);
        for (String none : List.of("categories", "categories_nodes", "categories_segments", "categories_sizes")) {
            fields.put(none, new int[0]);
        }
        return fields;
    }

    /** Per node in preorder, its number in a tree where a right child follows its left one: XGBoost asks for no other. */
    private static int[] siblingNumbers(Forest forest, int start, int nodes) {
        int[] numbers = new int[nodes];
        int next = 1;
        for (int node = 0; node < nodes; node++) {
            if (forest.feature(start + node) != Forest.LEAF) {
                numbers[node + 1] = next++;
                numbers[forest.right(start + node) - start] = next++;
            }
        }
        return numbers;
    }

    /** The float that exactly the floats of at most this threshold are below. */
    private static float below(double threshold) {
        float nearest = (float) threshold;
        return nearest > threshold ? nearest : Math.nextUp(nearest);
    }

    /** The forest as a model file of LightGBM; its first tree is the intercept. */
    static String lightgbm(Forest forest) {
        int inputs = forest.inputs().size();
        StringBuilder text =
                new StringBuilder("tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n");
        text.append("max_feature_idx=").append(inputs - 1).append("\nobjective=regression\nfeature_names=");
        text.append(String.join(" ", forest.inputs())).append("\nfeature_infos=");
        text.append(String.join(" ", Collections.nCopies(inputs, "[-inf:inf]")));
        text.append("\n\nTree=0\nnum_leaves=1\nnum_cat=0\nleaf_value=").append(forest.intercept());
        for (int tree = 0; tree < forest.trees(); tree++) {
            text.append("\nis_linear=0\nshrinkage=1\n\n\nTree=").append(tree + 1);
            lightgbmTree(forest, tree)
                    .forEach((field, values) -> text.append('\n')
                            .append(field)
                            .append('=')
                            .append(values.stream().map(String::valueOf).collect(Collectors.joining(" "))));
        }
        return text.append("\nis_linear=0\nshrinkage=1\n\n\nend of trees\n").toString();
    }

    private static Map<String, List<Number>> lightgbmTree(Forest forest, int tree) {
        int start = forest.start(tree);
        int nodes = forest.start(tree + 1) - start;
        int[] children = children(forest, start, nodes);
        int[] counts = counts(forest, start, nodes);
        Map<String, List<Number>> fields = new LinkedHashMap<>();
        put(fields, "num_leaves", (nodes + 1) / 2);
        put(fields, "num_cat", 0);
        for (int node = 0; node < nodes; node++) {
            if (forest.feature(start + node) == Forest.LEAF) {
                put(fields, "leaf_value", forest.value(start + node));
                put(fields, "leaf_count", counts[node]);
            } else {
                put(fields, "split_feature", forest.feature(start + node));
                put(fields, "threshold", forest.value(start + node));
                put(fields, "decision_type", LIGHTGBM_DECISION);
                put(fields, "split_gain", 0);
                put(fields, "left_child", children[node + 1]);
                put(fields, "right_child", children[forest.right(start + node) - start]);
                put(fields, "internal_value", 0);
                put(fields, "internal_count", counts[node]);
            }
        }
        return fields;
    }

    private static void put(Map<String, List<Number>> fields, String field, Number value) {
        fields.computeIfAbsent(field, key -> new ArrayList<>()).add(value);
    }

    /** What LightGBM calls each node: splits from 0 on, leaves from -1 down. */
    private static int[] children(Forest forest, int start, int nodes) {
        int[] children = new int[nodes];
        int splits = 0;
        int leaves = 0;
        for (int node = 0; node < nodes; node++) {
            children[node] = forest.feature(start + node) == Forest.LEAF ? -1 - leaves++ : splits++;
        }
        return children;
    }

    /** Covers as whole numbers, which is what LightGBM counts in: times the greatest power of ten that fits. */
    private static int[] counts(Forest forest, int start, int nodes) {
        double scale = Math.pow(10, Math.floor(Math.log10(Integer.MAX_VALUE / (forest.cover(start) + 1))));
        int[] counts = new int[nodes];
        for (int node = nodes - 1; node >= 0; node--) {
            counts[node] = forest.feature(start + node) == Forest.LEAF
                    ? (int) Math.max(1, Math.round(scale * forest.cover(start + node)))
                    : counts[node + 1] + counts[forest.right(start + node) - start];
        }
        return counts;
    }
}
