package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BucketFeaturesTests {

    private static final int AS_OF = 20_513;
    private static final int CUT_OFF = AS_OF - 90;
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);

    @Test
    void thePopulationHasACompletedOrderAndDoesNotRefuse() {
        ShopBuilder shop = new ShopBuilder()
                .order("buyer", AS_OF - 5, 10)
                .order("late", AS_OF, 10)
                .order("refunded", AS_OF - 5, -10)
                .order("refuses", AS_OF - 200, 10)
                .interaction("refusing prospect", AS_OF - 5, "visit")
                .profile(refusing("refusing prospect"))
                .interaction("prospect", AS_OF - 5, "visit")
                .profile(refusing("refuses"));

        BucketFeatures features = BucketFeatures.of(shop.build(), CATALOGUE, plan(10, CUT_OFF));

        assertThat(features.asOf().customerIds()).containsExactly("buyer");
        assertThat(features.refusingProfiling()).isOne();
        assertThat(features.cutOffs()).singleElement().satisfies(rows -> {
            assertThat(rows.rows().size()).isZero();
            assertThat(rows.churned()).isEmpty();
            assertThat(rows.population().size()).isZero();
        });
    }

    /** Who cancelled before the cut-off cannot cancel again; who ordered since can. By inactivity both are customers. */
    @Test
    void whoHasCancelledIsNobodyToLearnFrom() {
        ShopBuilder shop = new ShopBuilder()
                .order("back", CUT_OFF - 50, 10)
                .interaction("back", CUT_OFF - 40, "cancel")
                .order("back", CUT_OFF - 30, 10)
                .order("gone", CUT_OFF - 50, 10)
                .interaction("gone", CUT_OFF - 40, "cancel")
                .order("later", CUT_OFF - 50, 10)
                .interaction("later", CUT_OFF, "cancel");
        FeaturePlan plan = new FeaturePlan(AS_OF, new int[] {CUT_OFF}, 90, 365, 10, ChurnDefinition.CANCELLATION);

        CutOffRows rows =
                BucketFeatures.of(shop.build(), CATALOGUE, plan).cutOffs().get(0);
        CutOffRows byInactivity = BucketFeatures.of(shop.build(), CATALOGUE, plan(10, CUT_OFF))
                .cutOffs()
                .get(0);

        assertThat(rows.rows().customerIds()).containsExactly("back", "later");
        assertThat(rows.churned()).containsExactly(false, true);
        assertThat(rows.population().totalCustomers())
                .as("purchases of everybody")
                .isEqualTo(3);
        assertThat(byInactivity.rows().customerIds()).containsExactly("back", "gone", "later");
    }

    @Test
    void anEmptyBucketGivesNoRows() {
        BucketFeatures features = BucketFeatures.of(new ShopBuilder().build(), CATALOGUE, plan(10, CUT_OFF));

        assertThat(features.asOf().size()).isZero();
        assertThat(features.asOf().categories()).containsKeys("country", "main_order_channel");
        assertThat(features.cutOffs()).hasSize(1);
    }

    @Test
    void rowsAreInTheOrderOfTheIdsAndEqualOneByOne() {
        BucketHistory bucket = RandomShop.of(7, 300, AS_OF).build();

        FeatureRows rows =
                BucketFeatures.of(bucket, CATALOGUE, plan(10, CUT_OFF)).asOf();

        assertThat(rows.customerIds()).isSorted();
        FeatureCalculator calculator = new FeatureCalculator(CATALOGUE);
        double[] vector = new double[calculator.numberCount()];
        for (int row = 0; row < rows.size(); row++) {
            CustomerHistory history = customer(bucket, rows.customerIds()[row]);
            calculator.calculate(history, AS_OF, vector);
            double[] ofRow = new double[vector.length];
            for (int i = 0; i < ofRow.length; i++) {
                ofRow[i] = rows.numbers().columns()[i][row];
            }
            assertThat(ofRow).isEqualTo(vector);
            assertThat(rows.facts()[row]).isEqualTo(new FactsCalculator().facts(history, AS_OF));
        }
    }

    @Test
    void cutOffRowsAreWhatWasKnownThenAndLabelledByWhatFollowed() {
        BucketHistory bucket = RandomShop.of(8, 300, AS_OF).build();

        CutOffRows cutOff = BucketFeatures.of(bucket, CATALOGUE, plan(1_000, CUT_OFF))
                .cutOffs()
                .get(0);
        FeatureRows asThen = BucketFeatures.of(bucket, CATALOGUE, asOf(CUT_OFF)).asOf();

        assertThat(cutOff.cutOffDay()).isEqualTo(CUT_OFF);
        assertThat(cutOff.rows().size()).isGreaterThan(100).isLessThan(asThen.size());
        int[] sampled = Arrays.stream(cutOff.rows().customerIds())
                .mapToInt(List.of(asThen.customerIds())::indexOf)
                .toArray();
        assertThat(text(cutOff.rows())).isEqualTo(text(asThen.select(sampled)));
        for (int row = 0; row < cutOff.rows().size(); row++) {
            String id = cutOff.rows().customerIds()[row];
            assertThat(cutOff.churned()[row])
                    .isEqualTo(ChurnLabel.churned(customer(bucket, id), CUT_OFF, 90, ChurnDefinition.INACTIVITY));
        }
    }

    @Test
    void thePopulationOfACutOffIsEverybodyKnownThenActiveOrNot() {
        ShopBuilder shop = new ShopBuilder()
                .order("a", CUT_OFF - 10, 1)
                .order("a", CUT_OFF - 3, 1)
                .order("a", CUT_OFF + 3, 1)
                .order("b", CUT_OFF - 900, 1)
                .order("c", CUT_OFF - 900, 1)
                .order("later", CUT_OFF, 1);

        CutOffRows cutOff = BucketFeatures.of(shop.build(), CATALOGUE, plan(10, CUT_OFF))
                .cutOffs()
                .get(0);

        PurchaseCounts expected = PurchaseCounts.builder()
                .add(1, 7, 9)
                .add(0, 0, 899)
                .add(0, 0, 899)
                .build();
        assertThat(cutOff.population()).usingRecursiveComparison().isEqualTo(expected);
        assertThat(cutOff.rows().customerIds()).containsExactly("a");
        assertThat(cutOff.churned()).containsExactly(false);
    }

    @Test
    void theSampleTakesTheSmallestHashesAndKeepsTheOrderOfIds() {
        BucketHistory bucket = RandomShop.of(9, 300, AS_OF).build();
        String[] all = sampled(bucket, 1_000);

        String[] some = sampled(bucket, 20);

        assertThat(some)
                .containsExactly(Arrays.stream(all)
                        .sorted(Comparator.comparingDouble(id -> plan(0).share(CustomerHash.hash(id), CUT_OFF)))
                        .limit(20)
                        .sorted()
                        .toArray(String[]::new));
        assertThat(sampled(bucket, 0)).isEmpty();
    }

    @Test
    void eachCutOffIsSampledForItselfAndTheSameTheNextNight() {
        BucketHistory bucket = RandomShop.of(9, 300, AS_OF).build();
        FeaturePlan tonight = plan(1, CUT_OFF, CUT_OFF - 30);
        FeaturePlan tomorrow = new FeaturePlan(AS_OF + 1, new int[0], 90, 365, 1, ChurnDefinition.INACTIVITY);
        long customer = CustomerHash.hash(bucket.customer(0).customerId());

        assertThat(tonight.share(customer, CUT_OFF)).isNotEqualTo(tonight.share(customer, CUT_OFF - 30));
        assertThat(tomorrow.share(customer, CUT_OFF + 1)).isEqualTo(tonight.share(customer, CUT_OFF));
        List<CutOffRows> cutOffs = BucketFeatures.of(bucket, CATALOGUE, plan(20, CUT_OFF, CUT_OFF - 30))
                .cutOffs();
        assertThat(cutOffs.get(1).rows().customerIds())
                .hasSize(20)
                .isNotEqualTo(cutOffs.get(0).rows().customerIds());
    }

    @Test
    void eachCutOffHasRowsOfItsOwn() {
        BucketHistory bucket = RandomShop.of(10, 100, AS_OF).build();

        List<CutOffRows> cutOffs = BucketFeatures.of(
                        bucket, CATALOGUE, plan(1_000, CUT_OFF, CUT_OFF - 30, CUT_OFF - 60))
                .cutOffs();

        assertThat(cutOffs).extracting(CutOffRows::cutOffDay).containsExactly(CUT_OFF, CUT_OFF - 30, CUT_OFF - 60);
        assertThat(cutOffs.get(2).population().totalCustomers())
                .isLessThan(cutOffs.get(0).population().totalCustomers());
    }

    @Test
    void eventsAfterTheAsOfDateChangeNoRow() {
        ShopBuilder shop = RandomShop.of(11, 100, AS_OF);
        BucketFeatures before = BucketFeatures.of(shop.build(), CATALOGUE, plan(50, CUT_OFF));

        for (int i = 0; i < 100; i++) {
            shop.order("c" + i, AS_OF + i % 3, 5).interaction("c" + i, AS_OF, "complaint");
        }

        BucketFeatures after = BucketFeatures.of(shop.build(), CATALOGUE, plan(50, CUT_OFF));
        assertThat(text(after.asOf())).isEqualTo(text(before.asOf()));
        CutOffRows was = before.cutOffs().get(0);
        CutOffRows is = after.cutOffs().get(0);
        assertThat(text(is.rows())).isEqualTo(text(was.rows()));
        assertThat(is.churned()).isEqualTo(was.churned());
        assertThat(is.population()).usingRecursiveComparison().isEqualTo(was.population());
    }

    /** Everything in the rows; unlike arrays of numbers, NaN equals NaN. */
    static String text(FeatureRows rows) {
        StringBuilder text = new StringBuilder();
        text.append(Arrays.toString(rows.customerIds())).append(rows.numbers().codes());
        text.append(Arrays.deepToString(rows.numbers().columns())).append(Arrays.toString(rows.facts()));
        rows.categories().forEach((code, column) -> {
            text.append(code);
            for (int row = 0; row < column.size(); row++) {
                text.append(',').append(column.get(row));
            }
        });
        return text.toString();
    }

    private static String[] sampled(BucketHistory bucket, int rows) {
        return BucketFeatures.of(bucket, CATALOGUE, plan(rows, CUT_OFF))
                .cutOffs()
                .get(0)
                .rows()
                .customerIds();
    }

    private static FeaturePlan plan(int trainingRows, int... cutOffs) {
        return new FeaturePlan(AS_OF, cutOffs, 90, 365, trainingRows, ChurnDefinition.INACTIVITY);
    }

    private static FeaturePlan asOf(int day) {
        return new FeaturePlan(day, new int[0], 90, 365, 0, ChurnDefinition.INACTIVITY);
    }

    private static Profile refusing(String id) {
        return new Profile(id, null, null, null, null, null, Money.MISSING, false, null, Map.of());
    }

    private static CustomerHistory customer(BucketHistory bucket, String id) {
        return Stream.iterate(0, i -> i < bucket.size(), i -> i + 1)
                .map(bucket::customer)
                .filter(customer -> Objects.equals(customer.customerId(), id))
                .findFirst()
                .orElseThrow();
    }
}
