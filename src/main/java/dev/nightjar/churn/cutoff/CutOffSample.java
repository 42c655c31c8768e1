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
 * Cut-offs that a model may be trained on, and samples of their customers. Customers are sampled by a hash of their id and
 * the cut-off's place in this set, so a sample is the same every time. At two cut-offs a customer says much the same, so each
 * has its own: as many rows tell of more customers.
 *
 * @param source all cut-offs of the night
 * @param days the cut-offs of this set, newest first
 * @param encoder makes the inputs
 */
public record CutOffSample(LabelledCutOffs source, List<Integer> days, FeatureEncoder encoder) {

    /** From here on, one for each day before the newest cut-off; far from the salts of other samples. */
    private static final long SAMPLE_SALT = 2_000_000;

    /** Rows of the newest {@code cutOffs} cut-offs, at most {@code mostRows}. */
    public TrainingRows newest(int cutOffs, int mostRows) {
        List<CutOff> chosen = newest(cutOffs);
        return join(chosen, sampled(chosen, mostRows));
    }

    /** The share of the rows of {@link #newest(int, int)} whose customers left; NaN without rows. */
    public double churnRate(int cutOffs, int mostRows) {
        List<CutOff> chosen = newest(cutOffs);
        List<int[]> rows = sampled(chosen, mostRows);
        return IntStream.range(0, chosen.size())
                .boxed()
                .flatMapToInt(
                        i -> Arrays.stream(rows.get(i)).map(row -> chosen.get(i).churned()[row] ? 1 : 0))
                .average()
                .orElse(Double.NaN);
    }

    private List<int[]> sampled(List<CutOff> cutOffs, int mostRows) {
        double below = shareBelow(cutOffs, mostRows);
        List<int[]> rows = new ArrayList<>();
        for (CutOff cutOff : cutOffs) {
            rows.add(Arrays.stream(cutOff.rowsByCustomer())
                    .filter(row -> share(cutOff, row) < below)
                    .toArray());
        }
        return rows;
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

    private double share(CutOff cutOff, int row) {
        return CustomerHash.share(cutOff.customerIds()[row], SAMPLE_SALT + days.get(0) - cutOff.day());
    }

    /** The share of the hash range whose customers are in the sample. */
    private double shareBelow(List<CutOff> cutOffs, int mostRows) {
        double[] shares = cutOffs.stream()
                .flatMapToDouble(cutOff -> IntStream.range(0, cutOff.size()).mapToDouble(row -> share(cutOff, row)))
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
