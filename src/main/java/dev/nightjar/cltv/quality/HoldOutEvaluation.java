package dev.nightjar.cltv.quality;

import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CustomerValue;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.cltv.interval.ValueInterval;
import dev.nightjar.cltv.interval.ValueIntervals;
import dev.nightjar.cltv.quality.HoldOutQuality.Calibration;
import dev.nightjar.cltv.quality.HoldOutQuality.Group;
import dev.nightjar.cltv.quality.HoldOutQuality.Ranking;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a fit on the past expects of a hold-out period with what happened, customer by customer; about 50 bytes
 * each. Sums run in the order of the customers, which must not depend on threads. Not for several threads.
 */
public final class HoldOutEvaluation {

    private static final int FROM_X = 7;
    private static final int DECILES = 10;
    private static final double TENTH = 0.1;
    private static final double FIFTH = 0.2;
    private static final double DAYS_PER_WEEK = 7;
    private static final double LEAST_PROBABILITY = 1e-12;

    private final CltvModel model;
    private final int firstDay;
    private final int days;
    private final ValueIntervals intervals;
    private final Column actualValue = new Column();
    private final Column expectedValue = new Column();
    private final Column naiveValue = new Column();
    private final Column formulaValue = new Column();
    private final Column buys = new Column();
    private final Column hasBought = new Column();
    private final double[] expectedByX = new double[FROM_X + 1];
    private final double[] actualByX = new double[FROM_X + 1];
    private final long[] customersByX = new long[FROM_X + 1];
    private double logLoss;
    private long withInterval;
    private long above;
    private long below;

    /**
     * @param model fitted on what was known before {@code firstDay}; its horizon is the length of the period
     * @param firstDay of the period, days since 1970-01-01
     */
    public HoldOutEvaluation(CltvModel model, int firstDay) {
        this.model = model;
        this.firstDay = firstDay;
        this.days = model.options().horizonDays();
        this.intervals = new ValueIntervals(model);
    }

    /**
     * What the model expects of one customer.
     *
     * @param formula the guides' formula, null where it cannot be given
     * @param buys P(at least one purchase)
     */
    public record Expected(
            double cltv,
            double orders,
            @Nullable Double formula,
            double buys,
            @Nullable ValueInterval interval) {}

    /**
     * What the model expects of a customer; unlike {@link #add}, safe for several threads.
     *
     * @throws IllegalStateException if the model has no purchases to expect
     */
    public Expected expected(HoldOutCustomer customer) {
        ValueInput past = customer.past();
        CustomerValue value = model.value(past, firstDay);
        PurchaseFit fit = model.purchaseFit(past);
        Double cltv = value.cltv();
        Double orders = value.expectedOrders();
        if (fit == null || cltv == null || orders == null) {
            throw new IllegalStateException("no purchase model to evaluate");
        }
        return new Expected(
                cltv,
                orders,
                value.cltvFormula(),
                1 - fit.model().probabilityOfNoPurchase(past.purchases(), days / DAYS_PER_WEEK),
                intervals.interval(past, cltv));
    }

    /** Adds a customer, of whom {@link #expected} is asked first. */
    public void add(HoldOutCustomer customer) {
        add(customer, expected(customer));
    }

    /** Adds a customer, and what was expected. */
    public void add(HoldOutCustomer customer, Expected expected) {
        ValueInput past = customer.past();
        double margin = model.marginOf(past);
        double realised = customer.keptValue() * margin;
        double completed = Money.units(past.completedValue()) * margin;
        int age = firstDay - past.firstOrderDay();
        Double formula = expected.formula();
        expectedValue.add(expected.cltv());
        actualValue.add(realised);
        naiveValue.add(completed * days / Math.max(days, age));
        formulaValue.add(formula == null ? completed * 365 / Math.max(365, age) : formula);
        double buysAny = expected.buys();
        buys.add(buysAny);
        hasBought.add(customer.purchases());
        logLoss -= Math.log(Math.max(LEAST_PROBABILITY, customer.purchases() > 0 ? buysAny : 1 - buysAny));
        int x = Math.min(FROM_X, past.purchases().repeatPurchases());
        customersByX[x]++;
        expectedByX[x] += expected.orders();
        actualByX[x] += customer.purchases();
        count(expected.interval(), realised);
    }

    /** The result; null where nobody was added. */
    public @Nullable HoldOutQuality result() {
        double[] actual = actualValue.values();
        if (actual.length == 0) {
            return null;
        }
        RankMetrics ranks = new RankMetrics(expectedValue.values(), actual);
        return new HoldOutQuality(
                days,
                actual.length,
                new Calibration(sum(expectedByX), sum(actualByX)),
                new Calibration(sum(expectedValue.values()), sum(actual)),
                byX(),
                deciles(expectedValue.values(), actual),
                ranking(ranks),
                ranking(ranks.of(naiveValue.values())),
                ranking(ranks.of(formulaValue.values())),
                new RankMetrics(buys.values(), hasBought.values()).auc(),
                logLoss / actual.length,
                withInterval == 0 ? null : (double) above / withInterval,
                withInterval == 0 ? null : (double) below / withInterval);
    }

    private void count(@Nullable ValueInterval interval, double realised) {
        if (interval != null) {
            withInterval++;
            above += realised > interval.high() ? 1 : 0;
            below += realised < interval.low() ? 1 : 0;
        }
    }

    private List<Group> byX() {
        List<Group> groups = new ArrayList<>();
        for (int x = 0; x <= FROM_X; x++) {
            if (customersByX[x] > 0) {
                groups.add(new Group(
                        x, customersByX[x], expectedByX[x] / customersByX[x], actualByX[x] / customersByX[x]));
            }
        }
        return groups;
    }

    private static List<Group> deciles(double[] expected, double[] actual) {
        Integer[] order = new Integer[expected.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(expected[i], expected[j]));
        List<Group> deciles = new ArrayList<>();
        for (int decile = 0; decile < DECILES; decile++) {
            int from = (int) ((long) order.length * decile / DECILES);
            int to = (int) ((long) order.length * (decile + 1) / DECILES);
            double expectedSum = 0;
            double actualSum = 0;
            for (int i = from; i < to; i++) {
                expectedSum += expected[order[i]];
                actualSum += actual[order[i]];
            }
            if (to > from) {
                deciles.add(new Group(decile + 1, to - from, expectedSum / (to - from), actualSum / (to - from)));
            }
        }
        return deciles;
    }

    private static Ranking ranking(RankMetrics ranks) {
        return new Ranking(
                ranks.spearman(),
                ranks.normalisedGini(),
                ranks.meanAbsoluteError(),
                ranks.shareFoundIn(TENTH),
                ranks.shareFoundIn(FIFTH));
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** Numbers that grow. */
    private static final class Column {

        private double[] values = new double[1024];
        private int size;

        private void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        private double[] values() {
            return Arrays.copyOf(values, size);
        }
    }
}
