package dev.nightjar.warehouse.publication;

import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.ColumnValues;
import dev.nightjar.score.ChurnScore;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.SegmentScore;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** The columns of a {@link ScoreFile}, and how scores become their values. */
final class ScoreColumns {

    static final Column CHURN_PROBABILITY = Column.optional("churn_probability", ColumnKind.DOUBLE);
    static final Column CLTV = Column.optional("cltv", ColumnKind.DOUBLE);

    private static final int MISSING = Integer.MIN_VALUE;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Field> FIELDS = List.of(
            required("customer_id", CustomerScore::customerId),
            integer("order_count", score -> score.facts().orderCount()),
            day("first_order_on", score -> score.facts().firstOrderDay()),
            day("last_order_on", score -> score.facts().lastOrderDay()),
            day("previous_order_on", score -> score.facts().previousOrderDay()),
            day("last_order_a_year_ago_on", score -> score.facts().lastOrderDayYearAgo()),
            money("completed_value", score -> score.facts().completedValue()),
            money("refunded_value", score -> score.facts().refundedValue()),
            integer("repeat_purchases", score -> score.facts().purchases().repeatPurchases()),
            number("recency_weeks", score -> score.facts().purchases().recencyWeeks()),
            number("age_weeks", score -> score.facts().purchases().ageWeeks()),
            number("mean_repeat_purchase", score -> score.facts().meanRepeatPurchase()),
            number("median_gap_days", score -> score.facts().medianGapDays()),
            integer("costed_orders", score -> score.facts().costed().orders()),
            money("costed_value", score -> score.facts().costed().value()),
            money("cost", score -> score.facts().costed().cost()),
            optional(CHURN_PROBABILITY, score -> score.churn().probability()),
            integer("churn_percentile", score -> orMissing(score.churn().percentile())),
            text("churn_risk", score -> score.churn().risk()),
            text("reason_1", score -> reason(score, 0)),
            text("reason_2", score -> reason(score, 1)),
            text("reason_3", score -> reason(score, 2)),
            optional("reason_1_effect", score -> effect(score, 0)),
            optional("reason_2_effect", score -> effect(score, 1)),
            optional("reason_3_effect", score -> effect(score, 2)),
            optional("probability_alive", score -> score.value().probabilityAlive()),
            optional("expected_orders", score -> score.value().expectedOrders()),
            optional("expected_order_value", score -> score.value().expectedOrderValue()),
            optional(CLTV, score -> score.value().cltv()),
            optional("cltv_low", score -> score.value().cltvLow()),
            optional("cltv_high", score -> score.value().cltvHigh()),
            optional("cltv_formula", score -> score.value().cltvFormula()),
            optional("cltv_net", score -> score.value().cltvNet()),
            day("next_order_due_on", score -> orMissing(score.value().nextOrderDueDay())),
            integer("recency_score", score -> orMissing(ofSegments(score, SegmentScore::recencyScore))),
            integer("frequency_score", score -> orMissing(ofSegments(score, SegmentScore::frequencyScore))),
            integer("monetary_score", score -> orMissing(ofSegments(score, SegmentScore::monetaryScore))),
            text("rfm_segment", score -> ofSegments(score, SegmentScore::rfmSegment)),
            text("lifecycle_stage", score -> ofSegments(score, SegmentScore::lifecycleStage)),
            text("value_tier", score -> ofSegments(score, SegmentScore::valueTier)),
            text("segments", score -> ofSegments(score, ScoreColumns::segmentsJson)));

    /** The columns, in the order of {@link #values}. */
    static final List<Column> COLUMNS = FIELDS.stream().map(Field::column).toList();

    private ScoreColumns() {}

    /** A column, and how to begin its values for so many rows. */
    private record Field(Column column, IntFunction<Filling> filling) {}

    /** The values of one column while they are filled in; asked for once all rows are there. */
    private record Filling(ObjIntConsumer<CustomerScore> put, Supplier<ColumnValues> values) {}

