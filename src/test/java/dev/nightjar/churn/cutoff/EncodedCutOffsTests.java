package dev.nightjar.churn.cutoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.BucketFeatures;
import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.FeaturePlan;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.sample.SampleHistory;
import dev.nightjar.sample.SampleShop;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodedCutOffsTests {

    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    private static final int DAY = (int) AS_OF.toEpochDay();
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);
    private static final List<CutOffRows> CUT_OFFS = BucketFeatures.of(
                    SampleHistory.of(SampleShop.of(600, 1, AS_OF.minusDays(1))),
                    CATALOGUE,
                    new FeaturePlan(DAY, new int[] {DAY - 120, DAY - 90}, 90, 365, 1000, ChurnDefinition.INACTIVITY))
            .cutOffs();

    @Test
    void cutOffsComeNewestFirst() {
        EncodedCutOffs cutOffs = new EncodedCutOffs(CUT_OFFS, CATALOGUE);

        assertThat(cutOffs.newestFirst())
                .extracting(LabelledCutOffs.CutOff::day)
                .containsExactly(DAY - 90, DAY - 120);
        assertThat(cutOffs.newestFirst().get(0).churned())
                .isEqualTo(CUT_OFFS.get(1).churned());
    }

    /** The encoder drops a column that is empty for everybody; the share is known all the same. */
    @Test
    void missingSharesAreAskedOfTheFeaturesNotOfTheEncoder() {
        CutOffRows newest = CUT_OFFS.get(1);
        Map<String, CodedText> categories = new LinkedHashMap<>(newest.rows().categories());
        categories.put("country", CodedText.missing(newest.rows().size()));
        FeatureRows rows = new FeatureRows(
                newest.rows().customerIds(),
                newest.rows().numbers(),
                categories,
                newest.rows().facts());
        EncodedCutOffs cutOffs = new EncodedCutOffs(
                List.of(new CutOffRows(newest.cutOffDay(), rows, newest.churned(), newest.population())), CATALOGUE);

        assertThat(cutOffs.encoder(DAY - 90).inputs()).noneMatch(input -> input.startsWith("country"));
        assertThat(cutOffs.missingShare(DAY - 90, "country")).isEqualTo(1);
        assertThat(cutOffs.missingShare(DAY - 90, "order_count")).isZero();
    }

    @Test
    void partsOfBucketsAreJoined() {
        CutOffRows whole = CUT_OFFS.get(1);
        EncodedCutOffs joined = new EncodedCutOffs(
                List.of(
                        rows(whole, 0, 200),
                        CUT_OFFS.get(0),
                        rows(whole, 200, whole.rows().size())),
                CATALOGUE);
        EncodedCutOffs atOnce = new EncodedCutOffs(CUT_OFFS, CATALOGUE);

        FeatureEncoder encoder = joined.encoder(DAY - 90);

        assertThat(encoder).isEqualTo(atOnce.encoder(DAY - 90));
        assertThat(joined.newestFirst().get(0).customerIds())
                .isEqualTo(whole.rows().customerIds());
        assertThat(joined.newestFirst().get(0).churned()).isEqualTo(whole.churned());
        assertThat(joined.purchaseModel(DAY - 90)).isPresent().isEqualTo(atOnce.purchaseModel(DAY - 90));
        assertThat(joined.inputs(DAY - 90, encoder).columns())
                .isDeepEqualTo(atOnce.inputs(DAY - 90, encoder).columns());
    }

    /** What provenance calls {@code data_checksum}. */
    @Test
    void theChecksumOfTheRowsDoesNotDependOnTheOrderOfBuckets() {
        CutOffRows newer = CUT_OFFS.get(1);
        int size = newer.rows().size();
        List<CutOffRows> inOrder = List.of(CUT_OFFS.get(0), rows(newer, 0, 200), rows(newer, 200, size));
        List<CutOffRows> shuffled = List.of(rows(newer, 200, size), CUT_OFFS.get(0), rows(newer, 0, 200));
        CutOffRows changed =
                new CutOffRows(newer.cutOffDay(), newer.rows(), oneClass(newer.churned()), newer.population());

        assertThat(checksum(shuffled)).isEqualTo(checksum(inOrder)).isEqualTo(checksum(CUT_OFFS));
        assertThat(checksum(List.of(CUT_OFFS.get(0), changed))).isNotEqualTo(checksum(CUT_OFFS));
    }

    private static long checksum(List<CutOffRows> parts) {
        EncodedCutOffs cutOffs = new EncodedCutOffs(parts, CATALOGUE);
        List<Integer> days = List.of(DAY - 90, DAY - 120);
        return new CutOffSample(cutOffs, days, cutOffs.encoder(DAY - 90))
                .newest(2, 1000)
                .checksum();
    }

    private static boolean[] oneClass(boolean[] labels) {
        boolean[] changed = labels.clone();
        Arrays.fill(changed, !labels[0]);
        return changed;
    }

    @Test
    void aPurchaseModelThatCannotBeFittedIsMissing() {
        CutOffRows rows = CUT_OFFS.get(1);
        PurchaseCounts oneTimeBuyers = PurchaseCounts.builder().add(0, 0, 10).build();
        EncodedCutOffs cutOffs = new EncodedCutOffs(
                List.of(new CutOffRows(DAY - 90, rows.rows(), rows.churned(), oneTimeBuyers)), CATALOGUE);

        double[] missing =
                cutOffs.inputs(DAY - 90, cutOffs.encoder(DAY - 90)).column("order_probability_in_horizon:missing");

        assertThat(cutOffs.purchaseModel(DAY - 90)).isEmpty();
        assertThat(missing).containsOnly(1);
    }

    @Test
    void withoutCustomersOnlyThePurchaseModelIsRead() {
        EncodedCutOffs none = new EncodedCutOffs(List.of(), CATALOGUE);

        assertThat(none.encoder(DAY - 90).inputs())
                .containsExactly(
                        "expected_orders_in_horizon",
                        "order_probability_in_horizon",
                        "order_probability_in_horizon:missing");
        assertThatThrownBy(() -> none.inputs(DAY - 90, none.encoder(DAY - 90)))
                .hasMessage("no cut-off on day " + (DAY - 90));
    }

    @Test
    void aCustomerWhoOccursTwiceIsRefused() {
        CutOffRows whole = CUT_OFFS.get(1);

        assertThatThrownBy(() -> new EncodedCutOffs(List.of(whole, rows(whole, 0, 1)), CATALOGUE))
                .isInstanceOf(DataContractException.class)
                .hasMessageStartingWith("[train-churn, cut-off " + LocalDate.ofEpochDay(DAY - 90) + "] customer "
                        + whole.rows().customerIds()[0] + " occurs twice: expected one row per customer.");
    }

    @Test
    void infiniteValuesAreFilledAndFeaturesWithoutAnyValueAreLeftOut() {
        CutOffRows rows = CUT_OFFS.get(1);
        double[][] columns = rows.rows().numbers().columns().clone();
        List<String> codes = rows.rows().numbers().codes();
        columns[codes.indexOf("spend_365d")] = columns[codes.indexOf("spend_365d")].clone();
        columns[codes.indexOf("spend_365d")][0] = Double.POSITIVE_INFINITY;
        columns[codes.indexOf("spend_365d")][1] = Double.NEGATIVE_INFINITY;
        columns[codes.indexOf("order_count")] = new double[rows.rows().size()];
        Arrays.fill(columns[codes.indexOf("order_count")], Double.NaN);
        FeatureRows bad = new FeatureRows(
                rows.rows().customerIds(),
                new FeatureMatrix(codes, columns, rows.rows().size()),
                rows.rows().categories(),
                rows.rows().facts());
        EncodedCutOffs cutOffs = new EncodedCutOffs(
                List.of(new CutOffRows(DAY - 90, bad, rows.churned(), rows.population())), CATALOGUE);

        FeatureEncoder encoder = cutOffs.encoder(DAY - 90);
        FeatureMatrix inputs = cutOffs.inputs(DAY - 90, encoder);

        assertThat(encoder.inputs()).contains("spend_365d").doesNotContain("order_count");
        for (double[] column : inputs.columns()) {
            assertThat(Arrays.stream(column)).allMatch(Double::isFinite);
        }
        assertThat(inputs.column("spend_365d")[1]).isZero();
    }

    /** A bucket's part; the first one brings the population, the others an empty one. */
    private static CutOffRows rows(CutOffRows whole, int from, int to) {
        int[] chosen = IntStream.range(from, to).toArray();
        FeatureRows rows = whole.rows();
        Map<String, CodedText> categories = new LinkedHashMap<>();
        rows.categories()
                .forEach((code, texts) -> categories.put(
                        code,
                        CodedText.of(Arrays.stream(chosen).mapToObj(texts::get).toArray(String[]::new))));
        FeatureRows part = new FeatureRows(
                Arrays.copyOfRange(rows.customerIds(), from, to),
                rows.numbers().select(chosen),
                categories,
                Arrays.copyOfRange(rows.facts(), from, to));
        PurchaseCounts population =
                from == 0 ? whole.population() : PurchaseCounts.builder().build();
        return new CutOffRows(whole.cutOffDay(), part, Arrays.copyOfRange(whole.churned(), from, to), population);
    }
}
