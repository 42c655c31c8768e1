package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureEncoderTests {

    private static final int AS_OF = 20_513;
    private static final BgNbd PURCHASE_MODEL = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);

    @Test
    void everyInputIsFiniteWithAndWithoutAPurchaseModel() {
        FeatureRows rows = rows(RandomShop.of(1, 400, AS_OF));
        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);

        for (FeatureMatrix inputs : List.of(
                encoder.encode(rows, PURCHASE_MODEL),
                encoder.encode(rows, null),
                encoder.encode(hostile(rows), null))) {
            assertThat(inputs.rows()).isEqualTo(rows.size());
            assertThat(inputs.codes()).isEqualTo(encoder.inputs()).doesNotHaveDuplicates();
            for (double[] column : inputs.columns()) {
                assertThat(column).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
            }
        }
    }

    @Test
    void missingNumbersAreFilledAndFlagged() {
        FeatureRows rows = rows(new ShopBuilder()
                .order("once", AS_OF - 5, 10)
                .order("twice", AS_OF - 25, 10)
                .order("twice", AS_OF - 5, 20));

        FeatureMatrix inputs = FeatureEncoder.fit(rows, CATALOGUE).encode(rows, null);

        assertThat(inputs.column("mean_gap_days")).containsExactly(10_000, 20);
        assertThat(inputs.column("mean_gap_days:missing")).containsExactly(1, 0);
    }

    /** A rating of 1e305 is finite, and its square is not. */
    @Test
    void absurdNumbersCountAsMissing() {
        FeatureRows rows = rows(RandomShop.of(1, 400, AS_OF));
        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);
        double[] ratings = rows.numbers().column("mean_nps");
        ratings[0] = Double.NaN;
        FeatureMatrix unknown = encoder.encode(rows, null);

        for (double absurd : new double[] {1e305, -1e101}) {
            ratings[0] = absurd;
            assertThat(encoder.encode(rows, null).columns()).isDeepEqualTo(unknown.columns());
        }
        ratings[0] = 1e100;
        assertThat(encoder.encode(rows, null).column("mean_nps")[0]).isEqualTo(1e100);
    }

    @Test
    void thePurchaseModelIsAskedForTheHorizon() {
        FeatureRows rows = rows(new ShopBuilder().order("a", AS_OF - 25, 10).order("a", AS_OF - 5, 20));
        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);
        PurchaseSummary summary = rows.facts()[0].purchases();

        FeatureMatrix inputs = encoder.encode(rows, PURCHASE_MODEL);
        FeatureMatrix without = encoder.encode(rows, null);

        assertThat(inputs.column("expected_orders_in_horizon")[0])
                .isEqualTo(PURCHASE_MODEL.expectedPurchases(summary, 90 / 7.0));
        assertThat(inputs.column("order_probability_in_horizon")[0])
                .isCloseTo(1 - PURCHASE_MODEL.probabilityOfNoPurchase(summary, 90 / 7.0), within(1e-15));
        assertThat(inputs.column("order_probability_in_horizon:missing")).containsExactly(0);
        assertThat(without.column("expected_orders_in_horizon")).containsExactly(0);
        assertThat(without.column("order_probability_in_horizon")).containsExactly(0.5);
        assertThat(without.column("order_probability_in_horizon:missing")).containsExactly(1);
    }

    @Test
    void frequentCategoriesBecomeInputsAndRareOnesAreNone() {
        FeatureRows rows = rows(countries(Map.of("GB", 60, "FR", 50, "DE", 49)));

        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);
        FeatureMatrix inputs = encoder.encode(rows, null);

        assertThat(encoder.inputs()).contains("country=GB", "country=FR").doesNotContain("country=DE");
        assertThat(inputs.column("country=GB")).containsOnly(0, 1);
        assertThat(sum(inputs.column("country=GB"))).isEqualTo(60);
        assertThat(encoder.featureOf("country=GB")).isEqualTo("country");
    }

    @Test
    void atMostEightValuesOfACategoryBecomeInputs() {
        Map<String, Integer> customers = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            customers.put("C" + i, 50);
        }
        customers.put("most", 51);

        FeatureEncoder encoder = FeatureEncoder.fit(rows(countries(customers)), CATALOGUE);

        assertThat(encoder.inputs().stream().filter(input -> input.startsWith("country=")))
                .containsExactly(
                        "country=most",
                        "country=C0",
                        "country=C1",
                        "country=C2",
                        "country=C3",
                        "country=C4",
                        "country=C5",
                        "country=C6");
    }

    @Test
    void aCustomerAtSeveralCutOffsCountsOnce() {
        FeatureRows rows = rows(countries(Map.of("GB", 60, "FR", 30)));

        FeatureEncoder encoder = FeatureEncoder.fit(FeatureRows.concat(List.of(rows, rows)), CATALOGUE);

        assertThat(encoder.inputs()).contains("country=GB").doesNotContain("country=FR");
    }

    @Test
    void missingAndUnseenCategoriesAreTold() {
        ShopBuilder shop = countries(Map.of("GB", 60)).order("unknown", AS_OF - 3, 1);
        FeatureEncoder encoder = FeatureEncoder.fit(rows(shop), CATALOGUE);

        FeatureRows unseen = rows(countries(Map.of("ZZ", 1)).order("unknown", AS_OF - 3, 1));
        FeatureMatrix inputs = encoder.encode(unseen, null);

        assertThat(inputs.column("country=GB")).containsExactly(0, 0);
    }

    @Test
    void inputsThatDoNotVaryOrRepeatAnotherAreLeftOut() {
        FeatureRows rows = rows(new ShopBuilder().order("a", AS_OF - 5, 10).order("b", AS_OF - 6, 20));

        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);

        assertThat(encoder.inputs())
                .contains("days_since_last_order", "spend_7d")
                .doesNotContain(
                        "order_count", "days_since_first_order", "spend_30d", "visit_count_7d", "mean_gap_days");
    }

    @Test
    void nothingButThePurchaseModelIsLeftWithoutRows() {
        FeatureEncoder encoder = FeatureEncoder.fit(rows(new ShopBuilder()), CATALOGUE);

        assertThat(encoder.inputs())
                .containsExactly(
                        "expected_orders_in_horizon",
                        "order_probability_in_horizon",
                        "order_probability_in_horizon:missing");
    }

    @Test
    void inputsLeadBackToTheirFeature() {
        FeatureEncoder encoder = FeatureEncoder.fit(rows(RandomShop.of(1, 400, AS_OF)), CATALOGUE);

        assertThat(encoder.featureOf("mean_gap_days:missing")).isEqualTo("mean_gap_days");
        assertThat(encoder.inputs().stream().map(encoder::featureOf)).allSatisfy(CATALOGUE::feature);
        assertThatThrownBy(() -> encoder.featureOf("shoe_size"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no input 'shoe_size' among [");
    }

    @Test
    void aPurchaseModelThatDoesNotConvergeHasNoAnswer() {
        PurchaseSummary absurd = new PurchaseSummary(1_000_000, 1e300, 1e300);
        FeatureRows one = rows(new ShopBuilder().order("a", AS_OF - 5, 10));
        CustomerFacts facts = one.facts()[0];
        FeatureRows rows = new FeatureRows(one.customerIds(), one.numbers(), one.categories(), new CustomerFacts[] {
            new CustomerFacts(1, 0, 0, 0, 0, 0, 0, absurd, 1, facts.medianGapDays())
        });

        FeatureMatrix inputs =
                FeatureEncoder.fit(one, CATALOGUE).encode(rows, new BgNbd(1e-300, 1e-300, 1e300, 1e-300));

        assertThat(inputs.column("expected_orders_in_horizon")[0]).isFinite();
        assertThat(inputs.column("order_probability_in_horizon")[0]).isFinite();
    }

    @Test
    void rowsOfAnotherCatalogueAreRefused() {
        FeatureRows rows = rows(RandomShop.of(1, 400, AS_OF));
        FeatureRows ordersOnly = BucketFeatures.of(
                        RandomShop.of(1, 20, AS_OF).build(),
                        FeatureCatalogue.of(new SourceShape(Set.of("orders.channel")), FeatureOptions.DEFAULTS),
                        plan())
                .asOf();
        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);
        FeatureEncoder country = new FeatureEncoder(
                1, "", 90, List.of("country"), List.of(new Column("country=GB", "country", Source.CATEGORY, "GB", 0)));

        assertThatThrownBy(() -> encoder.encode(ordersOnly, null))
                .isInstanceOf(DataContractException.class)
                .hasMessageStartingWith("[feature rows] no feature '")
                .hasMessageEndingWith("Nothing scored; build the features anew, or retrain.");
        assertThatThrownBy(() -> country.encode(ordersOnly, null))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("no feature 'country'")
                .hasMessageContaining("was categories [main_order_channel, last_order_channel]");
    }

    @Test
    void aModelOfOtherFeaturesIsRefusedByName() {
        FeatureRows rows = rows(RandomShop.of(1, 50, AS_OF));
        FeatureEncoder encoder = FeatureEncoder.fit(rows, CATALOGUE);
        FeatureCatalogue fewer =
                FeatureCatalogue.complete(new FeatureOptions(Set.of("gap_variation"), List.of(), 365, 90));
        FeatureCatalogue more = FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of("industry"), 365, 90));
        FeatureCatalogue none =
                FeatureCatalogue.of(new SourceShape(Set.of("orders.order_id")), FeatureOptions.DEFAULTS);
        FeatureCatalogue shorter = FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of(), 365, 60));

        encoder.requireSame(FeatureCatalogue.complete(FeatureOptions.DEFAULTS), "churn-2026-02-14");

        int size = CATALOGUE.features().size();
        assertThatThrownBy(() -> encoder.requireSame(fewer, "churn-2026-02-14"))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[model churn-2026-02-14] trained on feature schema 1 with " + size
                        + " features and a horizon of 90 days, the features have 1 with " + (size - 1)
                        + " and 90 days, removed 'gap_variation'. Retrain with `nightly --train always`.");
        assertThatThrownBy(() -> encoder.requireSame(more, "m")).hasMessageContaining(", added 'attribute_industry'.");
        assertThatThrownBy(() -> encoder.requireSame(none, "m"))
                .hasMessageMatching(".*, removed ('[a-z_0-9]+'(, )?){5} and \\d+ more\\. Retrain.*");
        assertThatThrownBy(() -> encoder.requireSame(shorter, "m"))
                .hasMessageContaining("a horizon of 90 days")
                .hasMessageContaining("and 60 days. Retrain");
    }

    @Test
    void aModelOfAnotherDefinitionIsRefusedByName() {
        FeatureEncoder encoder = FeatureEncoder.fit(rows(RandomShop.of(1, 50, AS_OF)), CATALOGUE);
        FeatureCatalogue either =
                FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of(), 365, 90, ChurnDefinition.EITHER));

        assertThatThrownBy(() -> encoder.requireSame(either, "churn-2026-02-14"))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("and 90 days, and churn.definition was not either, as it is now. Retrain");
    }

    @Test
    void anEncoderIsMadeOfPlainFieldsOnly() {
        FeatureEncoder encoder = FeatureEncoder.fit(rows(RandomShop.of(1, 400, AS_OF)), CATALOGUE);

        FeatureEncoder again = new FeatureEncoder(
                encoder.schemaVersion(),
                encoder.fingerprint(),
                encoder.horizonDays(),
                encoder.features(),
                encoder.columns());

        assertThat(again).isEqualTo(encoder);
    }

    /** Rows with values that no history gives. */
    private static FeatureRows hostile(FeatureRows rows) {
        double[][] columns = new double[rows.numbers().columns().length][rows.size()];
        for (int i = 0; i < columns.length; i++) {
            Arrays.fill(columns[i], i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY);
        }
        Map<String, CodedText> categories = new LinkedHashMap<>();
        rows.categories().keySet().forEach(code -> categories.put(code, CodedText.missing(rows.size())));
        return new FeatureRows(
                rows.customerIds(),
                new FeatureMatrix(rows.numbers().codes(), columns, rows.size()),
                categories,
                rows.facts());
    }

    private static ShopBuilder countries(Map<String, Integer> customers) {
        ShopBuilder shop = new ShopBuilder();
        customers.forEach((country, count) -> {
            for (int i = 0; i < count; i++) {
                String id = country + i;
                shop.order(id, AS_OF - 1 - i % 9, 5 + i);
                shop.profile(new Profile(id, null, country, null, null, null, Money.MISSING, null, null, Map.of()));
            }
        });
        return shop;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static FeatureRows rows(ShopBuilder shop) {
        return BucketFeatures.of(shop.build(), CATALOGUE, plan()).asOf();
    }

    private static FeaturePlan plan() {
        return new FeaturePlan(AS_OF, new int[0], 90, 365, 0, ChurnDefinition.INACTIVITY);
    }
}
