package dev.nightjar.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * All that was measured on a shop of one size, kept as a CSV file so that the page and the plots show every size, each from
 * its newest run.
 *
 * @param customers size of the shop
 * @param machine what it ran on, one line each
 * @param rows in the order they were measured
 */
record Measurements(long customers, List<String> machine, List<Row> rows) {

    private static final String HEADER = "work,who,round,rows,seconds,cpu_seconds,resident_mib,live_heap_mib";
    private static final int FIELDS = 8;

    /** One measurement; round 0 for what is done once, NaN for what does not apply. */
    record Row(
            String work,
            String who,
            int round,
            long rows,
            double seconds,
            double cpuSeconds,
            double residentMib,
            double liveHeapMib) {

        static Row of(String work, String who, int round, long rows, Stopwatch.Time time) {
            return new Row(work, who, round, rows, time.seconds(), time.cpuSeconds(), Double.NaN, Double.NaN);
        }

        private String csv() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%.3f,%.2f,%.0f,%.0f",
                    work,
                    who,
                    round,
                    rows,
                    seconds,
                    cpuSeconds,
                    residentMib,
                    liveHeapMib);
        }

        private static Row parse(String line) {
            String[] fields = line.split(",", FIELDS);
            return new Row(
                    fields[0],
                    fields[1],
                    Integer.parseInt(fields[2]),
                    Long.parseLong(fields[3]),
                    Double.parseDouble(fields[4]),
                    Double.parseDouble(fields[5]),
                    Double.parseDouble(fields[6]),
                    Double.parseDouble(fields[7]));
        }
    }

    void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        machine.forEach(line -> lines.add("# " + line));
        lines.add(HEADER);
        rows.forEach(row -> lines.add(row.csv()));
        Files.write(Files.createDirectories(folder).resolve(customers + ".csv"), lines);
    }

    /** Those of all sizes in a folder, the smallest first. */
    static List<Measurements> readAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .map(Measurements::read)
                    .sorted((a, b) -> Long.compare(a.customers, b.customers))
                    .toList();
        }
    }

    private static Measurements read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Measurements(
                    Long.parseLong(file.getFileName().toString().replace(".csv", "")),
                    lines.stream()
                            .filter(line -> line.startsWith("# "))
                            .map(line -> line.substring(2))
                            .toList(),
                    lines.stream()
                            .filter(line -> !line.startsWith("#") && !line.equals(HEADER))
                            .map(Row::parse)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Works in the order they were measured. */
    List<String> works() {
        return rows.stream().map(Row::work).distinct().toList();
    }

    /** Who did a work, ours first. */
    List<String> who(String work) {
        return rows.stream()
                .filter(row -> row.work().equals(work))
                .map(Row::who)
                .distinct()
                .toList();
    }

    List<Row> of(String work, String who) {
        return rows.stream()
                .filter(row -> row.work().equals(work) && row.who().equals(who))
                .toList();
    }

    /** Lowest, median and highest seconds, in this order. */
    double[] seconds(String work, String who) {
        double[] sorted =
                of(work, who).stream().mapToDouble(Row::seconds).sorted().toArray();
        return new double[] {sorted[0], median(sorted), sorted[sorted.length - 1]};
    }

    double medianCpuSeconds(String work, String who) {
        return median(
                of(work, who).stream().mapToDouble(Row::cpuSeconds).sorted().toArray());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
