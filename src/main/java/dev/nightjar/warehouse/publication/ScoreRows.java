package dev.nightjar.warehouse.publication;

import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.postgres.CopyInWriter;
import dev.nightjar.score.ChurnScore;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.SegmentScore;
import dev.nightjar.score.ValueScore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Scores as rows of {@code customer_score_v1}. Here money is rounded, half-even, to the two decimals of
 * {@code numeric(14,2)}; nothing before rounds it, but for the ten-thousandths of the history.
 */
final class ScoreRows {

    /** The columns, in the order in which {@link #write} gives them. */
    static final String[] COLUMNS = {
        "score_date",
        "customer_id",
        "churn_probability",
        "churn_percentile",
        "churn_risk",
        "reason_1",
        "reason_2",
        "reason_3",
        "reason_1_effect",
        "reason_2_effect",
        "reason_3_effect",
        "probability_alive",
        "expected_orders",
        "expected_order_value",
        "cltv",
        "cltv_low",
        "cltv_high",
        "cltv_formula",
        "cltv_net",
        "historic_value",
        "order_count",
        "first_order_on",
        "last_order_on",
        "next_order_due_on",
        "recency_score",
        "frequency_score",
        "monetary_score",
        "rfm_segment",
        "lifecycle_stage",
        "value_tier",
        "segments",
        "churn_model_id",
        "cltv_model_id",
        "run_id",
        "scored_at",
    };

    private static final int REASONS = 3;
    private static final int HISTORY_DECIMALS = 4;
    private static final int PUBLISHED_DECIMALS = 2;

    private final CopyInWriter writer;
    private final ScoreNight night;
    private final long scoredAtMicros;

    /** @param scoredAtMicros when the night is loaded, in microseconds since 1970-01-01T00:00Z, by the clock of the warehouse */
    ScoreRows(CopyInWriter writer, ScoreNight night, long scoredAtMicros) {
        this.writer = writer;
        this.night = night;
        this.scoredAtMicros = scoredAtMicros;
    }

    /** @throws IllegalArgumentException if the customer has no segments yet */
    void write(CustomerScore score) {
        SegmentScore segments = score.segments();
        if (segments == null) {
            throw new IllegalArgumentException("customer " + score.customerId() + " has no segments yet");
        }
        writer.startRow();
        writer.writeDate((int) night.asOfDate().toEpochDay());
        night.idType().write(writer, score.customerId());
        writeChurn(score.churn());
        writeValue(score.value(), score.facts().historicValue());
        writeOrders(score.facts(), score.value().nextOrderDueDay());
        writeSegments(segments);
        writer.writeTextOrNull(night.churnModelId());
        writer.writeTextOrNull(night.cltvModelId());
        writer.writeText(night.runId());
        writer.writeTimestamp(scoredAtMicros);
    }

    private void writeChurn(ChurnScore churn) {
        writeDouble(churn.probability());
        writeShort(churn.percentile());
        writer.writeTextOrNull(churn.risk());
        for (int i = 0; i < REASONS; i++) {
            writer.writeTextOrNull(
                    i < churn.reasons().size() ? churn.reasons().get(i).code() : null);
        }
        for (int i = 0; i < REASONS; i++) {
            writeDouble(i < churn.reasons().size() ? churn.reasons().get(i).effect() : null);
        }
    }

    private void writeValue(ValueScore value, long historicValue) {
        writeDouble(value.probabilityAlive());
        writeDouble(value.expectedOrders());
        writeMoney(value.expectedOrderValue());
        writeMoney(value.cltv());
        writeMoney(value.cltvLow());
        writeMoney(value.cltvHigh());
        writeMoney(value.cltvFormula());
        writeMoney(value.cltvNet());
        writer.writeNumeric(BigDecimal.valueOf(historicValue, HISTORY_DECIMALS)
                .setScale(PUBLISHED_DECIMALS, RoundingMode.HALF_EVEN));
    }

    private void writeOrders(CustomerFacts facts, @Nullable Integer nextOrderDueDay) {
        writer.writeInt(facts.orderCount());
        writer.writeDate(facts.firstOrderDay());
        writer.writeDate(facts.lastOrderDay());
        if (nextOrderDueDay == null) {
            writer.writeNull();
        } else {
            writer.writeDate(nextOrderDueDay);
        }
    }

    private void writeSegments(SegmentScore segments) {
        writer.writeShort(segments.recencyScore());
        writer.writeShort(segments.frequencyScore());
        writer.writeShort(segments.monetaryScore());
        writer.writeText(segments.rfmSegment());
        writer.writeText(segments.lifecycleStage());
        writer.writeTextOrNull(segments.valueTier());
        writer.writeTextArray(segments.segments());
    }

    private void writeDouble(@Nullable Double value) {
        if (value == null) {
            writer.writeNull();
        } else {
            writer.writeDouble(value);
        }
    }

    private void writeShort(@Nullable Integer value) {
        if (value == null) {
            writer.writeNull();
        } else {
            writer.writeShort(value);
        }
    }

    private void writeMoney(@Nullable Double value) {
        if (value == null) {
            writer.writeNull();
        } else {
            writer.writeMoney(value);
        }
    }
}
