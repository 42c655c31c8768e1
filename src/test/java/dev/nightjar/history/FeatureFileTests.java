package dev.nightjar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTests {

    private static final CustomerFacts BUYER = new CustomerFacts(
            3,
            14_000,
            14_900,
            14_500,
            CustomerFacts.NO_DAY,
            300_000,
            10_000,
            new PurchaseSummary(2, 128.6, 150.2),
            10.25,
            450,
            new CostedSales(2, 200_000, 120_000),
            14_950);
    private static final CustomerFacts ONE_TIME = new CustomerFacts(
            1,
            14_000,
            14_000,
            CustomerFacts.NO_DAY,
            14_000,
            0,
            0,
            new PurchaseSummary(0, 0, 1.0 / 7),
            Double.NaN,
            Double.NaN);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @SuppressWarnings("NullAway.Init")
    private Storage storage;

    @SuppressWarnings("NullAway.Init")
    private Path path;

    @BeforeEach
    void openStorage() throws IOException {
        path = new Path(directory.toString(), "2011-09-10/bucket-0003.parquet");
        storage = Storage.of(path);
    }

    @AfterEach
    void closeStorage() throws IOException {
        storage.close();
    }

    @Test
    void rowsComeBackAsTheyWere() throws IOException {
        FeatureFile.write(storage, path, rows("b", "a"));

        FeatureRows read = FeatureFile.open(storage, path).read();

        assertEqual(read, rows("b", "a"));
    }

    @Test
    void someColumnsAreReadAlone() throws IOException {
        FeatureFile.write(storage, path, rows("b", "a"));

        FeatureFile file = FeatureFile.open(storage, path);

        assertThat(file.size()).isEqualTo(2);
        assertThat(file.numberCodes()).containsExactly("orders_30d", "order_count", "stable.size");
        assertThat(file.customerIds()).containsExactly("b", "a");
        assertThat(file.facts()).containsExactly(BUYER, ONE_TIME);
        FeatureMatrix numbers = file.numbers(List.of("stable.size", "not_there"));
        assertThat(numbers.column("stable.size")).containsExactly(Double.POSITIVE_INFINITY, -0.0);
        assertThat(numbers.column("not_there")).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void bucketWithoutCustomersKeepsItsFeatures() throws IOException {
        FeatureFile.write(storage, path, rows());

        FeatureFile file = FeatureFile.open(storage, path);

        assertEqual(file.read(), rows());
    }

    @Test
    void absentFileIsNamed() {
        assertThatThrownBy(() -> FeatureFile.open(storage, path))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[" + path + "] missing: expected a Parquet file, was none. Nothing was read; run the night"
                        + " again with another `--attempt`.");
    }

    @Test
    void cutOffsComeBackAsTheyWere() throws IOException {
        PurchaseCounts counts = new PurchaseCounts(
                new int[] {0, 2}, new int[] {0, 90}, new int[] {100, 100}, new long[] {5_000_000_000L, 1});
        PurchaseCounts none = new PurchaseCounts(new int[0], new int[0], new int[0], new long[0]);
        List<CutOffRows> written = List.of(
                new CutOffRows(15_100, rows("a", "b"), new boolean[] {true, false}, counts),
                new CutOffRows(15_070, rows(), new boolean[0], counts),
                new CutOffRows(15_040, rows("b"), new boolean[] {true}, none));

        TrainingFile.write(storage, path, written);
        List<CutOffRows> read = TrainingFile.read(storage, path);

        assertThat(read).extracting(CutOffRows::cutOffDay).containsExactly(15_100, 15_070, 15_040);
        for (int i = 0; i < written.size(); i++) {
            assertEqual(read.get(i).rows(), written.get(i).rows());
            assertThat(read.get(i).churned()).containsExactly(written.get(i).churned());
            assertThat(read.get(i).population())
                    .usingRecursiveComparison()
                    .isEqualTo(written.get(i).population());
        }
    }

    @Test
    void noCutOffIsNoRow() throws IOException {
        TrainingFile.write(storage, path, List.of());

        assertThat(TrainingFile.read(storage, path)).isEmpty();
    }

    @Test
    void cutOffsOfDifferentFeaturesAreRefused() {
        FeatureRows other = new FeatureRows(
                new String[0], new FeatureMatrix(List.of(), new double[0][], 0), Map.of(), new CustomerFacts[0]);
        PurchaseCounts none = new PurchaseCounts(new int[0], new int[0], new int[0], new long[0]);

        assertThatThrownBy(() -> TrainingFile.write(
                        storage,
                        path,
                        List.of(
                                new CutOffRows(15_100, rows(), new boolean[0], none),
                                new CutOffRows(15_070, other, new boolean[0], none))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cut-offs 15100 and 15070 must have the same features");
    }

    @Test
    void populationOfAnotherNightIsRefused() throws IOException {
        PurchaseCounts none = new PurchaseCounts(new int[0], new int[0], new int[0], new long[0]);
        TrainingFile.write(storage, path, List.of(new CutOffRows(15_100, rows(), new boolean[0], none)));
        Path other = new Path(path.getParent(), "other.parquet");
        TrainingFile.write(storage, other, List.of());
        storage.write(
                new Path(path.getParent(), "bucket-0003-population.parquet"),
                storage.read(new Path(path.getParent(), "other-population.parquet")));

        assertThatThrownBy(() -> TrainingFile.read(storage, path))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("[" + path + "] cut-offs differ: expected those of ")
                .hasMessageContaining("-population.parquet, [], was [15100]");
    }

    /** Two features with every odd value, one with a dot in its code, two categories; the facts by row. */
    private static FeatureRows rows(String... ids) {
        double[][] numbers = {
            {1, Double.NaN}, {Double.MIN_VALUE, Double.MAX_VALUE}, {Double.POSITIVE_INFINITY, -0.0},
        };
        double[][] columns = new double[numbers.length][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = java.util.Arrays.copyOf(numbers[i], ids.length);
        }
        return new FeatureRows(
                ids,
                new FeatureMatrix(List.of("orders_30d", "order_count", "stable.size"), columns, ids.length),
                Map.of("country", new CodedText(new int[ids.length], new String[] {"GB"})),
                java.util.Arrays.copyOf(new CustomerFacts[] {BUYER, ONE_TIME}, ids.length));
    }

    private static void assertEqual(FeatureRows actual, FeatureRows expected) {
        assertThat(actual.customerIds()).containsExactly(expected.customerIds());
        assertThat(actual.numbers().codes()).isEqualTo(expected.numbers().codes());
        for (String code : expected.numbers().codes()) {
            assertThat(actual.numbers().column(code))
                    .containsExactly(expected.numbers().column(code));
        }
        assertThat(actual.facts()).containsExactly(expected.facts());
        assertThat(actual.categories().keySet()).isEqualTo(expected.categories().keySet());
        expected.categories().forEach((code, texts) -> {
            for (int row = 0; row < expected.size(); row++) {
                assertThat(actual.categories().get(code)).isNotNull();
                assertThat(java.util.Objects.requireNonNull(actual.categories().get(code))
                                .get(row))
                        .isEqualTo(texts.get(row));
            }
        });
    }
}
