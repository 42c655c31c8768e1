package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.SourceShape;
import dev.nightjar.feature.family.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureCatalogueTests {

    private static final FeatureCatalogue COMPLETE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);
    private static final SourceShape ORDERS_ONLY = shape("orders.order_id", "orders.customer_id");

    @Test
    void thereAreAtLeastSixtyFeaturesWithDistinctCodesAndLabels() {
        List<Feature> features = COMPLETE.features();

        assertThat(features).hasSizeGreaterThanOrEqualTo(60);
        assertThat(features).extracting(Feature::code).doesNotHaveDuplicates();
        assertThat(features).extracting(Feature::label).doesNotHaveDuplicates();
    }

    @Test
    void codesAreSnakeCaseAndDefinitionsAreSentences() {
        assertThat(COMPLETE.features()).allSatisfy(feature -> {
            assertThat(feature.code()).matches("[a-z][a-z0-9_]*");
            assertThat(feature.definition()).matches("(?s)[A-Z(].*\\.");
            assertThat(feature.needs()).isNotEmpty();
        });
    }

    @Test
    void everyFamilyOfTheDesignIsThere() {
        assertThat(COMPLETE.features())
                .extracting(Feature::family)
                .contains(
                        "recency and tenure",
                        "orders and spend",
                        "gaps between purchases",
                        "order value",
                        "returns and cancellations",
                        "baskets and discounts",
                        "habits",
                        "interactions",
                        "e-mail",
                        "cart abandonment",
                        "tickets and complaints",
                        "ratings",
                        "profile",
                        "purchase model");
    }

    @Test
    void anAbsentInteractionsTableLeavesNoFeatureOnIt() {
        FeatureCatalogue catalogue = FeatureCatalogue.of(ORDERS_ONLY, FeatureOptions.DEFAULTS);

        assertThat(catalogue.features())
                .allSatisfy(feature -> assertThat(feature.needs()).allMatch(need -> need.startsWith("orders.")));
        assertThat(codes(catalogue))
                .contains("order_count", "refund_count", "spend_30d", "order_probability_in_horizon");
        assertThat(codes(catalogue)).doesNotContain("return_count", "discount_rate", "mean_item_count", "country");
    }

    @Test
    void anAbsentColumnLeavesTheRestOfItsTable() {
        SourceShape shape = shape("orders.order_id", "interactions.kind", "interactions.customer_id");

        List<String> codes = codes(FeatureCatalogue.of(shape, FeatureOptions.DEFAULTS));

        assertThat(codes).contains("visit_count_30d", "email_open_rate_90d", "interaction_count_7d");
        assertThat(codes).doesNotContain("last_nps", "web_interaction_count_30d", "main_interaction_channel");
    }

    @Test
    void aTableIsKnownByAnyOfItsColumns() {
        SourceShape shape = shape("orders.status", "interactions.value", "customers.country");

        List<String> codes = codes(FeatureCatalogue.of(shape, FeatureOptions.DEFAULTS));

        assertThat(codes).contains("last_nps", "visit_count_7d", "return_share", "country");
        assertThat(codes).doesNotContain("acquisition_channel", "tenure_days");
    }

    @Test
    void featuresAreExcludedByCode() {
        assertThat(without("order_count_30d")).doesNotContain("order_count_30d").contains("order_count_90d");
    }

    @Test
    void featuresAreExcludedByColumnWithOrWithoutItsTable() {
        assertThat(without("customers.country")).doesNotContain("country").contains("acquisition_channel");
        assertThat(without("discount")).doesNotContain("discount_rate", "discounted_order_share");
        assertThat(without("orders.channel"))
                .doesNotContain("main_order_channel")
                .contains("main_interaction_channel");
        assertThat(without("channel")).doesNotContain("main_order_channel", "main_interaction_channel");
    }

    @Test
    void columnsThatNoFeatureUsesMayBeExcluded() {
        assertThat(without("language")).hasSameElementsAs(codes(COMPLETE));
    }

    @Test
    void stableAttributesAreCategoriesUnlessExcluded() {
        List<String> stable = List.of("industry", "gender", "birth.year");

        assertThat(codes(FeatureCatalogue.complete(options(stable))))
                .contains("attribute_industry", "attribute_gender", "attribute_birth.year");
        assertThat(codes(FeatureCatalogue.complete(options(stable, "gender", "attributes.birth.year"))))
                .contains("attribute_industry")
                .doesNotContain("attribute_gender", "attribute_birth.year");
        assertThat(codes(FeatureCatalogue.complete(
                        options(stable, "customers.attributes.gender", "attribute_industry"))))
                .contains("attribute_birth.year")
                .doesNotContain("attribute_gender", "attribute_industry");
        assertThat(codes(FeatureCatalogue.complete(options(stable, "attributes"))))
                .noneMatch(code -> code.startsWith("attribute_"));
    }

    @Test
    void attributesThatAreNotStableMayBeExcludedByTheirFullName() {
        assertThat(without("attributes.religion", "customers.attributes.age")).hasSameElementsAs(codes(COMPLETE));
    }

    @Test
    void unknownExclusionsAreRefusedAllAtOnce() {
        assertThatThrownBy(() -> without("order_count", "gendre", "countri"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exclude-features must name features, source columns or attributes, but these are none:"
                        + " countri, gendre. An attribute that is not declared stable is written attributes.<name>");
    }

    @Test
    void excludingEverythingIsRefused() {
        FeatureOptions nothingLeft = options(List.of(), codes(COMPLETE).toArray(String[]::new));

        assertThatThrownBy(() -> FeatureCatalogue.of(ORDERS_ONLY, nothingLeft))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exclude-features must leave at least one feature but excludes all that this source has:"
                        + " remove some of its entries");
    }

    @Test
    void anExclusionIsKnownEvenWhereTheSourceHasNoSuchColumn() {
        FeatureCatalogue catalogue = FeatureCatalogue.of(ORDERS_ONLY, options(List.of(), "visit_count_30d", "country"));

        assertThat(codes(catalogue)).contains("order_count");
    }

    @Test
    void theFingerprintFollowsFeaturesAndHorizon() {
        assertThat(FeatureCatalogue.complete(FeatureOptions.DEFAULTS).fingerprint())
                .isEqualTo(COMPLETE.fingerprint());
        assertThat(FeatureCatalogue.of(ORDERS_ONLY, FeatureOptions.DEFAULTS).fingerprint())
                .isNotEqualTo(COMPLETE.fingerprint());
        assertThat(FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of(), 365, 60))
                        .fingerprint())
                .isNotEqualTo(COMPLETE.fingerprint());
    }

    @Test
    void aFeatureIsFoundByItsCode() {
        assertThat(COMPLETE.feature("spend_30d").label()).isEqualTo("Spend in the last 30 days");
        assertThatThrownBy(() -> COMPLETE.feature("spent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no feature 'spent' among [days_since_last_order");
    }

    private static List<String> without(String... exclude) {
        return codes(FeatureCatalogue.complete(options(List.of(), exclude)));
    }

    private static FeatureOptions options(List<String> stable, String... exclude) {
        return new FeatureOptions(Set.of(exclude), stable, 365, 90);
    }

    private static List<String> codes(FeatureCatalogue catalogue) {
        return catalogue.features().stream().map(Feature::code).toList();
    }

    private static SourceShape shape(String... columns) {
        return new SourceShape(Set.copyOf(Arrays.asList(columns)));
    }
}
