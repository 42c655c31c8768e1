package dev.nightjar.benchmark;

import dev.nightjar.cli.Nightjar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A night as a scheduler runs it: a process of its own, from its start to its end, with its memory. */
final class NightProcess {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern COLLECTION = Pattern.compile("->(\\d+)M\\((\\d+)M\\)");
    private static final int POLL_MILLIS = 20;
    private static final double KIB_PER_MIB = 1024;

    private NightProcess() {}

    /**
     * What a night cost.
     *
     * @param residentMib most memory it had, the heap, the code and the buffers of the JVM together; NaN where unknown
     * @param liveHeapMib most heap in use after a garbage collection
     */
    record Cost(String what, double seconds, double residentMib, double liveHeapMib) {}

    static Cost run(BenchmarkShop shop, Path jobFile, String what, String... arguments)
            throws IOException, InterruptedException {
        shop.forgetPublishedNights();
        Path collections = shop.folder().resolve("gc.log");
        Files.deleteIfExists(collections);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Xlog:gc:file=" + collections,
                "-cp",
                System.getProperty("java.class.path"),
                Nightjar.class.getName(),
                "nightly",
                "--config",
                jobFile.toString()));
        command.addAll(List.of(arguments));
        File log = shop.folder().resolve("night.log").toFile();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(shop.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        double resident = Double.NaN;
        while (process.isAlive()) {
            resident = peak(process.pid(), resident);
            Thread.sleep(POLL_MILLIS);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the night failed:\n" + Files.readString(log.toPath()));
        }
        return new Cost(what, seconds, resident, liveHeap(collections));
    }

    private static double peak(long pid, double before) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return peak.find() ? Double.parseDouble(peak.group(1)) / KIB_PER_MIB : before;
        } catch (IOException e) {
            return before;
        }
    }

    private static double liveHeap(Path collections) throws IOException {
        double most = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                most = Math.max(most, Double.parseDouble(collection.group(1)));
            }
        }
        return most;
    }
}
