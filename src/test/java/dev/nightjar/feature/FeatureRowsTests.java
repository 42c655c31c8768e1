package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.SourceShape;
import dev.nightjar.customer.column.CodedText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureRowsTests {

    private static final int AS_OF = 20_513;

    @Test
    void concatenationPutsTheRowsOfOnePartAfterThoseOfTheOther() {
        FeatureRows first = rows(1, FeatureCatalogue.complete(FeatureOptions.DEFAULTS));
        FeatureRows second = rows(2, FeatureCatalogue.complete(FeatureOptions.DEFAULTS));

        FeatureRows both = FeatureRows.concat(List.of(first, second));

        assertThat(both.size()).isEqualTo(first.size() + second.size());
        int[] tail = IntStream.range(first.size(), both.size()).toArray();
        assertThat(BucketFeaturesTests.text(both.select(tail))).isEqualTo(BucketFeaturesTests.text(second));
    }

    @Test
    void partsWithOtherFeaturesAreRefused() {
        FeatureRows complete = rows(1, FeatureCatalogue.complete(FeatureOptions.DEFAULTS));
        FeatureRows ordersOnly =
                rows(1, FeatureCatalogue.of(new SourceShape(Set.of("orders.channel")), FeatureOptions.DEFAULTS));
        FeatureRows noChannel =
                rows(1, FeatureCatalogue.complete(new FeatureOptions(Set.of("country"), List.of(), 365, 90)));

        assertThatThrownBy(() -> FeatureRows.concat(List.of(complete, ordersOnly)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("feature rows to concatenate must have the same features, were [");
        assertThatThrownBy(() -> FeatureRows.concat(List.of(complete, noChannel)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingSharesAreOfNumbersAndOfCategories() {
        FeatureRows rows = rows(1, FeatureCatalogue.complete(FeatureOptions.DEFAULTS));
        Arrays.fill(rows.numbers().column("mean_nps"), Double.NaN);
        rows.numbers().column("mean_nps")[0] = 9;
        int[] countries =
                Objects.requireNonNull(rows.categories().get("country")).codes();
        Arrays.fill(countries, CodedText.MISSING);

        assertThat(rows.missingShare("mean_nps")).isEqualTo((rows.size() - 1.0) / rows.size());
        assertThat(rows.missingShare("country")).isEqualTo(1);
        assertThat(rows.missingShare("order_count")).isZero();
        assertThat(rows.missingShare("shoe_size")).isZero();
        assertThat(rows.select(new int[0]).missingShare("country")).isZero();
    }

    @Test
    void noPartIsRefused() {
        assertThatThrownBy(() -> FeatureRows.concat(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least one part is needed to concatenate feature rows, was none");
    }

    private static FeatureRows rows(long seed, FeatureCatalogue catalogue) {
        FeaturePlan plan = new FeaturePlan(AS_OF, new int[0], 90, 365, 0, ChurnDefinition.INACTIVITY);
        return BucketFeatures.of(RandomShop.of(seed, 50, AS_OF).build(), catalogue, plan)
                .asOf();
    }
}
