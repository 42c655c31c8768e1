package dev.nightjar.cltv;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.interval.GeneratedShop;
import dev.nightjar.cltv.interval.SegmentTotal;
import dev.nightjar.cltv.interval.SegmentTotals;
import dev.nightjar.cltv.interval.ValueInterval;
import dev.nightjar.cltv.interval.ValueIntervals;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Populations that break fits, under each {@code cltv.model}: from the fit to what a row and a total would say. */
class BadInputTests {

    private static final int AS_OF = 20_000;
    private static final int HOLD_OUT = GeneratedShop.CHOICE_DAYS;

    private final List<ValueInput> customers = new ArrayList<>();
    private final HoldOutCounts.Builder later = HoldOutCounts.builder();

    @ParameterizedTest
    @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd", "auto"})
    void nobodyBuysTwice(String model) {
        for (int age = 0; age < 500; age++) {
            add(0, 0, age, 20 + age % 7, Money.MISSING);
            later.add(new PurchaseSummary(0, 0, age / 7.0), 0);
        }

        CltvModel fitted = fit(model, 1);

        assertThat(fitted.purchaseFits().pooled()).isNull();
        assertThat(fitted.notes()).anyMatch(note -> note.contains("expected customers with a repeat purchase, was 0"));
        assertThat(total(fitted)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd", "auto"})
    void everybodyBuysOnceADay(String model) {
        for (int age = 150; age < 450; age++) {
            add(age, age, age, 20 + age % 7, Money.MISSING);
            int before = age - HOLD_OUT;
            later.add(new PurchaseSummary(before, before / 7.0, before / 7.0), HOLD_OUT);
        }

        CltvModel fitted = fit(model, 1);

        assertThat(fitted.notes())
                .anyMatch(note -> note.contains(" is a limit of its family: r goes to infinity, was "));
        assertThat(requireNonNull(total(fitted)).customers()).isEqualTo(300);
        for (ValueInput customer : customers) {
            assertThat(fitted.value(customer, AS_OF).expectedOrders()).isCloseTo(365, within(4.0));
        }
    }

    @Test
    void aLikelihoodThatDoesNotConvergeLeavesValuesUnknownAndSaysSo() {
        for (int age = 1; age <= 300; age++) {
            add(age, age, age, 20 + age % 7, Money.MISSING);
        }

        CltvModel fitted = fit("mbg-nbd", 1);

        assertThat(fitted.purchaseFits().pooled()).isNull();
        assertThat(fitted.notes())
                .anyMatch(note ->
                        note.startsWith("MBG/NBD not fitted: the search did not converge: expected a gradient norm")
                                && note.endsWith("Expected orders and CLTV are unknown."));
        assertThat(total(fitted)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd", "auto"})
    void everyOrderIsOfTheSameAmount(String model) {
        ordinary(10, 10);

        CltvModel fitted = fit(model, 1);

        assertThat(fitted.gammaGammaFit()).isNull();
        assertThat(fitted.notes())
                .anyMatch(note -> note.startsWith("Gamma-Gamma not fitted: expected means that differ"));
        SegmentTotal total = requireNonNull(total(fitted));
        assertThat(total.cents()).isPositive();
        assertThat(total.low()).isNull();
        assertThat(fitted.value(customers.get(0), AS_OF).expectedOrderValue()).isCloseTo(10, within(1e-9));
    }

    /** Free orders, more given back than sold, one huge order, 5,000 purchases, a customer of today, a ruinous advertisement. */
    @ParameterizedTest
    @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd", "auto"})
    void oddCustomersAmongOrdinaryOnes(String model) {
        ordinary(10, 90);
        ValueInput free = add(3, 100, 300, 0, Money.MISSING);
        PurchaseSummary purchases = new PurchaseSummary(2, 10, 40);
        ValueInput keeping =
                new ValueInput(purchases, 30, 35, 3, AS_OF - 281, 90 * Money.SCALE, 0, Money.MISSING, null);
        ValueInput returning = new ValueInput(
                purchases, 30, 35, 3, AS_OF - 281, 90 * Money.SCALE, 5_000 * Money.SCALE, Money.MISSING, null);
        customers.add(keeping);
        customers.add(returning);
        ValueInput huge = add(1, 50, 200, 1e9, Money.MISSING);
        ValueInput busy = add(5_000, 5_000, 5_001, 20, Money.MISSING);
        ValueInput today = add(0, 0, 0, 30, Money.MISSING);
        ValueInput dear = add(2, 100, 120, 30, 1_000_000_000L * Money.SCALE);

        CltvModel fitted = fit(model, 0.4);

        SegmentTotal total = requireNonNull(total(fitted));
        assertThat(total.customers()).isEqualTo(607);
        assertThat(total.high()).isFinite();
        assertThat(value(fitted, free).cltv()).isLessThan(value(fitted, today).cltv());
        assertThat(value(fitted, returning).cltv())
                .isLessThan(value(fitted, keeping).cltv());
        assertThat(value(fitted, huge).cltv()).isPositive();
        assertThat(value(fitted, busy).expectedOrders()).isBetween(200.0, 380.0);
        assertThat(value(fitted, today).expectedOrders()).isPositive();
        CustomerValue lost = value(fitted, dear);
        assertThat(requireNonNull(lost.cltvNet()))
                .isCloseTo(requireNonNull(lost.cltv()) - (1e9 - 0.4 * 90), within(1e-6))
                .isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bg-nbd", "mbg-nbd", "pareto-nbd", "auto"})
    void aMarginOfZeroIsWorthNothingForCertain(String model) {
        ordinary(10, 90);

        SegmentTotal total = requireNonNull(total(fit(model, 0)));

        assertThat(total.cents()).isZero();
        assertThat(total.low()).isZero();
        assertThat(total.high()).isZero();
    }

    /** 600 customers drawn from BG/NBD, whose mean purchases are spread between two values. */
    private void ordinary(double least, double most) {
        CltvOptions any = new CltvOptions("bg-nbd", 7, 0, 1);
        for (GeneratedShop.Customer drawn : new GeneratedShop(1, 600, 1_000, any).customers()) {
            PurchaseSummary purchases = drawn.past().purchases();
            double mean = least + (most - least) * (customers.size() * 7919 % 600) / 600;
            add(
                    purchases.repeatPurchases(),
                    drawn.past().recencyDays(),
                    drawn.past().ageDays(),
                    mean,
                    Money.MISSING);
            PurchaseSummary earlier = drawn.earlier();
            if (earlier != null) {
                later.add(earlier, purchases.repeatPurchases() - earlier.repeatPurchases());
            }
        }
    }

    private ValueInput add(int x, int recencyDays, int ageDays, double mean, long acquisitionCost) {
        ValueInput input = new ValueInput(
                new PurchaseSummary(x, recencyDays / 7.0, ageDays / 7.0),
                x == 0 ? Double.NaN : mean,
                x == 0 ? Double.NaN : (double) recencyDays / x,
                x + 1,
                AS_OF - 1 - ageDays,
                Math.round((x + 1) * mean * Money.SCALE),
                0,
                acquisitionCost,
                null);
        customers.add(input);
        return input;
    }

    private CltvModel fit(String model, double margin) {
        CltvFit fit = new CltvFit(AS_OF, 365).holdOut(new HoldOutPeriod(AS_OF - HOLD_OUT, AS_OF), later.build());
        customers.forEach(customer -> fit.add(customer, Integer.MIN_VALUE));
        return fit.fit(new CltvOptions(model, 365, 0.10, margin), null, null);
    }

    private static CustomerValue value(CltvModel model, ValueInput input) {
        return model.value(input, AS_OF);
    }

    /** The total of all, after checking that no customer has a number that is none; null where no CLTV is known. */
    private @Nullable SegmentTotal total(CltvModel model) {
        ValueIntervals intervals = new ValueIntervals(model);
        SegmentTotals totals = new SegmentTotals(intervals);
        for (ValueInput customer : customers) {
            CustomerValue value = model.value(customer, AS_OF);
            assertThat(value.expectedOrderValue())
                    .as("%s", customer)
                    .isNotNegative()
                    .isFinite();
            Double cltv = value.cltv();
            if (cltv != null) {
                assertThat(value.probabilityAlive()).as("%s", customer).isBetween(0.0, 1.0);
                assertThat(value.expectedOrders())
                        .as("%s", customer)
                        .isNotNegative()
                        .isFinite();
                assertThat(cltv).as("%s", customer).isNotNegative().isFinite();
                assertThat(value.cltvNet()).as("%s", customer).isFinite();
                ValueInterval interval = intervals.interval(customer, cltv);
                if (interval != null) {
                    assertThat(cltv).as("%s", customer).isBetween(interval.low(), interval.high());
                    assertThat(interval.high()).as("%s", customer).isFinite();
                }
            }
            totals.add(customer, cltv, Map.of("all", "all"));
        }
        return totals.totals().stream().findAny().orElse(null);
    }
}
