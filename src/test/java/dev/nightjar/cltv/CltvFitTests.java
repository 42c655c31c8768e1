package dev.nightjar.cltv;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.purchase.ParetoNbd;
import dev.nightjar.cltv.purchase.PurchaseFits;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CltvFitTests {

    private static final int AS_OF = CdnowSample.AS_OF_DAY;
    private static final int ACTIVE_WITHIN = 365;
    private static final int NO_DAY = Integer.MIN_VALUE;
    private static final CltvOptions BG_NBD = new CltvOptions("bg-nbd", 365, 0.10, 1);

    @Test
    void fitsTheWholeSampleAsPublished() {
        CltvFit fit = new CltvFit(AS_OF, ACTIVE_WITHIN);
        CdnowSample.customers().forEach(customer -> fit.add(input(customer), NO_DAY));

        CltvModel model = fit.fit(BG_NBD, null, null);

        assertThat(model.customers()).isEqualTo(2357);
        assertThat(model.repeatCustomers()).isEqualTo(946);
        assertThat(requireNonNull(model.bgNbd()).r()).isCloseTo(0.243, within(0.0005));
        assertThat(requireNonNull(model.gammaGamma()).p()).isCloseTo(6.25, within(0.005));
        assertThat(model.hasOwnFits()).isTrue();
        assertThat(model.notes())
                .containsExactly(
                        "The formula has no lifetime: the shop is less than a year old or nobody was active a year ago.");
        assertThat(fit.purchaseCounts().totalCustomers()).isEqualTo(2357);
    }

    @Test
    void orderOfCustomersChangesNoBit() {
        List<CdnowSample.Customer> customers = new ArrayList<>(CdnowSample.customers());
        CltvFit forwards = new CltvFit(AS_OF, ACTIVE_WITHIN);
        customers.forEach(customer -> forwards.add(input(customer), NO_DAY));
        Collections.reverse(customers);
        CltvFit backwards = new CltvFit(AS_OF, ACTIVE_WITHIN);
        customers.forEach(customer -> backwards.add(input(customer), NO_DAY));

        assertThat(backwards.fit(BG_NBD, null, null)).isEqualTo(forwards.fit(BG_NBD, null, null));
    }

    @Test
    void autoWithoutAHoldOutPeriodSaysThatThereIsNothingToChooseBy() {
        CltvFit fit = new CltvFit(AS_OF, ACTIVE_WITHIN);
        CdnowSample.customers().forEach(customer -> fit.add(input(customer), NO_DAY));

        CltvModel model = fit.fit(new CltvOptions("auto", 365, 0.10, 1), null, null);

        assertThat(model.purchaseFits().pooled()).isEqualTo(model.purchaseFits().bgNbd());
        assertThat(model.notes())
                .contains(
                        "cltv.model auto: nothing to choose by, so BG/NBD's plain values: expected a hold-out period with"
                                + " 200 customers before it, 50 of them with a repeat purchase.");
    }

    @Test
    void aNamedModelGivesItsPlainValuesBesideBgNbd() {
        CltvFit fit = new CltvFit(AS_OF, ACTIVE_WITHIN);
        CdnowSample.customers().forEach(customer -> fit.add(input(customer), NO_DAY));

        CltvModel model = fit.fit(new CltvOptions("pareto-nbd", 273, 0, 1), null, null);

        assertThat(requireNonNull(model.bgNbd()).r()).isCloseTo(0.243, within(0.0005));
        PurchaseModel pareto = requireNonNull(model.purchaseFits().pooled()).model();
        assertThat(pareto.name()).isEqualTo("pareto-nbd");
        ValueInput oneTime = bought(AS_OF - 200, AS_OF - 200);
        assertThat(model.value(oneTime, AS_OF).expectedOrders())
                .isEqualTo(pareto.expectedPurchases(oneTime.purchases(), 39));
    }

    @Test
    void olderParametersOfTheSameFamilyStandInForANamedModel() {
        PurchaseFit older =
                new PurchaseFit(new ParetoNbd(0.553, 10.578, 0.606, 11.669), -9595, 2357, 946, 0, List.of(), List.of());
        CltvOptions pareto = new CltvOptions("pareto-nbd", 365, 0.10, 1);
        CltvOptions modified = new CltvOptions("mbg-nbd", 365, 0.10, 1);

        CltvModel same = twoOneTimeBuyers().fit(pareto, PurchaseFits.plain(null, older), null);
        CltvModel other = twoOneTimeBuyers().fit(modified, PurchaseFits.plain(null, older), null);

        assertThat(same.purchaseFits().pooled()).isSameAs(older);
        assertThat(same.notes())
                .contains(
                        "Pareto/NBD not fitted: expected customers with a repeat purchase, was 0 of 2 customers. The older"
                                + " parameters are used.");
        assertThat(other.purchaseFits().pooled()).isNull();
    }

    @Test
    void withoutRepeatBuyersTheNotesSayWhatIsUnknown() {
        CltvModel model = twoOneTimeBuyers().fit(BG_NBD, null, null);

        assertThat(model.bgNbd()).isNull();
        assertThat(model.gammaGamma()).isNull();
        assertThat(model.hasOwnFits()).isFalse();
        // 30 and 50 in two purchases, 8 of 80 given back
        assertThat(model.pooledMeanOrderValue()).isEqualTo(40);
        assertThat(model.refundShare()).isEqualTo(new RefundShare(0.1, 400));
        assertThat(model.notes())
                .contains(
                        "BG/NBD not fitted: expected customers with a repeat purchase, was 0 of 2 customers. Expected orders"
                                + " and CLTV are unknown.",
                        "Gamma-Gamma not fitted: expected at least 2 customers with repeat purchases of value, was 0. The"
                                + " pooled mean order value is used for every customer.");
    }

    @Test
    void olderParametersStandInForAFitThatFails() {
        PurchaseFit olderPurchases =
                new PurchaseFit(new BgNbd(0.243, 4.414, 0.793, 2.426), -9582.4, 2357, 946, 0, List.of(), List.of());
        GammaGammaFit olderSpend = new GammaGammaFit(new GammaGamma(6.25, 3.74, 15.44), -4055.92, 946, 0, List.of());

        CltvModel model = twoOneTimeBuyers().fit(BG_NBD, PurchaseFits.plain(olderPurchases), olderSpend);

        assertThat(model.purchaseFits().bgNbd()).isSameAs(olderPurchases);
        assertThat(model.gammaGammaFit()).isSameAs(olderSpend);
        assertThat(model.hasOwnFits()).isFalse();
        assertThat(model.notes())
                .anySatisfy(note -> assertThat(note).startsWith("BG/NBD").endsWith(". The older parameters are used."))
                .anySatisfy(note -> assertThat(note).startsWith("Gamma").endsWith(". The older parameters are used."));
    }

    @Test
    void oneOlderFitAmongNewOnesIsNoFitOfItsOwn() {
        CltvFit fit = new CltvFit(AS_OF, ACTIVE_WITHIN);
        // everybody spends the same, so that the spend model alone cannot be fitted
        CdnowSample.customers().stream()
                .map(customer -> new CdnowSample.Customer(customer.purchases(), 20, 0))
                .forEach(customer -> fit.add(input(customer), NO_DAY));
        GammaGammaFit olderSpend = new GammaGammaFit(new GammaGamma(6.25, 3.74, 15.44), -4055.92, 946, 0, List.of());

        CltvModel model = fit.fit(BG_NBD, null, olderSpend);

        assertThat(model.bgNbd()).isNotNull();
        assertThat(model.gammaGammaFit()).isSameAs(olderSpend);
        assertThat(model.hasOwnFits()).isFalse();
    }

    @Test
    void nobodyAtAllIsAModelOfNothing() {
        CltvModel model = new CltvFit(AS_OF, ACTIVE_WITHIN).fit(BG_NBD, null, null);

        assertThat(model.customers()).isZero();
        assertThat(model.pooledMeanOrderValue()).isZero();
        assertThat(model.notes()).hasSize(3);
    }

    @Test
    void limitsOfAFamilyAreNoted() {
        CltvFit fit = new CltvFit(AS_OF, ACTIVE_WITHIN);
        for (int i = 1; i <= 60; i++) {
            // all buy every week until the end, for the same but for a tenth of a cent
            PurchaseSummary purchases = new PurchaseSummary(i, i, i);
            fit.add(new ValueInput(purchases, 20 + i % 2 * 0.001, 7, i + 1, AS_OF - 1 - 7 * i, 1, 0, 0, null), NO_DAY);
        }

        CltvModel model = fit.fit(BG_NBD, null, null);

        assertThat(model.notes())
                .anySatisfy(note ->
                        assertThat(note).startsWith("BG/NBD is a limit of its family: r goes to infinity, was "))
                .anySatisfy(note ->
                        assertThat(note).startsWith("Gamma-Gamma is a limit of its family: p goes to infinity, was "));
    }

    @Test
    void lifetimeCountsCustomersActiveAYearAgo() {
        int yearAgo = FormulaCltv.yearBefore(AS_OF);
        CltvFit fit = new CltvFit(AS_OF, 90);
        // active, and back in the year since
        fit.add(bought(yearAgo - 90, yearAgo), yearAgo - 90);
        // active, and never back
        fit.add(bought(yearAgo - 1, yearAgo - 1), yearAgo - 1);
        // lapsed already a year ago, and back
        fit.add(bought(yearAgo - 91, yearAgo + 5), yearAgo - 91);
        // new since
        fit.add(bought(yearAgo, yearAgo + 5), NO_DAY);

        assertThat(fit.fit(BG_NBD, null, null).formula().lifetimeYears()).isEqualTo(2);
    }

    @Test
    void spendOfManyRepeatBuyersIsKept() {
        SimulatedCustomers simulated = new SimulatedCustomers(1);
        CltvFit fit = new CltvFit(AS_OF, ACTIVE_WITHIN);
        for (int i = 0; i < 3_000; i++) {
            int x = simulated.oneTo(9);
            int age = 50 + simulated.oneTo(400);
            double mean = simulated.meanPurchase(6.25, 3.74, 15.44, x);
            PurchaseSummary purchases = new PurchaseSummary(x, simulated.oneTo(age) / 7.0, age / 7.0);
            fit.add(new ValueInput(purchases, mean, 7, x + 1, AS_OF - 1 - age, 1, 0, 0, null), NO_DAY);
        }

        CltvModel model = fit.fit(BG_NBD, null, null);

        assertThat(model.repeatCustomers()).isEqualTo(3_000);
        assertThat(requireNonNull(model.gammaGammaFit()).customers()).isEqualTo(3_000);
    }

    private static CltvFit twoOneTimeBuyers() {
        PurchaseSummary purchases = new PurchaseSummary(0, 0, 10);
        return new CltvFit(AS_OF, ACTIVE_WITHIN)
                .add(money(purchases, 30, 8), NO_DAY)
                .add(money(purchases, 50, 0), NO_DAY);
    }

    private static ValueInput money(PurchaseSummary purchases, int completed, int refunded) {
        return new ValueInput(
                purchases,
                Double.NaN,
                Double.NaN,
                1,
                AS_OF - 71,
                completed * Money.SCALE,
                refunded * Money.SCALE,
                Money.MISSING,
                null);
    }

    private static ValueInput bought(int firstDay, int lastDay) {
        int x = lastDay > firstDay ? 1 : 0;
        PurchaseSummary purchases = new PurchaseSummary(x, (lastDay - firstDay) / 7.0, (AS_OF - 1 - firstDay) / 7.0);
        return new ValueInput(purchases, 20, lastDay - firstDay, x + 1, firstDay, 10_000, 0, 0, null);
    }

    private static ValueInput input(CdnowSample.Customer customer) {
        PurchaseSummary purchases = customer.purchases();
        int firstDay = AS_OF - 1 - (int) Math.round(7 * purchases.ageWeeks());
        return new ValueInput(
                purchases,
                customer.meanRepeatPurchase(),
                7,
                purchases.repeatPurchases() + 1,
                firstDay,
                20 * Money.SCALE,
                0,
                Money.MISSING,
                null);
    }
}
