package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.job.partition.PartitionRows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressPrinterTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ProgressPrinter printer(boolean isTerminal) {
        return new ProgressPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), isTerminal);
    }

    @Test
    void aStepThatEndsSaysWhatItDid() {
        ProgressPrinter printer = printer(false);

        printer.stepBegins("extract-history", 4, 2, new PartitionRows(0, 0, 0));
        printer.partitionDone(new PartitionRows(1_500, 1_200, 300));
        printer.stepEnds("extract-history", false);

        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll(" +", " "))
                .startsWith(" STOP extract-history 3 of 4 partitions 1,500 rows ")
                .hasLineCount(1);
    }

    @Test
    void aStepThatFailedWhileItWasPlannedHasNoFigures() {
        ProgressPrinter printer = printer(false);

        printer.stepBegins("extract-history", 1, 1, new PartitionRows(0, 0, 0));
        printer.stepEnds("extract-history", true);
        printer.stepEnds("build-features", false);

        assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly("  STOP build-features     before it was planned");
    }

    @Test
    void aTerminalSeesOneLineThatIsDrawnAgain() {
        ProgressPrinter printer = printer(true);

        printer.stepBegins("score-customers", 2, 0, new PartitionRows(0, 0, 0));
        printer.partitionDone(new PartitionRows(10, 10, 0));
        printer.partitionDone(new PartitionRows(20, 20, 0));
        printer.stepEnds("score-customers", true);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\r\u001b[2K  [....................] score-customers    0/2 partitions  0 rows")
                .contains("\r\u001b[2K  done score-customers       2 of 2    partitions            30 rows")
                .containsOnlyOnce("\n");
    }
}
