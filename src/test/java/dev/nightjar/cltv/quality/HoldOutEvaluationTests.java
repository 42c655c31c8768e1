package dev.nightjar.cltv.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.FormulaCltv;
import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.GammaGammaFit;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.RefundShare;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldOutEvaluationTests {

    private static final int FIRST_DAY = 20_000;
    private static final BgNbd PURCHASES = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final GammaGammaFit SPEND =
            new GammaGammaFit(new GammaGamma(6.25, 3.74, 15.44), 0, 946, 0, List.of());

    @Test
    void sumsWhatWasExpectedAndWhatHappened() {
        HoldOutEvaluation evaluation = new HoldOutEvaluation(model(SPEND, 0.5), FIRST_DAY);
        HoldOutCustomer quiet = customer(0, 0, 100, 30, 0, 0);
        HoldOutCustomer busy = customer(9, 180, 182, 300, 4, 160);
        evaluation.add(quiet);
        evaluation.add(busy);

        HoldOutQuality quality = requireNonNull(evaluation.result());

        double quietOrders = PURCHASES.expectedPurchases(quiet.past().purchases(), 26);
        double busyOrders = PURCHASES.expectedPurchases(busy.past().purchases(), 26);
        assertThat(quality.customers()).isEqualTo(2);
        assertThat(quality.orders().expected()).isCloseTo(quietOrders + busyOrders, within(1e-12));
        assertThat(quality.orders().actual()).isEqualTo(4);
        // half of 160 is margin
        assertThat(quality.value().actual()).isEqualTo(80);
        assertThat(quality.byRepeatPurchases())
                .extracting(HoldOutQuality.Group::member)
                .containsExactly(0, 7);
        assertThat(quality.byRepeatPurchases().get(1).actual()).isEqualTo(4);
        assertThat(quality.deciles()).hasSize(2);
        assertThat(quality.orderAuc()).isEqualTo(1);
        double quietNone = PURCHASES.probabilityOfNoPurchase(quiet.past().purchases(), 26);
        double busyNone = PURCHASES.probabilityOfNoPurchase(busy.past().purchases(), 26);
        assertThat(quality.orderLogLoss())
                .isCloseTo(-(Math.log(quietNone) + Math.log(1 - busyNone)) / 2, within(1e-12));
        assertThat(quality.model().shareInTopFifth()).isCloseTo(0.4, within(1e-12));
    }

    /** 300 of value in 183 days, 182 days ahead: 298.36; half of it is margin. The quiet one spends 30 in 101 days. */
    @Test
    void naiveExpectsThePastToGoOn() {
        HoldOutEvaluation evaluation = new HoldOutEvaluation(model(SPEND, 0.5), FIRST_DAY);
        evaluation.add(customer(9, 180, 182, 300, 0, 0));
        evaluation.add(customer(0, 0, 100, 30, 0, 0));

        HoldOutQuality quality = requireNonNull(evaluation.result());

        assertThat(quality.naive().meanAbsoluteError()).isCloseTo((150 * 182 / 183.0 + 15) / 2, within(1e-9));
        // without a lifetime, a year like the past: all of it
        assertThat(quality.formula().meanAbsoluteError()).isCloseTo((150 + 15) / 2.0, within(1e-9));
    }

    @Test
    void whoEndsOutsideTheIntervalIsCounted() {
        HoldOutEvaluation evaluation = new HoldOutEvaluation(model(SPEND, 1), FIRST_DAY);
        evaluation.add(customer(9, 180, 182, 300, 200, 1e6));
        evaluation.add(customer(60, 180, 182, 3_000, 0, -1));
        evaluation.add(customer(2, 100, 182, 90, 1, 30));
        evaluation.add(customer(2, 100, 182, 90, 1, 30));

        HoldOutQuality quality = requireNonNull(evaluation.result());

        assertThat(quality.aboveHigh()).isEqualTo(0.25);
        assertThat(quality.belowLow()).isEqualTo(0.25);
    }

    @Test
    void withoutASpendModelThereAreNoIntervalsToCheck() {
        HoldOutEvaluation evaluation = new HoldOutEvaluation(model(null, 1), FIRST_DAY);
        evaluation.add(customer(2, 100, 182, 90, 1, 30));

        HoldOutQuality quality = requireNonNull(evaluation.result());

        assertThat(quality.aboveHigh()).isNull();
        assertThat(quality.belowLow()).isNull();
    }

    @Test
    void nobodyIsNoResultAndNoModelIsRefused() {
        assertThat(new HoldOutEvaluation(model(SPEND, 1), FIRST_DAY).result()).isNull();
        HoldOutEvaluation nothing = new HoldOutEvaluation(
                new CltvModel(
                        0,
                        0,
                        PurchaseFits.NONE,
                        null,
                        0,
                        new RefundShare(0, 0),
                        Margin.stated(1),
                        new FormulaCltv(null),
                        new CltvOptions("bg-nbd", 182, 0, 1),
                        List.of(),
                        true),
                FIRST_DAY);
        assertThatIllegalStateException()
                .isThrownBy(() -> nothing.add(customer(0, 0, 10, 30, 0, 0)))
                .withMessage("no purchase model to evaluate");
    }

    @Test
    void trackingAddsUpWeeksFromEachFirstPurchase() {
        RepeatTracking tracking = new RepeatTracking(100, 122);
        tracking.addFirst(100);
        tracking.addFirst(107);
        tracking.addRepeat(108);
        tracking.addRepeat(120);
        tracking.addRepeat(121);

        List<RepeatTracking.Week> weeks = tracking.weeks(PURCHASES);

        PurchaseSummary unknown = new PurchaseSummary(0, 0, 0);
        assertThat(weeks).extracting(RepeatTracking.Week::endDay).containsExactly(106, 113, 120);
        assertThat(weeks).extracting(RepeatTracking.Week::actual).containsExactly(0L, 1L, 2L);
        assertThat(weeks.get(1).expected())
                .isCloseTo(
                        PURCHASES.expectedPurchases(unknown, 13 / 7.0) + PURCHASES.expectedPurchases(unknown, 6 / 7.0),
                        within(1e-12));
    }

    private static CltvModel model(@Nullable GammaGammaFit spend, double margin) {
        PurchaseFit fit = new PurchaseFit(PURCHASES, 0, 2357, 946, 0, List.of(), List.of());
        return new CltvModel(
                2357,
                946,
                PurchaseFits.plain(fit),
                spend,
                30,
                new RefundShare(0, 0),
                Margin.stated(margin),
                new FormulaCltv(null),
                new CltvOptions("bg-nbd", 182, 0, margin),
                List.of(),
                true);
    }

    private static HoldOutCustomer customer(
            int x, int recencyDays, int ageDays, int completed, int purchases, double keptValue) {
        ValueInput past = new ValueInput(
                new PurchaseSummary(x, recencyDays / 7.0, ageDays / 7.0),
                x == 0 ? Double.NaN : (double) completed / (x + 1),
                7,
                x + 1,
                FIRST_DAY - 1 - ageDays,
                completed * Money.SCALE,
                0,
                Money.MISSING,
                null);
        return new HoldOutCustomer(past, Integer.MIN_VALUE, purchases, keptValue);
    }
}