    /** The values of each column for these scores. */
    static List<ColumnValues> values(List<CustomerScore> scores) {
        List<Filling> fillings = FIELDS.stream()
                .map(field -> field.filling().apply(scores.size()))
                .toList();
        // a score is looked at once, for all columns: it is many small objects
        for (int row = 0; row < scores.size(); row++) {
            CustomerScore score = scores.get(row);
            for (Filling filling : fillings) {
                filling.put().accept(score, row);
            }
        }
        return fillings.stream().map(filling -> filling.values().get()).toList();
    }

    /** The names in what {@code segments} holds, a JSON array. */
    static List<String> segmentNames(String json) {
        return List.of(JSON.readValue(json, String[].class));
    }

    private static String segmentsJson(SegmentScore segments) {
        return segments.segments().isEmpty() ? "[]" : JSON.writeValueAsString(segments.segments());
    }

    private static Field required(String name, Function<CustomerScore, String> value) {
        return new Field(Column.required(name, ColumnKind.TEXT), rows -> {
            String[] texts = new String[rows];
            return new Filling(
                    (score, row) -> texts[row] = value.apply(score), () -> new ColumnValues.Text(TextColumn.of(texts)));
        });
    }

    private static Field integer(String name, ToIntFunction<CustomerScore> value) {
        return ints(Column.optional(name, ColumnKind.INT), value);
    }

    private static Field day(String name, ToIntFunction<CustomerScore> value) {
        return ints(Column.optional(name, ColumnKind.DATE), value);
    }

    private static Field ints(Column column, ToIntFunction<CustomerScore> value) {
        return new Field(column, rows -> {
            int[] ints = new int[rows];
            return new Filling((score, row) -> ints[row] = value.applyAsInt(score), () -> new ColumnValues.Ints(ints));
        });
    }

    private static Field money(String name, ToLongFunction<CustomerScore> value) {
        return new Field(Column.optional(name, ColumnKind.MONEY), rows -> {
            long[] longs = new long[rows];
            return new Filling(
                    (score, row) -> longs[row] = value.applyAsLong(score), () -> new ColumnValues.Longs(longs));
        });
    }

    private static Field number(String name, ToDoubleFunction<CustomerScore> value) {
        return numbers(Column.optional(name, ColumnKind.DOUBLE), value);
    }

    private static Field optional(String name, Function<CustomerScore, @Nullable Double> value) {
        return optional(Column.optional(name, ColumnKind.DOUBLE), value);
    }

    private static Field optional(Column column, Function<CustomerScore, @Nullable Double> value) {
        return numbers(column, score -> orNaN(column, score, value.apply(score)));
    }

    private static Field numbers(Column column, ToDoubleFunction<CustomerScore> value) {
        return new Field(column, rows -> {
            double[] doubles = new double[rows];
            return new Filling(
                    (score, row) -> doubles[row] = value.applyAsDouble(score), () -> new ColumnValues.Doubles(doubles));
        });
    }

    private static Field text(String name, Function<CustomerScore, @Nullable String> value) {
        return new Field(Column.optional(name, ColumnKind.CODED_TEXT), rows -> {
            @Nullable String[] texts = new @Nullable String[rows];
            return new Filling(
                    (score, row) -> texts[row] = value.apply(score), () -> new ColumnValues.Coded(CodedText.of(texts)));
        });
    }

    private static int orMissing(@Nullable Integer value) {
        return value == null ? MISSING : value;
    }

    /** The file keeps a missing number as NaN, so a NaN that was calculated would turn into a missing one unseen. */
    private static double orNaN(Column column, CustomerScore score, @Nullable Double value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value.isNaN()) {
            throw new IllegalArgumentException(column.name() + " of customer " + score.customerId() + " is NaN");
        }
        return value;
    }

    private static @Nullable String reason(CustomerScore score, int index) {
        List<ChurnScore.Reason> reasons = score.churn().reasons();
        return index < reasons.size() ? reasons.get(index).code() : null;
    }

    private static @Nullable Double effect(CustomerScore score, int index) {
        List<ChurnScore.Reason> reasons = score.churn().reasons();
        return index < reasons.size() ? reasons.get(index).effect() : null;
    }

    private static <T> @Nullable T ofSegments(CustomerScore score, Function<SegmentScore, @Nullable T> value) {
        SegmentScore segments = score.segments();
        return segments == null ? null : value.apply(segments);
    }
}
