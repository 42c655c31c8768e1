package dev.nightjar.churn.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the table.
 *
 * @param figures test AUC, average precision, log-loss, calibration error, the same after a shift, realised AUC, average
 *     precision, log-loss, calibration error
 * @param testLead Nightjar's on the test, as an interval; empty for Nightjar itself
 * @param realisedLead the same on what then happened
 */
record Row(String night, String model, double[] figures, String testLead, String realisedLead) {

    static final List<String> HEAD = List.of(
            "| night | model | test AUC | AP | log-loss | cal. | shifted | lead | realised AUC | AP | log-loss | cal. |"
                    + " lead |",
            "|---|---|---:|---:|---:|---:|---:|---|---:|---:|---:|---:|---|");

    /** Means of those models that are there on all nights. */
    static List<Row> means(List<Row> rows) {
        Map<String, List<double[]>> byModel = new LinkedHashMap<>();
        rows.forEach(row ->
                byModel.computeIfAbsent(row.model, model -> new ArrayList<>()).add(row.figures));
        long nights = rows.stream().map(Row::night).distinct().count();
        List<Row> means = new ArrayList<>();
        byModel.forEach((model, figures) -> {
            if (figures.size() == nights) {
                means.add(new Row("mean of " + nights + " nights", model, mean(figures), "", ""));
            }
        });
        return means;
    }

    private static double[] mean(List<double[]> figures) {
        double[] mean = new double[figures.get(0).length];
        for (double[] ofNight : figures) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += ofNight[i] / figures.size();
            }
        }
        return mean;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.4f | %.4f | %.4f | %.3f | %.3f | %s | %.4f | %.4f | %.4f | %.3f | %s |",
                night,
                model,
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                testLead,
                figures[5],
                figures[6],
                figures[7],
                figures[8],
                realisedLead);
    }
}
