package dev.nightjar.score;

import dev.nightjar.cltv.ValueInput;
import dev.nightjar.feature.CustomerFacts;
import org.jspecify.annotations.Nullable;

/** What the value of a customer is computed from, taken from the facts. */
public final class ValueInputs {

    private ValueInputs() {}

    /**
     * The input of one customer.
     *
     * @param acquisitionCost ten-thousandths of the base currency; {@link dev.nightjar.customer.Money#MISSING} where
     *     unknown
     * @param market see {@link Market}; null where unknown
     */
    public static ValueInput of(CustomerFacts facts, long acquisitionCost, @Nullable String market) {
        return new ValueInput(
                facts.purchases(),
                facts.meanRepeatPurchase(),
                facts.medianGapDays(),
                facts.orderCount(),
                facts.firstOrderDay(),
                facts.completedValue(),
                facts.refundedValue(),
                acquisitionCost,
                market,
                facts.costed());
    }
}
