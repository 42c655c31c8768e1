package dev.nightjar.churn.cutoff;

import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cut-offs that a model may be trained on, and samples of their customers. Customers are sampled by a hash of their id,
 * the same ones at every cut-off, so a sample is the same every time.
 *
 * @param source all cut-offs of the night
 * @param days the cut-offs of this set, newest first
 * @param encoder makes the inputs
 */
public record CutOffSample(LabelledCutOffs source, List<Integer> days, FeatureEncoder encoder) {

    private static final long SAMPLE_SALT = 1_009;

    /** Rows of the newest {@code cutOffs} cut-offs, at most {@code mostRows}. */
    public TrainingRows newest(int cutOffs, int mostRows) {
        List<CutOff> chosen = newest(cutOffs);
        double below = shareBelow(chosen, mostRows);
        List<int[]> rows = new ArrayList<>();
        for (CutOff cutOff : chosen) {
            rows.add(Arrays.stream(cutOff.rowsByCustomer())
                    .filter(row -> share(cutOff.customerIds()[row]) < below)
                    .toArray());
        }
        return join(chosen, rows);
    }

    /** How many rows the newest {@code cutOffs} cut-offs have. */
    public int rows(int cutOffs) {
        return newest(cutOffs).stream().mapToInt(CutOff::size).sum();
    }

    /** The newest cut-offs as text. */
    public List<String> dates(int cutOffs) {
        return days.subList(0, cutOffs).stream()
                .map(day -> LocalDate.ofEpochDay(day).toString())
                .toList();
    }

    private List<CutOff> newest(int cutOffs) {
        List<Integer> wanted = days.subList(0, cutOffs);
        return source.newestFirst().stream()
                .filter(cutOff -> wanted.contains(cutOff.day()))
                .toList();
    }

    private static double share(String customerId) {
        return CustomerHash.share(customerId, SAMPLE_SALT);
    }

    /** The share of the hash range whose customers are in the sample. */
    private static double shareBelow(List<CutOff> cutOffs, int mostRows) {
        double[] shares = cutOffs.stream()
                .flatMap(cutOff -> Arrays.stream(cutOff.customerIds()))
                .mapToDouble(CutOffSample::share)
                .sorted()
                .toArray();
        return shares.length <= mostRows ? 1 : shares[mostRows];
    }

    private TrainingRows join(List<CutOff> cutOffs, List<int[]> rows) {
        int size = rows.stream().mapToInt(chosen -> chosen.length).sum();
        int[] folds = new int[size];
        boolean[] churned = new boolean[size];
        List<String> codes = List.of();
        double[][] columns = new double[0][];
        int offset = 0;
        for (int i = 0; i < rows.size(); i++) {
            CutOff cutOff = cutOffs.get(i);
            int[] chosen = rows.get(i);
            FeatureMatrix inputs = source.inputs(cutOff.day(), encoder);
            if (i == 0) {
                codes = inputs.codes();
                columns = new double[codes.size()][size];
            }
            copy(inputs.columns(), chosen, columns, offset);
            for (int row : chosen) {
                folds[offset] = EvaluationForests.fold(cutOff.customerIds()[row]);
                churned[offset++] = cutOff.churned()[row];
            }
        }
        return new TrainingRows(rows.get(0).length, folds, churned, new FeatureMatrix(codes, columns, size));
    }

    private static void copy(double[][] from, int[] rows, double[][] to, int offset) {
        IntStream.range(0, to.length).forEach(column -> {
            for (int i = 0; i < rows.length; i++) {
                to[column][offset + i] = from[column][rows[i]];
            }
        });
    }
}
