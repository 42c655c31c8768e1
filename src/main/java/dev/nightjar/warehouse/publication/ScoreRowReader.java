package dev.nightjar.warehouse.publication;

import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.score.ChurnScore;
import dev.nightjar.score.ChurnScore.Reason;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.SegmentScore;
import dev.nightjar.score.ValueScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scores out of the columns of a {@link ScoreFile}. */
final class ScoreRowReader {

    private static final List<String> REASONS = List.of("reason_1", "reason_2", "reason_3");
    private static final List<String> EFFECTS = List.of("reason_1_effect", "reason_2_effect", "reason_3_effect");

    private final ColumnBlock block;
    /** The same few combinations of segments occur over and over. */
    private final Map<String, List<String>> segmentNames = new HashMap<>();

    private ScoreRowReader(ColumnBlock block) {
        this.block = block;
    }

    static List<CustomerScore> rows(ColumnBlock block) {
        ScoreRowReader reader = new ScoreRowReader(block);
        TextColumn ids = block.text("customer_id");
        List<CustomerScore> scores = new ArrayList<>(block.rows());
        for (int row = 0; row < block.rows(); row++) {
            scores.add(new CustomerScore(
                    ids.get(row), reader.facts(row), reader.churn(row), reader.value(row), reader.segments(row)));
        }
        return scores;
    }

    private CustomerFacts facts(int row) {
        return new CustomerFacts(
                block.ints("order_count")[row],
                block.ints("first_order_on")[row],
                block.ints("last_order_on")[row],
                block.ints("previous_order_on")[row],
                block.ints("last_order_a_year_ago_on")[row],
                block.longs("completed_value")[row],
                block.longs("refunded_value")[row],
                new PurchaseSummary(
                        block.ints("repeat_purchases")[row],
                        block.doubles("recency_weeks")[row],
                        block.doubles("age_weeks")[row]),
                block.doubles("mean_repeat_purchase")[row],
                block.doubles("median_gap_days")[row],
                costed(row),
                CustomerFacts.NO_DAY);
    }

    private CostedSales costed(int row) {
        int orders = block.ints("costed_orders")[row];
        return orders <= 0
                ? CostedSales.NONE
                : new CostedSales(orders, block.longs("costed_value")[row], block.longs("cost")[row]);
    }

    private ChurnScore churn(int row) {
        List<Reason> reasons = new ArrayList<>(REASONS.size());
        for (int i = 0; i < REASONS.size(); i++) {
            String code = text(REASONS.get(i), row);
            if (code != null) {
                reasons.add(new Reason(code, number(EFFECTS.get(i), row)));
            }
        }
        return new ChurnScore(
                number(ScoreColumns.CHURN_PROBABILITY.name(), row),
                integer("churn_percentile", row),
                text("churn_risk", row),
                List.copyOf(reasons));
    }

    private ValueScore value(int row) {
        return new ValueScore(
                number("probability_alive", row),
                number("expected_orders", row),
                number("expected_order_value", row),
                number(ScoreColumns.CLTV.name(), row),
                number("cltv_low", row),
                number("cltv_high", row),
                number("cltv_formula", row),
                number("cltv_net", row),
                integer("next_order_due_on", row));
    }

    private @Nullable SegmentScore segments(int row) {
        Integer recencyScore = integer("recency_score", row);
        if (recencyScore == null) {
            return null;
        }
        String names = Objects.requireNonNull(text("segments", row));
        return new SegmentScore(
                recencyScore,
                block.ints("frequency_score")[row],
                block.ints("monetary_score")[row],
                Objects.requireNonNull(text("rfm_segment", row)),
                Objects.requireNonNull(text("lifecycle_stage", row)),
                text("value_tier", row),
                segmentNames.computeIfAbsent(names, ScoreColumns::segmentNames));
    }

    private @Nullable Integer integer(String column, int row) {
        int value = block.ints(column)[row];
        return value == Integer.MIN_VALUE ? null : Integer.valueOf(value);
    }

    private @Nullable Double number(String column, int row) {
        double value = block.doubles(column)[row];
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private @Nullable String text(String column, int row) {
        return block.coded(column).get(row);
    }
}
