package dev.nightjar.warehouse.publication;

import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.score.ChurnScore;
import dev.nightjar.score.ChurnScore.Reason;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.SegmentScore;
import dev.nightjar.score.ValueScore;
import dev.nightjar.warehouse.TestWarehouse;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores that pass every check, and some that do not. */
final class SampleScores {

    private static final int LAST_DAY = (int) TestWarehouse.AS_OF.toEpochDay() - 10;
    private static final SegmentScore SEGMENTS =
            new SegmentScore(5, 4, 3, "loyal", "active", "gold", List.of("big spenders", "in \"Wales\""));

    private SampleScores() {}

    /** An active customer with everything there is. */
    static CustomerScore complete(String id) {
        return new CustomerScore(
                id,
                facts(),
                churn(0.25, new Reason("days_since_last_order", 0.5), new Reason("order_count", -0.25)),
                value(120.125),
                SEGMENTS);
    }

    /** A customer of this CLTV, to tell one version of a night from another. */
    static CustomerScore worth(String id, double cltv) {
        CustomerScore complete = complete(id);
        return new CustomerScore(id, complete.facts(), complete.churn(), value(cltv), SEGMENTS);
    }

    /** A lapsed customer about whom nothing could be calculated. */
    static CustomerScore bare(String id) {
        return new CustomerScore(
                id,
                facts(),
                ChurnScore.NONE,
                new ValueScore(null, null, null, null, null, null, null, null, null),
                new SegmentScore(1, 1, 1, "lost", "lapsed", null, List.of()));
    }

    static CustomerScore withChurn(String id, ChurnScore churn) {
        return new CustomerScore(id, facts(), churn, value(1), SEGMENTS);
    }

    static CustomerScore withValue(String id, ValueScore value) {
        return new CustomerScore(id, facts(), complete(id).churn(), value, SEGMENTS);
    }

    static CustomerScore withSegments(String id, @Nullable SegmentScore segments) {
        CustomerScore complete = complete(id);
        return new CustomerScore(id, complete.facts(), complete.churn(), complete.value(), segments);
    }

    static ChurnScore churn(double probability, Reason... reasons) {
        return new ChurnScore(probability, 50, "low", List.of(reasons));
    }

    static ValueScore value(double cltv) {
        return new ValueScore(0.875, 3.5, 40.005, cltv, cltv / 2, cltv * 2, 99.999, cltv - 0.5, LAST_DAY + 30);
    }

    /** Customers 1 to {@code count}, all of this CLTV. */
    static List<CustomerScore> many(int count, double cltv) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> worth(String.valueOf(i), cltv))
                .toList();
    }

    static CustomerFacts facts() {
        return new CustomerFacts(
                3,
                LAST_DAY - 70,
                LAST_DAY,
                LAST_DAY - 35,
                CustomerFacts.NO_DAY,
                1_000_050,
                0,
                new PurchaseSummary(2, 10, 11.5),
                33.25,
                35);
    }
}
