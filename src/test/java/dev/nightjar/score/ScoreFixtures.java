package dev.nightjar.score;

import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.FormulaCltv;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.RefundShare;
import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Three customers, a forest small enough to reckon by hand, and the published BG/NBD parameters of CDNOW. */
final class ScoreFixtures {

    static final int AS_OF = 20_000;
    static final int ACTIVE_WITHIN = 365;

    private ScoreFixtures() {}

    /** Two purchases a hundred days apart, the last {@code daysAgo} days before the as-of day, 80 spent and 10 back. */
    static CustomerFacts facts(int daysAgo) {
        int last = AS_OF - daysAgo;
        return new CustomerFacts(
                2,
                last - 100,
                last,
                last - 100,
                CustomerFacts.NO_DAY,
                800_000,
                100_000,
                new PurchaseSummary(1, 100 / 7.0, (100 + daysAgo - 1) / 7.0),
                40,
                100);
    }

    /** One purchase only, {@code daysAgo} days before the as-of day. */
    static CustomerFacts oneOrder(int daysAgo) {
        int day = AS_OF - daysAgo;
        PurchaseSummary purchases = new PurchaseSummary(0, 0, (daysAgo - 1) / 7.0);
        return new CustomerFacts(
                1, day, day, CustomerFacts.NO_DAY, CustomerFacts.NO_DAY, 500_000, 0, purchases, Double.NaN, Double.NaN);
    }

    /** Customer a spends little and gave no rating, b spends much and rated well, c has lapsed. */
    static FeatureRows rows() {
        FeatureMatrix numbers = new FeatureMatrix(
                List.of("spend_30d", "mean_nps", "tenure_days"),
                new double[][] {{5, 50, 0}, {Double.NaN, 9, 2}, {10, 900, 900}},
                3);
        Map<String, CodedText> categories = Map.of("country", CodedText.of("GB", null, "DE"));
        return new FeatureRows(new String[] {"a", "b", "c"}, numbers, categories, new CustomerFacts[] {
            facts(10), oneOrder(ACTIVE_WITHIN), facts(ACTIVE_WITHIN + 1)
        });
    }

    static FeatureEncoder encoder() {
        return new FeatureEncoder(
                1,
                "fingerprint",
                90,
                List.of("spend_30d", "mean_nps", "tenure_days", "country"),
                List.of(
                        new Column("spend_30d", "spend_30d", Source.NUMBER, "", 0),
                        new Column("mean_nps", "mean_nps", Source.NUMBER, "", 0),
                        new Column("mean_nps:missing", "mean_nps", Source.NUMBER_MISSING, "", 0),
                        new Column("tenure_days", "tenure_days", Source.NUMBER, "", 0),
                        new Column("country=GB", "country", Source.CATEGORY, "GB", 0)));
    }

    /**
     * One stump per input, both leaves of equal cover: at or below the threshold the log-odds rise by the step, above
     * it they fall by it, and that is the input's effect.
     */
    static ChurnModel forest() {
        double[] thresholds = {10, 5, 0.5, 100, 0.5};
        double[] steps = {1, 0.5, -0.25, 0.125, -0.25};
        int[] features = new int[15];
        double[] values = new double[15];
        double[] covers = new double[10];
        for (int input = 0; input < 5; input++) {
            features[3 * input] = input;
            features[3 * input + 1] = Forest.LEAF;
            features[3 * input + 2] = Forest.LEAF;
            values[3 * input] = thresholds[input];
            values[3 * input + 1] = steps[input];
            values[3 * input + 2] = -steps[input];
            covers[2 * input] = 100;
            covers[2 * input + 1] = 100;
        }
        CalibratedForest published = new CalibratedForest(
                new Forest(encoder().inputs(), 0, features, values, covers), ProbabilityCalibrator.identity());
        return model(published, new EvaluationForests(encoder(), List.of(published)));
    }

    static ChurnModel model(ChurnModel.Published published, @Nullable EvaluationForests evaluation) {
        return new ChurnModel("churn-1", AS_OF, List.of(0.4, 0.7), encoder(), published, evaluation);
    }

    /** BG/NBD as published for CDNOW, every order worth 30, nothing refunded. */
    static CltvModel cltv(boolean hasPurchaseModel) {
        PurchaseFit fit =
                new PurchaseFit(new BgNbd(0.243, 4.414, 0.793, 2.426), -9582.4, 2357, 946, 0, List.of(), List.of());
        return new CltvModel(
                2357,
                946,
                PurchaseFits.plain(hasPurchaseModel ? fit : null),
                null,
                30,
                new RefundShare(0, 0),
                Margin.stated(1),
                new FormulaCltv(2.0),
                new CltvOptions("bg-nbd", 365, 0.1, 1),
                List.of(),
                true);
    }
}
