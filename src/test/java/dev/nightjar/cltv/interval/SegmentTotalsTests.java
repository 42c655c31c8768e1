package dev.nightjar.cltv.interval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.FormulaCltv;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.RefundShare;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.cltv.money.Margin;
import dev.nightjar.cltv.purchase.MbgNbd;
import dev.nightjar.cltv.purchase.ParetoNbd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentTotalsTests {

    private static final CltvOptions YEAR = new CltvOptions("bg-nbd", 365, 0.10, 1);

    /** Issue: intervals of segment totals cover 85 to 95 % over generated shops. */
    @ParameterizedTest
    @MethodSource("shops")
    void ninetyPercentOfShopsEndUpWithin(String model, PurchaseModel truth, int shops) {
        CltvOptions options = new CltvOptions(model, 365, 0.10, 1);
        Map<String, Integer> within = new HashMap<>();
        for (int seed = 0; seed < shops; seed++) {
            GeneratedShop shop = new GeneratedShop(seed, 800, 1_000, options, truth);
            countWithin(shop.customers(), shop.fit(), within);
        }

        assertThat(within).containsOnlyKeys("all", "one-time", "some", "many");
        within.forEach(
                (member, count) -> assertThat((double) count / shops).as(member).isBetween(0.85, 0.95));
    }

    /** Markets of 400 customers lean on the parameters of all, and err with them. */
    @Test
    void ninetyPercentOfShopsWithTwoMarketsEndUpWithin() {
        CltvOptions options = new CltvOptions("auto", 365, 0.10, 1);
        Map<String, Integer> within = new HashMap<>();
        int shops = 120;
        for (int seed = 0; seed < shops; seed++) {
            GeneratedShop slow = new GeneratedShop(seed, 400, 1_000, options).in("slow");
            GeneratedShop fast =
                    new GeneratedShop(1_000 + seed, 400, 1_000, options, new BgNbd(1.1, 6, 0.8, 2.6)).in("fast");
            CltvModel model = slow.and(fast).fit();
            assertThat(model.purchaseFits().markets()).hasSize(2);
            countWithin(slow.and(fast).customers(), model, within);
        }

        assertThat(within).containsOnlyKeys("all", "one-time", "some", "many", "slow", "fast");
        within.forEach(
                (member, count) -> assertThat((double) count / shops).as(member).isBetween(0.85, 0.95));
    }

    private static void countWithin(
            List<GeneratedShop.Customer> customers, CltvModel model, Map<String, Integer> within) {
        Map<String, Double> realised = new HashMap<>();
        SegmentTotals totals = new SegmentTotals(new ValueIntervals(model));
        for (GeneratedShop.Customer customer : customers) {
            ValueInput past = customer.past();
            totals.add(past, cltv(model, past), segment(past));
            segment(past).values().stream()
                    .filter(Objects::nonNull)
                    .forEach(member -> realised.merge(requireNonNull(member), customer.value(), Double::sum));
        }
        for (SegmentTotal total : totals.totals()) {
            double actual = requireNonNull(realised.get(total.member()));
            boolean isWithin = actual >= requireNonNull(total.low()) && actual <= requireNonNull(total.high());
            within.merge(total.member(), isWithin ? 1 : 0, Integer::sum);
        }
    }

    static Stream<Arguments> shops() {
        return Stream.of(
                Arguments.of("bg-nbd", new BgNbd(0.75, 6, 0.8, 2.6), 120),
                Arguments.of("mbg-nbd", new MbgNbd(0.75, 6, 0.8, 2.6), 120),
                Arguments.of("pareto-nbd", new ParetoNbd(0.75, 6, 0.6, 12), 120),
                Arguments.of("auto", new BgNbd(0.75, 6, 0.8, 2.6), 120),
                Arguments.of("auto", new ParetoNbd(0.75, 6, 0.6, 12), 120));
    }

    @Test
    void theSumIsThatOfThePublishedCents() {
        GeneratedShop shop = new GeneratedShop(1, 300, 1_000, YEAR);
        CltvModel model = shop.fit();
        BigDecimal cents = BigDecimal.ZERO;
        for (GeneratedShop.Customer customer : shop.customers()) {
            cents = cents.add(BigDecimal.valueOf(cltv(model, customer.past())).setScale(2, RoundingMode.HALF_EVEN));
        }

        List<SegmentTotal> totals = totals(shop, model).totals();

        SegmentTotal all = totals.get(0);
        assertThat(all.member()).isEqualTo("all");
        assertThat(all.customers()).isEqualTo(300);
        assertThat(BigDecimal.valueOf(all.cents(), 2)).isEqualByComparingTo(cents);
        assertThat(totals.stream().skip(1).mapToLong(SegmentTotal::cents).sum()).isEqualTo(all.cents());
        assertThat(totals)
                .allSatisfy(total -> assertThat(total.cents() / 100.0)
                        .isBetween(requireNonNull(total.low()), requireNonNull(total.high())));
    }

    @Test
    void partsGiveTheSameTotals() {
        GeneratedShop shop = new GeneratedShop(1, 300, 1_000, YEAR);
        CltvModel model = shop.fit();
        ValueIntervals intervals = new ValueIntervals(model);
        SegmentTotals joined = new SegmentTotals(intervals);
        for (List<GeneratedShop.Customer> half :
                List.of(shop.customers().subList(0, 120), shop.customers().subList(120, 300))) {
            SegmentTotals part = new SegmentTotals(intervals);
            half.forEach(c -> part.add(c.past(), cltv(model, c.past()), segment(c.past())));
            joined.addAll(part);
        }

        List<SegmentTotal> whole = totals(shop, model).totals();
        assertThat(joined.totals())
                .extracting(SegmentTotal::cents)
                .isEqualTo(whole.stream().map(SegmentTotal::cents).toList());
        for (int i = 0; i < whole.size(); i++) {
            assertThat(requireNonNull(joined.totals().get(i).high())
                            / requireNonNull(whole.get(i).high()))
                    .isBetween(1 - 1e-9, 1 + 1e-9);
        }
    }

    @Test
    void whoHasNoCltvOrNoSegmentIsInNoTotal() {
        GeneratedShop shop = new GeneratedShop(1, 300, 1_000, YEAR);
        CltvModel model = shop.fit();
        ValueInput input = shop.customers().get(0).past();
        SegmentTotals totals = new SegmentTotals(new ValueIntervals(model));

        totals.add(input, null, segment(input));
        Map<String, @Nullable String> none = new HashMap<>();
        none.put("value_tier", null);
        totals.add(input, 12.5, none);

        assertThat(totals.totals()).isEmpty();
    }

    @Test
    void withoutASpendModelTheSumHasNoInterval() {
        GeneratedShop shop = new GeneratedShop(1, 300, 1_000, YEAR);
        CltvModel model = new CltvModel(
                300,
                100,
                shop.fit().purchaseFits(),
                null,
                30,
                new RefundShare(0, 0),
                Margin.stated(1),
                new FormulaCltv(null),
                YEAR,
                List.of(),
                true);

        SegmentTotal all = totals(shop, model).totals().get(0);

        assertThat(all.cents()).isPositive();
        assertThat(all.low()).isNull();
        assertThat(all.high()).isNull();
    }

    @Test
    void aSegmentThatIsWorthNothingIsCertain() {
        GeneratedShop shop = new GeneratedShop(1, 300, 1_000, new CltvOptions("bg-nbd", 365, 0.10, 0));

        assertThat(totals(shop, shop.fit()).totals()).allSatisfy(total -> {
            assertThat(total.cents()).isZero();
            assertThat(total.low()).isZero();
            assertThat(total.high()).isZero();
        });
    }

    private static SegmentTotals totals(GeneratedShop shop, CltvModel model) {
        SegmentTotals totals = new SegmentTotals(new ValueIntervals(model));
        new ArrayList<>(shop.customers()).forEach(c -> totals.add(c.past(), cltv(model, c.past()), segment(c.past())));
        return totals;
    }

    private static Map<String, @Nullable String> segment(ValueInput input) {
        int x = input.purchases().repeatPurchases();
        Map<String, @Nullable String> members = new HashMap<>();
        members.put("all", "all");
        members.put("market", input.market());
        members.put("often", x == 0 ? "one-time" : x < 5 ? "some" : "many");
        return members;
    }

    private static double cltv(CltvModel model, ValueInput input) {
        return requireNonNull(model.value(input, GeneratedShop.AS_OF).cltv());
    }
}
