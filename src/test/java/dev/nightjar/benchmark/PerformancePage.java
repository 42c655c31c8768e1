package dev.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the measured part of {@code docs/performance.md} from the CSV files beside it, and the plots. */
final class PerformancePage {

    private static final String BEGIN = "<!-- measured: written by the benchmark, do not edit -->";
    private static final String END = "<!-- end of what was measured -->";
    static final String OURS = "nightjar";

    private PerformancePage() {}

    static void write(Path docs) throws IOException {
        List<Measurements> sizes = Measurements.readAll(docs.resolve("performance"));
        StringBuilder text = new StringBuilder(BEGIN).append("\n\n");
        for (Measurements size : sizes) {
            append(text, size);
        }
        Files.writeString(docs.resolve("performance/growth.svg"), GrowthPlot.svg(sizes));
        text.append("![Seconds of each work by customers](performance/growth.svg)\n\n")
                .append(END);
        Path page = docs.resolve("performance.md");
        String old = Files.readString(page);
        int from = old.indexOf(BEGIN);
        int to = old.indexOf(END);
        Files.writeString(
                page,
                from < 0 ? old + "\n" + text + "\n" : old.substring(0, from) + text + old.substring(to + END.length()));
    }

    private static void append(StringBuilder text, Measurements size) {
        line(text, "### %,d customers%n", size.customers());
        size.machine().forEach(line -> line(text, "- %s", line));
        line(text, "%n| work | who | rows | median s | min | max | CPU s | rows/s | ratio | CPU ratio |");
        line(text, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (String work : size.works()) {
            if (size.rows().stream().anyMatch(row -> row.work().equals(work) && row.round() > 0)) {
                appendWork(text, size, work);
            }
        }
        List<Measurements.Row> nights =
                size.rows().stream().filter(row -> row.round() == 0).toList();
        if (!nights.isEmpty()) {
            line(text, "%n| whole night, a process of its own, `-Xmx2g` | s | peak resident MiB | live heap MiB |");
            line(text, "|---|---:|---:|---:|");
        }
        nights.forEach(row -> line(
                text, "| %s | %.1f | %.0f | %.0f |", row.work(), row.seconds(), row.residentMib(), row.liveHeapMib()));
        text.append('\n');
    }

    private static void appendWork(StringBuilder text, Measurements size, String work) {
        double[] ours = size.seconds(work, OURS);
        for (String who : size.who(work)) {
            double[] seconds = size.seconds(work, who);
            double cpu = size.medianCpuSeconds(work, who);
            long rows = size.of(work, who).get(0).rows();
            boolean isPeer = !who.equals(OURS);
            line(
                    text,
                    "| %s | %s | %s | %.2f | %.2f | %.2f | %.2f | %s | %s | %s |",
                    work,
                    who,
                    count(rows),
                    seconds[1],
                    seconds[0],
                    seconds[2],
                    cpu,
                    count(Math.round(rows / seconds[1])),
                    isPeer ? String.format(Locale.ROOT, "**%.2f**", seconds[1] / ours[1]) : "",
                    isPeer ? String.format(Locale.ROOT, "%.2f", cpu / size.medianCpuSeconds(work, OURS)) : "");
        }
    }

    /** Empty where rows were not counted. */
    private static String count(long rows) {
        return rows == 0 ? "" : String.format(Locale.ROOT, "%,d", rows);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
