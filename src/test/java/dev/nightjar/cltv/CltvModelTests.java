package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.Money;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CltvModelTests {

    private static final int AS_OF = 20_500;
    private static final CltvOptions YEAR = new CltvOptions("bg-nbd", 365, 0.10, 0.4);
    private static final PurchaseFit PURCHASES =
            new PurchaseFit(new BgNbd(0.243, 4.414, 0.793, 2.426), -9582.4, 2357, 946, 0, List.of(), List.of());
    private static final GammaGammaFit SPEND =
            new GammaGammaFit(new GammaGamma(6.25, 3.74, 15.44), -4055.92, 946, 0, List.of());

    @Test
    void cltvIsOrdersTimesValueTimesMarginTimesWhatIsKept() {
        CltvModel model = model(PURCHASES, SPEND, YEAR);
        ValueInput input = input(2, 213, 272, 22.35, 100, 20, 0);

        CustomerValue value = model.value(input, AS_OF);

        double orders = PURCHASES.model().discountedPurchases(input.purchases(), 365, 0.10);
        double orderValue = SPEND.model().expectedOrderValue(2, 22.35);
        // pooled share 0.1 weighs as 300 of value: (20 + 30) / (100 + 300)
        assertThat(value.cltv()).isCloseTo(orders * orderValue * 0.4 * (1 - 0.125), within(1e-9));
        assertThat(value.expectedOrderValue()).isEqualTo(orderValue);
        assertThat(value.expectedOrders())
                .isEqualTo(PURCHASES.model().expectedPurchases(input.purchases(), 365 / 7.0))
                .isGreaterThan(orders);
        assertThat(value.probabilityAlive()).isEqualTo(PURCHASES.model().probabilityAlive(input.purchases()));
    }

    @Test
    void oneTimeBuyersGetThePlainValuesOfTheModel() {
        CustomerValue value = model(PURCHASES, SPEND, YEAR).value(input(0, 0, 100, Double.NaN, 30, 0, 0), AS_OF);

        assertThat(value.probabilityAlive()).isEqualTo(1);
        assertThat(value.expectedOrderValue()).isCloseTo(35.22, within(0.01));
    }

    @Test
    void autoWithNothingLearntIsBgNbd() {
        ValueInput input = input(2, 213, 272, 22.35, 100, 20, 10);

        CltvModel auto = model(PURCHASES, SPEND, new CltvOptions("auto", 365, 0.10, 0.4));

        assertThat(auto.value(input, AS_OF))
                .isEqualTo(model(PURCHASES, SPEND, YEAR).value(input, AS_OF));
    }

    @Test
    void netOfAcquisitionCostStillToBeEarnedBack() {
        CltvModel model = model(PURCHASES, SPEND, YEAR);

        CustomerValue free = model.value(input(2, 213, 272, 22.35, 100, 20, 0), AS_OF);
        CustomerValue paidBack = model.value(input(2, 213, 272, 22.35, 100, 20, 30), AS_OF);
        CustomerValue dear = model.value(input(2, 213, 272, 22.35, 100, 20, 5_000), AS_OF);

        double cltv = Objects.requireNonNull(free.cltv());
        assertThat(free.cltvNet()).isEqualTo(cltv);
        // 0.4 × (100 − 20) = 32 of margin have been earned
        assertThat(paidBack.cltvNet()).isEqualTo(cltv);
        assertThat(dear.cltvNet()).isCloseTo(cltv - (5_000 - 32), within(1e-9)).isNegative();
        assertThat(dear.cltv()).isEqualTo(cltv);
    }

    /** Pooled margin 0.6 on 10 average orders of 30; own margin 10 of 100: (10 + 180) / (100 + 300) = 0.475. */
    @Test
    void costsOfOrdersMakeTheMarginOfEachCustomer() {
        ValueInput without = input(2, 213, 272, 22.35, 100, 0, 50);
        ValueInput with = new ValueInput(
                without.purchases(),
                without.meanRepeatPurchase(),
                without.medianGapDays(),
                without.orderCount(),
                without.firstOrderDay(),
                without.completedValue(),
                without.refundedValue(),
                without.acquisitionCost(),
                null,
                new CostedSales(3, 100 * Money.SCALE, 90 * Money.SCALE));
        CltvModel model = new CltvModel(
                2357,
                946,
                PurchaseFits.plain(PURCHASES),
                SPEND,
                30,
                new RefundShare(0, 0),
                new Margin(0.6, 300, true),
                new FormulaCltv(4.0),
                YEAR,
                List.of(),
                true);

        CustomerValue pooled = model.value(without, AS_OF);
        CustomerValue own = model.value(with, AS_OF);

        double perMargin = Objects.requireNonNull(pooled.cltv()) / 0.6;
        assertThat(own.cltv()).isCloseTo(perMargin * 0.475, within(1e-9));
        assertThat(Objects.requireNonNull(own.cltv()) - Objects.requireNonNull(own.cltvNet()))
                .isCloseTo(50 - 0.475 * 100, within(1e-9));
        assertThat(pooled.cltvNet()).isEqualTo(pooled.cltv());
    }

    @Test
    void aMarginOfZeroLeavesNothing() {
        CltvModel model = model(PURCHASES, SPEND, new CltvOptions("bg-nbd", 365, 0.10, 0));

        CustomerValue value = model.value(input(2, 213, 272, 22.35, 100, 20, 30), AS_OF);

        assertThat(value.cltv()).isZero();
        assertThat(value.cltvNet()).isEqualTo(-30);
        assertThat(value.expectedOrders()).isPositive();
    }

    @Test
    void moreGivenBackThanSoldIsWorthNothing() {
        CustomerValue value = model(PURCHASES, SPEND, YEAR).value(input(2, 213, 272, 22.35, 100, 10_000, 0), AS_OF);

        assertThat(value.cltv()).isZero();
        // 0.4 × 9,900 of margin was lost, which is still to be earned back
        assertThat(value.cltvNet()).isCloseTo(-3_960, within(1e-9));
        assertThat(value.cltvFormula()).isNegative();
    }

    @Test
    void withoutAPurchaseModelOrdersAndCltvAreUnknown() {
        CustomerValue value = model(null, SPEND, YEAR).value(input(2, 213, 272, 22.35, 100, 20, 30), AS_OF);

        assertThat(value.probabilityAlive()).isNull();
        assertThat(value.expectedOrders()).isNull();
        assertThat(value.cltv()).isNull();
        assertThat(value.cltvNet()).isNull();
        assertThat(value.expectedOrderValue()).isCloseTo(24.66, within(0.01));
        assertThat(value.cltvFormula()).isNotNull();
        assertThat(value.nextOrderDueDay()).isNotNull();
    }

    @Test
    void withoutASpendModelEveryOrderIsWorthThePooledMean() {
        CltvModel model = model(PURCHASES, null, YEAR);

        assertThat(model.gammaGamma()).isNull();
        assertThat(model.value(input(2, 213, 272, 22.35, 100, 20, 30), AS_OF).expectedOrderValue())
                .isEqualTo(30);
        assertThat(model.value(input(0, 0, 272, Double.NaN, 100, 20, 30), AS_OF).expectedOrderValue())
                .isEqualTo(30);
    }

    @Test
    void refusesAPooledMeanThatIsNone() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CltvModel(
                            1,
                            0,
                            PurchaseFits.NONE,
                            null,
                            bad,
                            new RefundShare(0, 0),
                            Margin.stated(1),
                            new FormulaCltv(null),
                            YEAR,
                            List.of(),
                            true))
                    .withMessage("pooled mean order value must be 0 or more and finite, was " + bad);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noValueIsEverNaNOrBelowWhatItCanBe(long seed) {
        Random random = new Random(seed);
        CltvModel model = model(PURCHASES, SPEND, new CltvOptions("bg-nbd", 3650, random.nextDouble(), 1));

        for (int i = 0; i < 2_000; i++) {
            int age = random.nextInt(3000);
            int x = random.nextInt(3) == 0 ? 0 : random.nextInt(5001);
            int recency = x == 0 ? 0 : random.nextInt(age + 1);
            double mean = random.nextInt(5) == 0 ? 0 : 1e6 * random.nextDouble();
            ValueInput input =
                    input(x, recency, age, mean, random.nextInt(10_000), random.nextInt(5_000), random.nextInt(100));

            CustomerValue value = model.value(input, AS_OF);

            assertThat(value.probabilityAlive()).as("%s", input).isBetween(0.0, 1.0);
            assertThat(value.expectedOrders()).as("%s", input).isNotNegative().isFinite();
            assertThat(value.expectedOrderValue())
                    .as("%s", input)
                    .isNotNegative()
                    .isFinite();
            assertThat(value.cltv()).as("%s", input).isNotNegative().isFinite();
            assertThat(value.cltvNet()).as("%s", input).isFinite().isLessThanOrEqualTo(value.cltv());
            assertThat(value.cltvFormula()).as("%s", input).isFinite();
        }
    }

    @Test
    void travelsToWhereCustomersAreScored() throws IOException, ClassNotFoundException {
        CltvModel model = model(PURCHASES, SPEND, YEAR);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(model);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(model);
        }
    }

    private static CltvModel model(
            @Nullable PurchaseFit purchases, @Nullable GammaGammaFit spend, CltvOptions options) {
        return new CltvModel(
                2357,
                946,
                PurchaseFits.plain(purchases),
                spend,
                30,
                new RefundShare(0.1, 300),
                Margin.stated(options.margin()),
                new FormulaCltv(4.0),
                options,
                List.of(),
                true);
    }

    private static ValueInput input(
            int x, int recencyDays, int ageDays, double mean, int completed, int refunded, int cost) {
        return new ValueInput(
                new PurchaseSummary(x, recencyDays / 7.0, ageDays / 7.0),
                mean,
                x == 0 ? Double.NaN : (double) recencyDays / x,
                x + 1,
                AS_OF - 1 - ageDays,
                completed * Money.SCALE,
                refunded * Money.SCALE,
                cost * Money.SCALE,
                null);
    }
}
