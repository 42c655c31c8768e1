package dev.nightjar.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The reasons of a score: effects of model inputs summed by the feature they are made of, the largest first. */
final class ChurnReasons {

    /** Reasons that are published. */
    static final int MOST = 3;

    private final int[] featureOfInput;
    private final List<String> features;

    /** @param features the feature of each model input, in the order of the inputs */
    ChurnReasons(List<String> features) {
        List<String> distinct = features.stream().distinct().toList();
        this.featureOfInput = features.stream().mapToInt(distinct::indexOf).toArray();
        this.features = distinct;
    }

    /**
     * The reasons of one score.
     *
     * @param effects on the log-odds, one per model input
     * @return at most three, largest absolute effect first, ties by code; none that has no effect
     */
    List<ChurnScore.Reason> of(double[] effects) {
        double[] byFeature = new double[features.size()];
        for (int input = 0; input < effects.length; input++) {
            byFeature[featureOfInput[input]] += effects[input];
        }
        List<ChurnScore.Reason> reasons = new ArrayList<>();
        for (int feature = 0; feature < byFeature.length; feature++) {
            if (byFeature[feature] != 0) {
                reasons.add(new ChurnScore.Reason(features.get(feature), byFeature[feature]));
            }
        }
        reasons.sort(Comparator.comparingDouble(ChurnReasons::size).reversed().thenComparing(ChurnScore.Reason::code));
        return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
    }

    private static double size(ChurnScore.Reason reason) {
        Double effect = reason.effect();
        return effect == null ? 0 : Math.abs(effect);
    }
}
