package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.feature.family.Feature;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events at and after the as-of date change nothing, and neither does the order in which events come. */
class FeatureLeakTests {

    private static final int AS_OF = 20_513;
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eventsAtAndAfterTheAsOfDateMayBeRemoved(long seed) {
        ShopBuilder shop = RandomShop.of(seed, 200, AS_OF);
        Map<String, String> before = vectors(shop);
        int events = shop.orders.size() + shop.interactions.size();

        shop.orders.removeIf(order -> order.day() >= AS_OF);
        shop.interactions.removeIf(interaction -> interaction.day() >= AS_OF);

        assertThat(shop.orders.size() + shop.interactions.size()).isLessThan(events);
        assertUnchanged(before, vectors(shop));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eventsAtAndAfterTheAsOfDateMayBeAdded(long seed) {
        ShopBuilder shop = RandomShop.of(seed, 200, AS_OF);
        Map<String, String> before = vectors(shop);

        for (int i = 0; i < 200; i++) {
            shop.order("c" + i, AS_OF, 999).order("c" + i, AS_OF + 1, -999);
            shop.interaction("c" + i, AS_OF, "nps", "teleport", 1).interaction("c" + i, AS_OF + 9, "cancel");
        }

        assertUnchanged(before, vectors(shop));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eventsAtAndAfterTheAsOfDateMayBeChanged(long seed) {
        ShopBuilder shop = RandomShop.of(seed, 200, AS_OF);
        Map<String, String> before = vectors(shop);

        shop.orders.replaceAll(
                order -> order.day() < AS_OF ? order : order.amount(1).channel("other"));
        shop.interactions.replaceAll(event -> event.day() < AS_OF
                ? event
                : new ShopBuilder.Interaction(event.customer(), event.day(), event.atMicros(), "cancel", "x", -1));

        assertUnchanged(before, vectors(shop));
    }

    /** The checks above would notice: here everything is computed a week too late. */
    @Test
    void aPlantedLeakIsCaught() {
        ShopBuilder shop = RandomShop.of(1, 200, AS_OF);
        Map<String, String> before = vectors(shop, AS_OF + 7);

        shop.orders.removeIf(order -> order.day() >= AS_OF);
        shop.interactions.removeIf(interaction -> interaction.day() >= AS_OF);

        assertThatThrownBy(() -> assertUnchanged(before, vectors(shop, AS_OF + 7)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected");
    }

    /** And so would they if a single feature reached a week past the as-of date. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "days_since_last_order",
                "order_count_7d",
                "median_gap_days",
                "historic_value",
                "refund_count",
                "weekend_order_share",
                "interaction_count_30d"
            })
    void oneLeakingFeatureIsCaught(String leaking) {
        ShopBuilder shop = RandomShop.of(1, 200, AS_OF);
        Map<String, String> before = vectors(shop, AS_OF, leaking);

        shop.orders.removeIf(order -> order.day() >= AS_OF);
        shop.interactions.removeIf(interaction -> interaction.day() >= AS_OF);

        Map<String, String> after = vectors(shop, AS_OF, leaking);
        assertThatThrownBy(() -> assertUnchanged(before, after))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfEventsDoesNotMatter(long seed) {
        ShopBuilder shop = RandomShop.of(seed, 200, AS_OF);
        List<CustomerHistory> before = histories(shop.build());

        Collections.shuffle(shop.orders, new Random(seed));
        Collections.shuffle(shop.interactions, new Random(seed + 1));

        List<CustomerHistory> after = histories(shop.build());
        for (int i = 0; i < before.size(); i++) {
            assertThat(vector(after.get(i))).usingComparatorWithPrecision(1e-9).containsExactly(vector(before.get(i)));
        }
    }

    private static void assertUnchanged(Map<String, String> before, Map<String, String> after) {
        assertThat(before).hasSizeGreaterThan(150);
        String nobody = vectors(new ShopBuilder().order("x", AS_OF, 1))
                .values()
                .iterator()
                .next();
        after.forEach(
                (customer, vector) -> assertThat(vector).as(customer).isEqualTo(before.getOrDefault(customer, nobody)));
    }

    private static Map<String, String> vectors(ShopBuilder shop) {
        return vectors(shop, AS_OF);
    }

    private static Map<String, String> vectors(ShopBuilder shop, int asOfDay) {
        return vectors(shop, asOfDay, null);
    }

    /** @param leaking code of a feature that is computed a week too late; null for none */
    private static Map<String, String> vectors(ShopBuilder shop, int asOfDay, @Nullable String leaking) {
        Map<String, String> vectors = new LinkedHashMap<>();
        FeatureCalculator calculator = new FeatureCalculator(CATALOGUE);
        @Nullable String[] categories = new String[calculator.categoryCount()];
        double[] vector = new double[calculator.numberCount()];
        double[] late = new double[calculator.numberCount()];
        int leak = leaking == null ? -1 : CATALOGUE.codes(Feature.Kind.NUMBER).indexOf(leaking);
        FactsCalculator facts = new FactsCalculator();
        for (CustomerHistory history : histories(shop.build())) {
            calculator.calculate(history, asOfDay + 7, late);
            calculator.calculate(history, asOfDay, vector);
            if (leak >= 0) {
                vector[leak] = late[leak];
            }
            calculator.categories(categories);
            String all = Arrays.toString(vector) + Arrays.toString(categories) + facts.facts(history, asOfDay);
            vectors.put(history.customerId(), all);
        }
        return vectors;
    }

    private static double[] vector(CustomerHistory history) {
        FeatureCalculator calculator = new FeatureCalculator(CATALOGUE);
        double[] vector = new double[calculator.numberCount()];
        calculator.calculate(history, AS_OF, vector);
        return vector;
    }

    private static List<CustomerHistory> histories(BucketHistory bucket) {
        return Stream.iterate(0, i -> i < bucket.size(), i -> i + 1)
                .map(bucket::customer)
                .toList();
    }
}
