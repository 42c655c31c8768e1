package dev.nightjar.history;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.history.erasure.ErasedCustomers;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * The labelled rows of one bucket as a Parquet file, one row group per cut-off, and beside it the purchase counts of the
 * population in a second file of the same name and {@code -population}.
 */
public final class TrainingFile {

    private static final int ONLY_ROW_GROUP = 0;
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

    /**
     * Writes the cut-offs of a bucket, all with the same features; files of these names are replaced. All cut-offs share
     * one row group: a chunk per cut-off and column would cost more to open than to read.
     */
    public static void write(Storage storage, Path path, List<CutOffRows> cutOffs) throws IOException {
        checkFeatures(cutOffs);
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, population(path), POPULATION)) {
            if (!cutOffs.isEmpty()) {
                int size = cutOffs.stream()
                        .mapToInt(cutOff -> cutOff.population().size())
                        .sum();
                writer.writeRowGroup(ONLY_ROW_GROUP, RowOrder.asIs(size), populationValues(cutOffs));
            }
            writer.commit(metadata(cutOffs, cutOff -> cutOff.population().size()));
        }
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, columns(cutOffs))) {
            if (!cutOffs.isEmpty()) {
                FeatureRows rows = FeatureRows.concat(
                        cutOffs.stream().map(CutOffRows::rows).toList());
                writer.writeRowGroup(ONLY_ROW_GROUP, RowOrder.asIs(rows.size()), values(cutOffs, rows));
            }
            writer.commit(metadata(cutOffs, cutOff -> cutOff.rows().size()));
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
        Map<Integer, Integer> sizes = sizes(file);
        Map<Integer, Integer> populationSizes = sizes(population);
        if (!List.copyOf(sizes.keySet()).equals(List.copyOf(populationSizes.keySet()))) {
            throw new DataContractException("[" + path + "] cut-offs differ: expected those of " + population.path()
                    + ", " + populationSizes.keySet() + ", was " + sizes.keySet() + ". Nothing was read; "
                    + FeatureFile.REMEDY);
        }
        return sizes.isEmpty() ? List.of() : cutOffs(file, population, sizes, populationSizes);
    }

    /** Takes customers out of the rows of a bucket; the counts of the population name nobody and stay. */
    public static void forget(Storage storage, Path path, ErasedCustomers erased) throws IOException {
        List<CutOffRows> fewer = new ArrayList<>();
        for (CutOffRows cutOff : read(storage, path)) {
            int[] kept = erased.indicesWithout(cutOff.rows().customerIds());
            boolean[] churned = new boolean[kept.length];
            for (int row = 0; row < kept.length; row++) {
                churned[row] = cutOff.churned()[kept[row]];
            }
            fewer.add(new CutOffRows(cutOff.cutOffDay(), cutOff.rows().select(kept), churned, cutOff.population()));
        }
        write(storage, path, fewer);
    }

    private static List<CutOffRows> cutOffs(
            ColumnFile file, ColumnFile population, Map<Integer, Integer> sizes, Map<Integer, Integer> populationSizes)
            throws IOException {
        List<Column> columns = FeatureFile.kinds(file);
        ColumnBlock block = file.read(ONLY_ROW_GROUP, columns);
        FeatureRows all =
                FeatureColumns.rows(block, FeatureColumns.numbers(columns), FeatureColumns.categories(columns));
        boolean[] churned = churned(block);
        ColumnBlock counts = population.read(ONLY_ROW_GROUP, POPULATION);
        List<CutOffRows> cutOffs = new ArrayList<>();
        int row = 0;
        int group = 0;
        for (Map.Entry<Integer, Integer> cutOff : sizes.entrySet()) {
            int end = row + cutOff.getValue();
            int groupEnd = group + Objects.requireNonNull(populationSizes.get(cutOff.getKey()));
            cutOffs.add(new CutOffRows(
                    cutOff.getKey(),
                    all.slice(row, end),
                    Arrays.copyOfRange(churned, row, end),
                    counts(counts, group, groupEnd)));
            row = end;
            group = groupEnd;
        }
        return cutOffs;
    }

    private static Path population(Path path) {
        return new Path(path.getParent(), path.getName().replace(".parquet", "") + "-population.parquet");
    }

    /** Rows of each cut-off, in the order they were written. */
    private static Map<Integer, Integer> sizes(ColumnFile file) {
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        String text = file.metadata().getOrDefault(CUT_OFFS_KEY, "");
        for (String cutOff : text.isEmpty() ? new String[0] : text.split(",")) {
            int colon = cutOff.indexOf(':');
            sizes.put(Integer.parseInt(cutOff.substring(0, colon)), Integer.parseInt(cutOff.substring(colon + 1)));
        }
        return sizes;
    }

    private static Map<String, String> metadata(List<CutOffRows> cutOffs, ToIntFunction<CutOffRows> size) {
        return Map.of(
                CUT_OFFS_KEY,
                cutOffs.stream()
                        .map(cutOff -> cutOff.cutOffDay() + ":" + size.applyAsInt(cutOff))
                        .collect(Collectors.joining(",")));
    }

    private static void checkFeatures(List<CutOffRows> cutOffs) {
        for (CutOffRows cutOff : cutOffs) {
            if (!FeatureColumns.columns(cutOff.rows())
                    .equals(FeatureColumns.columns(cutOffs.get(0).rows()))) {
                throw new IllegalArgumentException("cut-offs " + cutOffs.get(0).cutOffDay() + " and "
                        + cutOff.cutOffDay() + " must have the same features");
            }
        }
    }

    private static List<Column> columns(List<CutOffRows> cutOffs) {
        List<Column> columns = new ArrayList<>(List.of(CUT_OFF, CHURNED));
        if (!cutOffs.isEmpty()) {
            columns.addAll(FeatureColumns.columns(cutOffs.get(0).rows()));
        }
        return columns;
    }

    private static List<ColumnValues> values(List<CutOffRows> cutOffs, FeatureRows rows) {
        int[] days = new int[rows.size()];
        byte[] churned = new byte[rows.size()];
        int row = 0;
        for (CutOffRows cutOff : cutOffs) {
            for (boolean label : cutOff.churned()) {
                days[row] = cutOff.cutOffDay();
                churned[row++] = (byte) (label ? 1 : 0);
            }
        }
        List<ColumnValues> values = new ArrayList<>();
        values.add(new ColumnValues.Ints(days));
        values.add(new ColumnValues.Flags(churned));
        values.addAll(FeatureColumns.values(rows));
        return values;
    }

    private static List<ColumnValues> populationValues(List<CutOffRows> cutOffs) {
        return List.of(
                new ColumnValues.Ints(joined(cutOffs, cutOff -> {
                    int[] days = new int[cutOff.population().size()];
                    Arrays.fill(days, cutOff.cutOffDay());
                    return days;
                })),
                new ColumnValues.Ints(
                        joined(cutOffs, cutOff -> cutOff.population().repeatPurchases())),
                new ColumnValues.Ints(
                        joined(cutOffs, cutOff -> cutOff.population().recencyDays())),
                new ColumnValues.Ints(
                        joined(cutOffs, cutOff -> cutOff.population().ageDays())),
                new ColumnValues.Longs(cutOffs.stream()
                        .flatMapToLong(
                                cutOff -> Arrays.stream(cutOff.population().customers()))
                        .toArray()));
    }

    private static int[] joined(List<CutOffRows> cutOffs, Function<CutOffRows, int[]> column) {
        return cutOffs.stream()
                .flatMapToInt(cutOff -> Arrays.stream(column.apply(cutOff)))
                .toArray();
    }

    private static boolean[] churned(ColumnBlock block) {
        boolean[] churned = new boolean[block.rows()];
        for (int row = 0; row < churned.length; row++) {
            churned[row] = block.flags(CHURNED.name())[row] == 1;
        }
        return churned;
    }

    private static PurchaseCounts counts(ColumnBlock block, int from, int to) {
        return new PurchaseCounts(
                Arrays.copyOfRange(block.ints("repeat_purchases"), from, to),
                Arrays.copyOfRange(block.ints("recency_days"), from, to),
                Arrays.copyOfRange(block.ints("age_days"), from, to),
                Arrays.copyOfRange(block.longs("customers"), from, to));
    }
}
