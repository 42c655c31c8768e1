package dev.nightjar.history;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.ColumnValues;
import dev.nightjar.parquet.RowOrder;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * The labelled rows of one bucket as a Parquet file, one row group per cut-off, and beside it the purchase counts of the
 * population in a second file of the same name and {@code -population}.
 */
public final class TrainingFile {

    private static final String CUT_OFFS_KEY = "nightjar.cut-offs";
    private static final Column CUT_OFF = Column.required("cut_off_on", ColumnKind.DATE);
    private static final Column CHURNED = Column.required("churned", ColumnKind.FLAG);
    private static final List<Column> POPULATION = List.of(
            CUT_OFF,
            Column.required("repeat_purchases", ColumnKind.INT),
            Column.required("recency_days", ColumnKind.INT),
            Column.required("age_days", ColumnKind.INT),
            Column.required("customers", ColumnKind.LONG));

    private TrainingFile() {}

    /** Writes the cut-offs of a bucket, all with the same features; files of these names are replaced. */
    public static void write(Storage storage, Path path, List<CutOffRows> cutOffs) throws IOException {
        Map<String, String> metadata = Map.of(
                CUT_OFFS_KEY,
                cutOffs.stream()
                        .map(cutOff -> String.valueOf(cutOff.cutOffDay()))
                        .collect(Collectors.joining(",")));
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, population(path), POPULATION)) {
            for (int i = 0; i < cutOffs.size(); i++) {
                PurchaseCounts counts = cutOffs.get(i).population();
                writer.writeRowGroup(
                        i, RowOrder.asIs(counts.size()), values(cutOffs.get(i).cutOffDay(), counts));
            }
            writer.commit(metadata);
        }
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, columns(cutOffs))) {
            for (int i = 0; i < cutOffs.size(); i++) {
                CutOffRows cutOff = cutOffs.get(i);
                writer.writeRowGroup(i, RowOrder.asIs(cutOff.rows().size()), values(cutOff));
            }
            writer.commit(metadata);
        }
    }

    /**
     * Reads the cut-offs of a bucket, in the order they were written.
     *
     * @throws DataContractException if a file is missing or damaged, or the two are of different nights
     */
    public static List<CutOffRows> read(Storage storage, Path path) throws IOException {
        ColumnFile file = ColumnFile.open(storage, path, FeatureFile.REMEDY);
        ColumnFile population = ColumnFile.open(storage, population(path), FeatureFile.REMEDY);
        int[] days = cutOffDays(file);
        if (!Arrays.equals(days, cutOffDays(population))) {
            throw new DataContractException("[" + path + "] cut-offs differ: expected those of " + population.path()
                    + ", " + Arrays.toString(cutOffDays(population)) + ", was " + Arrays.toString(days)
                    + ". Nothing was read; " + FeatureFile.REMEDY);
        }
        List<Column> columns = FeatureFile.kinds(file);
        List<String> numbers = FeatureColumns.numbers(columns);
        List<String> categories = FeatureColumns.categories(columns);
        List<CutOffRows> cutOffs = new ArrayList<>();
        for (int i = 0; i < days.length; i++) {
            ColumnBlock block = file.read(i, columns);
            FeatureRows rows = FeatureColumns.rows(block, numbers, categories);
            cutOffs.add(new CutOffRows(days[i], rows, churned(block), counts(population.read(i, POPULATION))));
        }
        return cutOffs;
    }

    private static Path population(Path path) {
        return new Path(path.getParent(), path.getName().replace(".parquet", "") + "-population.parquet");
    }

    private static int[] cutOffDays(ColumnFile file) {
        String days = file.metadata().getOrDefault(CUT_OFFS_KEY, "");
        return days.isEmpty()
                ? new int[0]
                : Arrays.stream(days.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static List<Column> columns(List<CutOffRows> cutOffs) {
        List<Column> columns = new ArrayList<>(List.of(CUT_OFF, CHURNED));
        if (cutOffs.isEmpty()) {
            return columns;
        }
        List<Column> features = FeatureColumns.columns(cutOffs.get(0).rows());
        for (CutOffRows cutOff : cutOffs) {
            if (!FeatureColumns.columns(cutOff.rows()).equals(features)) {
                throw new IllegalArgumentException("cut-offs " + cutOffs.get(0).cutOffDay() + " and "
                        + cutOff.cutOffDay() + " must have the same features");
            }
        }
        columns.addAll(features);
        return columns;
    }

    private static List<ColumnValues> values(CutOffRows cutOff) {
        byte[] churned = new byte[cutOff.churned().length];
        for (int row = 0; row < churned.length; row++) {
            churned[row] = (byte) (cutOff.churned()[row] ? 1 : 0);
        }
        List<ColumnValues> values = new ArrayList<>();
        values.add(repeated(cutOff.cutOffDay(), churned.length));
        values.add(new ColumnValues.Flags(churned));
        values.addAll(FeatureColumns.values(cutOff.rows()));
        return values;
    }

    private static List<ColumnValues> values(int cutOffDay, PurchaseCounts counts) {
        return List.of(
                repeated(cutOffDay, counts.size()),
                new ColumnValues.Ints(counts.repeatPurchases()),
                new ColumnValues.Ints(counts.recencyDays()),
                new ColumnValues.Ints(counts.ageDays()),
                new ColumnValues.Longs(counts.customers()));
    }

    private static ColumnValues repeated(int day, int rows) {
        int[] days = new int[rows];
        Arrays.fill(days, day);
        return new ColumnValues.Ints(days);
    }

    private static boolean[] churned(ColumnBlock block) {
        boolean[] churned = new boolean[block.rows()];
        for (int row = 0; row < churned.length; row++) {
            churned[row] = block.flags(CHURNED.name())[row] == 1;
        }
        return churned;
    }

    private static PurchaseCounts counts(ColumnBlock block) {
        return new PurchaseCounts(
                block.ints("repeat_purchases"),
                block.ints("recency_days"),
                block.ints("age_days"),
                block.longs("customers"));
    }
}
