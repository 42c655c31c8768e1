package dev.nightjar.cltv;

import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.Money;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything fitted on a population that the value of one customer needs.
 *
 * @param customers in the population
 * @param repeatCustomers with at least one repeat purchase
 * @param purchaseFits the purchase models; without any, purchases and CLTV are unknown
 * @param gammaGammaFit null where the fit failed and there is no older one; then every order is worth the pooled mean
 * @param pooledMeanOrderValue completed value per purchase day of all, units of the base currency, 0 or more
 * @param refundShare what is given back
 * @param margin what is earned
 * @param formula the guides' formula with its lifetime
 * @param options horizon, discounting and margin
 * @param notes what fell back and why, plain sentences; they belong into the model's row and the report
 * @param hasOwnFits whether purchase and spend models are there and fitted on this population, none of them older
 */
public record CltvModel(
        long customers,
        long repeatCustomers,
        PurchaseFits purchaseFits,
        @Nullable GammaGammaFit gammaGammaFit,
        double pooledMeanOrderValue,
        RefundShare refundShare,
        Margin margin,
        FormulaCltv formula,
        CltvOptions options,
        List<String> notes,
        boolean hasOwnFits)
        implements Serializable {

    private static final double DAYS_PER_WEEK = 7;

    /**
     * @throws IllegalArgumentException if the pooled mean is negative or not finite
     */
    public CltvModel {
        if (!(pooledMeanOrderValue >= 0 && pooledMeanOrderValue < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "pooled mean order value must be 0 or more and finite, was " + pooledMeanOrderValue);
        }
        notes = List.copyOf(notes);
    }

    /** BG/NBD on all customers, where there is one: the churn features' model, whatever values are computed with. */
    public @Nullable BgNbd bgNbd() {
        PurchaseFit fit = purchaseFits.bgNbd();
        return fit == null ? null : (BgNbd) fit.model();
    }

    /** The fit whose model a customer's value is computed with, where there is one. */
    public @Nullable PurchaseFit purchaseFit(ValueInput input) {
        return purchaseFits.of(input.market());
    }

    /** The spend model, where there is one. */
    public @Nullable GammaGamma gammaGamma() {
        return gammaGammaFit == null ? null : gammaGammaFit.model();
    }

    /**
     * The value of one customer. With a named model these are its plain values; BG/NBD's flatter one-time buyers, whose
     * P(alive) is 1. Under {@code auto} it is the model of the customer's market, corrected by x.
     *
     * @param asOfDay days since 1970-01-01, the day after the one up to which T of {@code input} runs
     */
    public CustomerValue value(ValueInput input, int asOfDay) {
        PurchaseSummary purchases = input.purchases();
        double orderValue = expectedOrderValue(input);
        Double formulaValue = formula.value(input, asOfDay);
        PurchaseFit fit = purchaseFit(input);
        PurchaseModel model = fit == null ? null : fit.model();
        Integer dueDay = NextOrderDue.day(input, model);
        if (model == null) {
            return new CustomerValue(null, null, orderValue, null, formulaValue, null, dueDay);
        }
        double alive = model.probabilityAlive(purchases);
        PurchaseModel.IfAlive ahead = model.ifAlive(purchases);
        int days = options.horizonDays();
        double orders = alive == 0 ? 0 : alive * ahead.purchases(days / DAYS_PER_WEEK);
        double discounted = alive == 0 ? 0 : alive * ahead.discounted(days, options.annualDiscountRate());
        double cltv = discounted * orderValue * earnedShare(input);
        return new CustomerValue(alive, orders, orderValue, cltv, formulaValue, cltv - costToEarnBack(input), dueDay);
    }

    private double expectedOrderValue(ValueInput input) {
        GammaGamma spend = gammaGamma();
        return spend == null
                ? pooledMeanOrderValue
                : spend.expectedOrderValue(input.purchases().repeatPurchases(), input.meanRepeatPurchase());
    }

    /** Margin × (1 − refund share) of one customer: what is left of an order's value, 0 to 1. */
    public double earnedShare(ValueInput input) {
        return marginOf(input) * keptShare(input);
    }

    /** The share of an order's value that one customer brings before refunds, 0 to 1. */
    public double marginOf(ValueInput input) {
        return margin.of(input.costed());
    }

    private double keptShare(ValueInput input) {
        return 1 - refundShare.of(Money.units(input.completedValue()), Money.units(input.refundedValue()));
    }

    /**
     * Acquisition cost that the margin on the historic value has not covered, 0 or more. A negative historic value adds to
     * it: that loss has to be earned back too.
     */
    private double costToEarnBack(ValueInput input) {
        return Math.max(0, input.acquisitionCostOrZero() - marginOf(input) * input.historicValue());
    }
}
