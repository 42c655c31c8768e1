package dev.nightjar.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Passed time, and the processor time of this process, of the children it has waited for, and of a database server and
 * its backends. The second hardly changes when others use the machine; it is NaN where there is no {@code /proc}.
 */
final class Stopwatch {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int WAITED_CHILDREN_SYSTEM_TIME = 14;

    private final long serverPid;
    private final long startNanos = System.nanoTime();
    private final double startCpu;

    /** How long something took, in seconds. */
    record Time(double seconds, double cpuSeconds) {

        Time plus(Time next) {
            return new Time(seconds + next.seconds, cpuSeconds + next.cpuSeconds);
        }
    }

    private Stopwatch(long serverPid) {
        this.serverPid = serverPid;
        this.startCpu = cpu(serverPid);
    }

    /** @param serverPid first process of the server; its processor time counts too */
    static Stopwatch start(long serverPid) {
        return new Stopwatch(serverPid);
    }

    Time stop() {
        return new Time((System.nanoTime() - startNanos) / 1e9, cpu(serverPid) - startCpu);
    }

    private static double cpu(long serverPid) {
        double ticks = ticks(ProcessHandle.current().pid()) + ticks(serverPid);
        try (Stream<ProcessHandle> backends =
                ProcessHandle.of(serverPid).stream().flatMap(ProcessHandle::children)) {
            ticks += backends.mapToDouble(backend -> ticks(backend.pid())).sum();
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** A process that has just ended counts with its parent, which waited for it. */
    private static double ticks(long pid) {
        Path stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return Double.NaN;
        }
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            double sum = 0;
            for (int field = USER_TIME; field <= WAITED_CHILDREN_SYSTEM_TIME; field++) {
                sum += Double.parseDouble(fields[field]);
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }
}
