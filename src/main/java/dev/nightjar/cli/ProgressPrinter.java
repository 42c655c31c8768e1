package dev.nightjar.cli;

import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.PartitionRows;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far a night is: on a terminal one line that is drawn again and again, elsewhere one plain line when a step
 * begins and one when it ends.
 */
final class ProgressPrinter implements NightProgress {

    private static final int BAR_WIDTH = 20;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean isTerminal;

    private String step = "";
    private int partitions;
    private int doneBefore;
    private int done;
    private long rows;
    private long beganNanos;
    private long drawnNanos;

    ProgressPrinter(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public synchronized void stepBegins(String name, int partitionCount, int before, PartitionRows rowsBefore) {
        step = name;
        partitions = partitionCount;
        doneBefore = before;
        done = doneBefore;
        rows = 0;
        beganNanos = System.nanoTime();
        drawnNanos = 0;
        if (isTerminal) {
            draw();
        }
    }

    @Override
    public synchronized void partitionDone(PartitionRows partitionRows) {
        done++;
        rows += Math.max(partitionRows.read(), partitionRows.written());
        if (isTerminal && System.nanoTime() - drawnNanos > REDRAW_NANOS) {
            draw();
        }
    }

    @Override
    public synchronized void stepEnds(String name, boolean isComplete) {
        String text = name.equals(step)
                ? counted(name, isComplete)
                : String.format(Locale.ROOT, "  STOP %-18s before it was planned", name);
        out.println(isTerminal ? ERASE_LINE + text : text);
        out.flush();
    }

    private String counted(String name, boolean isComplete) {
        double seconds = seconds();
        return String.format(
                Locale.ROOT,
                "  %s %-18s %4d of %-4d partitions  %,12d rows  %,10.0f rows/s  %6.1f s",
                isComplete ? "done" : "STOP",
                name,
                done,
                partitions,
                rows,
                seconds > 0 ? rows / seconds : 0,
                seconds);
    }

    private void draw() {
        drawnNanos = System.nanoTime();
        double share = partitions == 0 ? 0 : (double) done / partitions;
        int filled = (int) Math.round(share * BAR_WIDTH);
        String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
        double seconds = seconds();
        int doneNow = done - doneBefore;
        String left =
                doneNow == 0 ? "" : String.format(Locale.ROOT, "%.0f s left", seconds / doneNow * (partitions - done));
        out.print(ERASE_LINE
                + String.format(
                        Locale.ROOT,
                        "  [%s] %-18s %d/%d partitions  %,d rows  %,.0f rows/s  %s",
                        bar,
                        step,
                        done,
                        partitions,
                        rows,
                        seconds > 0 ? rows / seconds : 0,
                        left));
        out.flush();
    }

    private double seconds() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }
}
