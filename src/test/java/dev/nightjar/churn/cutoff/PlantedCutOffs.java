package dev.nightjar.churn.cutoff;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Cut-offs whose labels follow a planted signal: log-odds of churn are {@code strength} × ({@code first} +
 * {@code second}), each a standard normal input, and no single input holds both. The same for the same seed.
 */
public final class PlantedCutOffs implements LabelledCutOffs {

    private static final List<Column> COLUMNS = List.of(
            column("first", Source.NUMBER),
            column("second", Source.NUMBER),
            column("noise", Source.NUMBER),
            column(BaselineModel.ORDER_PROBABILITY, Source.MODEL),
            column(BaselineModel.ORDER_PROBABILITY + ":missing", Source.MODEL_MISSING));

    private final Map<Integer, CutOff> cutOffs = new LinkedHashMap<>();
    private final Map<Integer, FeatureMatrix> inputs = new LinkedHashMap<>();
    private final List<Integer> fittedAt = new ArrayList<>();
    private List<Column> columns = COLUMNS;
    private String fingerprint = "planted";

    /** Customers at these days, newest first; everybody is there each time. */
    public static PlantedCutOffs of(List<Integer> days, int customers, double strength, long seed) {
        PlantedCutOffs planted = new PlantedCutOffs();
        for (int day : days) {
            planted.plant(day, customers, strength, new Random(seed * 100_003 + day));
        }
        return planted;
    }

    /** The same with the rows of every cut-off in reverse. */
    public PlantedCutOffs reversed() {
        PlantedCutOffs reversed = new PlantedCutOffs();
        cutOffs.forEach((day, cutOff) -> {
            int size = cutOff.size();
            String[] ids = new String[size];
            boolean[] churned = new boolean[size];
            int[] rows = new int[size];
            for (int row = 0; row < size; row++) {
                rows[row] = size - 1 - row;
                ids[row] = cutOff.customerIds()[rows[row]];
                churned[row] = cutOff.churned()[rows[row]];
            }
            reversed.cutOffs.put(day, new CutOff(day, ids, churned));
            reversed.inputs.put(day, inputs(day).select(rows));
        });
        return reversed;
    }

    /** The same with other labels at one day. */
    public PlantedCutOffs withLabels(int day, boolean[] churned) {
        PlantedCutOffs changed = new PlantedCutOffs();
        changed.cutOffs.putAll(cutOffs);
        changed.inputs.putAll(inputs);
        changed.cutOffs.replace(day, new CutOff(day, cutOff(day).customerIds(), churned));
        return changed;
    }

    /** The same with another feature schema. */
    public PlantedCutOffs withFingerprint(String other) {
        PlantedCutOffs changed = new PlantedCutOffs();
        changed.cutOffs.putAll(cutOffs);
        changed.inputs.putAll(inputs);
        changed.fingerprint = other;
        return changed;
    }

    /** The same where the answers of the purchase model are excluded. */
    public PlantedCutOffs withoutPurchaseModel() {
        return with(
                COLUMNS.stream().filter(column -> !column.isOfPurchaseModel()).toList());
    }

    /** The same where no feature tells customers apart: an encoder leaves all of them out. */
    public PlantedCutOffs withoutInputs() {
        return with(List.of());
    }

    private PlantedCutOffs with(List<Column> kept) {
        PlantedCutOffs changed = new PlantedCutOffs();
        changed.cutOffs.putAll(cutOffs);
        changed.columns = kept;
        List<String> codes = kept.stream().map(Column::input).toList();
        inputs.forEach((day, all) -> changed.inputs.put(
                day, new FeatureMatrix(codes, codes.stream().map(all::column).toArray(double[][]::new), all.rows())));
        return changed;
    }

    /** The cut-off of this day. */
    public CutOff cutOff(int day) {
        return Objects.requireNonNull(cutOffs.get(day));
    }

    /** The days at which an encoder was fitted, in their order. */
    public List<Integer> fittedAt() {
        return fittedAt;
    }

    @Override
    public List<CutOff> newestFirst() {
        return List.copyOf(cutOffs.values());
    }

    @Override
    public FeatureEncoder encoder(int cutOffDay) {
        fittedAt.add(cutOffDay);
        return encoder(fingerprint, columns);
    }

    /** An encoder of the planted inputs. */
    public static FeatureEncoder encoder(String fingerprint) {
        return encoder(fingerprint, COLUMNS);
    }

    private static FeatureEncoder encoder(String fingerprint, List<Column> columns) {
        List<String> features = columns.stream().map(Column::feature).distinct().toList();
        return new FeatureEncoder(1, fingerprint, 90, features, columns);
    }

    @Override
    public FeatureMatrix inputs(int cutOffDay, FeatureEncoder encoder) {
        return inputs(cutOffDay);
    }

    @Override
    public double missingShare(int cutOffDay, String feature) {
        return 0;
    }

    private FeatureMatrix inputs(int day) {
        return Objects.requireNonNull(inputs.get(day));
    }

    private void plant(int day, int customers, double strength, Random random) {
        String[] ids = new String[customers];
        boolean[] churned = new boolean[customers];
        double[][] columns = new double[COLUMNS.size()][customers];
        for (int row = 0; row < customers; row++) {
            ids[row] = "c" + row;
            columns[0][row] = random.nextGaussian();
            columns[1][row] = random.nextGaussian();
            columns[2][row] = random.nextGaussian();
            double logOdds = strength * (columns[0][row] + columns[1][row]);
            columns[3][row] = 1 / (1 + Math.exp(columns[0][row] + random.nextGaussian()));
            churned[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
        }
        cutOffs.put(day, new CutOff(day, ids, churned));
        List<String> codes = COLUMNS.stream().map(Column::input).toList();
        inputs.put(day, new FeatureMatrix(codes, columns, customers));
    }

    private static Column column(String input, Source source) {
        return new Column(input, input.replace(":missing", ""), source, "", 0);
    }
}
