package dev.nightjar.cltv.choice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.SimulatedCustomers;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.cltv.purchase.PurchaseFits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoFitTests {

    /** Fit to the end of 1997, then the next 181 days: what the issue asks for. */
    @Test
    void choosesOnCdnowMasterWhatForeseesTheNextHalfYearBest() {
        PurchaseDaysOf shop = PurchaseDaysOf.cdnowMaster();
        int asOfDay = (int) LocalDate.of(1998, 1, 1).toEpochDay();
        List<String> notes = new ArrayList<>();

        PurchaseFits fits = auto(shop, asOfDay, 181, notes);

        PurchaseModel model = requireNonNull(fits.pooled()).model();
        HoldOutCounts next = shop.holdOut(asOfDay, asOfDay + 181);
        assertThat(model.name()).isEqualTo("pareto-nbd");
        assertThat(fits.holdOutScores()).containsOnlyKeys("pareto-nbd", "mbg-nbd", "bg-nbd");
        assertThat(notes).anyMatch(note -> note.startsWith("cltv.model auto: Pareto/NBD, by the mean log score"));
        Check check = new Check(model, next, 181 / 7.0);
        assertThat(check.auc()).isGreaterThanOrEqualTo(0.798);
        assertThat(check.logLoss()).isLessThanOrEqualTo(0.422);
        assertThat(new Check(requireNonNull(fits.bgNbd()).model(), next, 181 / 7.0).auc())
                .isCloseTo(0.788, within(0.001));
    }

    @Test
    void expectedOrdersByRepeatPurchasesMatchWhatHappenedOnCdnowMaster() {
        PurchaseDaysOf shop = PurchaseDaysOf.cdnowMaster();
        int asOfDay = (int) LocalDate.of(1998, 1, 1).toEpochDay();
        PurchaseModel model = requireNonNull(
                        auto(shop, asOfDay, 181, new ArrayList<>()).pooled())
                .model();

        Check check = new Check(model, shop.holdOut(asOfDay, asOfDay + 181), 181 / 7.0);

        for (int x = 0; x <= 4; x++) {
            assertThat(check.expected(x) / check.actual(x)).as("x = %s", x).isBetween(0.85, 1.2);
        }
        // Without correction one-time buyers are expected to buy 28 % less than they did.
        PurchaseModel plain = ((CorrectedModel) model).model();
        Check uncorrected = new Check(plain, shop.holdOut(asOfDay, asOfDay + 181), 181 / 7.0);
        assertThat(Math.abs(Math.log(check.expected(0) / check.actual(0))))
                .isLessThan(0.5 * Math.abs(Math.log(uncorrected.expected(0) / uncorrected.actual(0))));
        assertOneTimeBuyersComeLast(check);
    }

    /** 90 days from September on are the season; no year before shows it, so the level is missed, not the order. */
    @Test
    void oneTimeBuyersOfOnlineRetailDoNotOutrankRepeatBuyers() {
        PurchaseDaysOf shop = PurchaseDaysOf.onlineRetail();
        int asOfDay = (int) LocalDate.of(2011, 9, 10).toEpochDay();
        PurchaseFits fits = auto(shop, asOfDay, 90, new ArrayList<>());

        Check check = new Check(requireNonNull(fits.pooled()).model(), shop.holdOut(asOfDay, asOfDay + 90), 90 / 7.0);

        assertOneTimeBuyersComeLast(check);
        for (int x = 0; x <= 4; x++) {
            double relative = check.expected(x) / check.actual(x) / (check.expected(-1) / check.actual(-1));
            assertThat(relative).as("x = %s", x).isBetween(0.75, 1.25);
        }
    }

    @Test
    void aShopTooYoungForAHoldOutIsBgNbdPlain() {
        PurchaseCounts counts = new SimulatedCustomers(1)
                .purchases(new BgNbd(0.5, 6, 0.8, 3), 1_000, 50)
                .build();
        PurchaseFit bgNbd = PurchaseFamily.BG_NBD.fit(counts);
        List<String> notes = new ArrayList<>();

        PurchaseFits fits = new AutoFit(counts, bgNbd, notes).fit(null, 0, Map.of("SE", counts));

        assertThat(HoldOutPeriod.latest(1000, 1055, 365)).isNull();
        assertThat(fits).isEqualTo(PurchaseFits.plain(bgNbd));
        assertThat(notes).singleElement().asString().startsWith("cltv.model auto: nothing to choose by");
    }

    @Test
    void tooFewCustomersBeforeTheHoldOutChooseNothing() {
        HoldOutCounts few =
                HoldOutCounts.builder().add(new PurchaseSummary(1, 2, 30), 1).build();
        PurchaseCounts counts = few.past();

        PurchaseFits fits = new AutoFit(counts, null, new ArrayList<>()).fit(few, 4, Map.of());

        assertThat(fits).isEqualTo(PurchaseFits.NONE);
    }

    @Test
    void marketsWithEnoughCustomersHaveParametersOfTheirOwn() {
        PurchaseCounts slow = new SimulatedCustomers(2)
                .purchases(new BgNbd(0.4, 12, 0.8, 3), 4_000, 500)
                .build();
        PurchaseCounts fast = new SimulatedCustomers(3)
                .purchases(new BgNbd(0.9, 6, 0.8, 3), 4_000, 500)
                .build();
        PurchaseCounts tiny = new SimulatedCustomers(4)
                .purchases(new BgNbd(0.9, 6, 0.8, 3), 60, 500)
                .build();
        PurchaseCounts all = slow.merge(fast).merge(tiny);
        PurchaseFit bgNbd = PurchaseFamily.BG_NBD.fit(all);

        PurchaseFits fits =
                new AutoFit(all, bgNbd, new ArrayList<>()).fit(null, 0, Map.of("SE", slow, "GB", fast, "MT", tiny));

        assertThat(fits.markets()).containsOnlyKeys("SE", "GB");
        PurchaseSummary summary = new PurchaseSummary(0, 0, 10);
        double pooled = requireNonNull(fits.of(null)).model().expectedPurchases(summary, 52);
        assertThat(requireNonNull(fits.of("SE")).model().expectedPurchases(summary, 52))
                .isLessThan(0.9 * pooled);
        assertThat(requireNonNull(fits.of("GB")).model().expectedPurchases(summary, 52))
                .isGreaterThan(1.05 * pooled);
        assertThat(fits.pooledShare("SE")).isEqualTo(0.2);
        assertThat(fits.pooledShare("MT")).isZero();
        assertThat(fits.of("MT")).isSameAs(bgNbd);
        assertThat(fits.of("somewhere")).isSameAs(bgNbd);
    }

    @Test
    void oneMarketIsNone() {
        PurchaseCounts all = new SimulatedCustomers(2)
                .purchases(new BgNbd(0.4, 12, 0.8, 3), 2_000, 500)
                .build();

        PurchaseFits fits =
                new AutoFit(all, PurchaseFamily.BG_NBD.fit(all), new ArrayList<>()).fit(null, 0, Map.of("SE", all));

        assertThat(fits.markets()).isEmpty();
    }

    private static void assertOneTimeBuyersComeLast(Check check) {
        for (int x = 0; x < 4; x++) {
            assertThat(check.expected(x)).as("x = %s", x).isLessThan(check.expected(x + 1));
        }
    }

    private static PurchaseFits auto(PurchaseDaysOf shop, int asOfDay, int horizonDays, List<String> notes) {
        PurchaseCounts counts = shop.counts(asOfDay);
        HoldOutPeriod period = requireNonNull(HoldOutPeriod.latest(shop.firstDay(), asOfDay, horizonDays));
        HoldOutCounts holdOut = shop.holdOut(period.firstDay(), period.endDay());
        return new AutoFit(counts, PurchaseFamily.BG_NBD.fit(counts), notes).fit(holdOut, period.weeks(), Map.of());
    }

    /** A model against what then happened. */
    private static final class Check {

        private final HoldOutCounts happened;
        private final double[] orderProbability;
        private final double[] expected;

        Check(PurchaseModel model, HoldOutCounts happened, double weeks) {
            this.happened = happened;
            this.orderProbability = new double[happened.size()];
            this.expected = new double[happened.size()];
            for (int i = 0; i < happened.size(); i++) {
                orderProbability[i] = 1 - model.probabilityOfNoPurchase(happened.summary(i), weeks);
                expected[i] = model.expectedPurchases(happened.summary(i), weeks);
            }
        }

        /** Mean per customer with x repeat purchases; of all for −1. */
        double expected(int x) {
            return mean(x, expected);
        }

        double actual(int x) {
            return mean(
                    x, Arrays.stream(happened.laterPurchases()).asDoubleStream().toArray());
        }

        private double mean(int x, double[] values) {
            double sum = 0;
            double customers = 0;
            for (int i = 0; i < values.length; i++) {
                if (x < 0 || happened.repeatPurchases()[i] == x) {
                    sum += happened.customers()[i] * values[i];
                    customers += happened.customers()[i];
                }
            }
            return sum / customers;
        }

        double logLoss() {
            double sum = 0;
            for (int i = 0; i < orderProbability.length; i++) {
                boolean ordered = happened.laterPurchases()[i] > 0;
                sum -= happened.customers()[i] * Math.log(ordered ? orderProbability[i] : 1 - orderProbability[i]);
            }
            return sum / happened.totalCustomers();
        }

        double auc() {
            List<Integer> ascending = new ArrayList<>();
            for (int i = 0; i < orderProbability.length; i++) {
                ascending.add(i);
            }
            ascending.sort(Comparator.comparingDouble(i -> orderProbability[i]));
            double below = 0;
            double pairs = 0;
            double buyers = 0;
            int from = 0;
            while (from < ascending.size()) {
                double none = 0;
                double some = 0;
                int to = from;
                double probability = orderProbability[ascending.get(from)];
                while (to < ascending.size() && orderProbability[ascending.get(to)] == probability) {
                    int group = ascending.get(to++);
                    none += happened.laterPurchases()[group] == 0 ? happened.customers()[group] : 0;
                    some += happened.laterPurchases()[group] > 0 ? happened.customers()[group] : 0;
                }
                pairs += some * (below + none / 2);
                below += none;
                buyers += some;
                from = to;
            }
            return pairs / (below * buyers);
        }
    }
}
