package dev.nightjar.cltv;

import com.sun.management.OperatingSystemMXBean;
import dev.nightjar.cltv.choice.AutoFit;
import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.cltv.purchase.PurchaseFits;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Seconds to fit the purchase models of generated customers, by how many there are: two years of a shop whose customers buy
 * as Pareto/NBD says, with a hold-out period of 104 days. Generating is not timed; grouping is.
 *
 * <p>Run after {@code ./mvnw -Dquick test-compile}:
 * {@code java -Xmx1g -cp target/classes:<jspecify.jar> src/jmh/java/dev/nightjar/cltv/FitScaling.java [customers …]}, by
 * default 10000 100000 1000000 5000000.
 */
public final class FitScaling {

    private static final int DAYS = 730;
    private static final int HOLD_OUT = 104;

    private FitScaling() {}

    /** Fits BG/NBD alone, then everything that {@code auto} does, and prints a line of each size. */
    public static void main(String[] args) {
        String[] sizes = args.length > 0 ? args : new String[] {"10000", "100000", "1000000", "5000000"};
        System.out.println("customers groups bg-nbd auto cpu memory chosen");
        for (String size : sizes) {
            run(Integer.parseInt(size));
        }
    }

    private static void run(int customers) {
        PurchaseCounts.Builder all = PurchaseCounts.builder();
        HoldOutCounts.Builder holdOut = HoldOutCounts.builder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < customers; i++) {
            add(random, all, holdOut);
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        PurchaseCounts counts = all.build();
        PurchaseFit bgNbd = PurchaseFamily.BG_NBD.fit(counts);
        long middle = System.nanoTime();
        List<String> notes = new ArrayList<>();
        PurchaseFits fits = new AutoFit(counts, bgNbd, notes).fit(holdOut.build(), HOLD_OUT / 7.0, Map.of());
        long end = System.nanoTime();
        notes.forEach(System.out::println);
        System.out.printf(
                "%d %d %.2f %.2f %.2f %d MB %s%n",
                customers,
                counts.size(),
                (middle - start) / 1e9,
                (end - start) / 1e9,
                (system.getProcessCpuTime() - cpu) / 1e9,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                Objects.requireNonNull(fits.pooled()).model().parameters());
    }

    /** One customer: purchases at whole days until it leaves. */
    private static void add(SplittableRandom random, PurchaseCounts.Builder all, HoldOutCounts.Builder holdOut) {
        int age = HOLD_OUT + 1 + random.nextInt(DAYS - HOLD_OUT);
        double rate = gammaOfHalf(random) / 10.6;
        double leaves = exponential(random) / (gammaOfHalf(random) / 11.7);
        double end = Math.min(age / 7.0, leaves);
        int x = 0;
        int past = 0;
        double last = 0;
        double lastPast = 0;
        int known = age - HOLD_OUT;
        for (double week = exponential(random) / rate; week < end && x < 5000; week += exponential(random) / rate) {
            x++;
            last = week;
            if (7 * week < known) {
                past = x;
                lastPast = week;
            }
        }
        all.add(x, (int) Math.min(age, 7 * last), age);
        int recency = (int) Math.min(known, 7 * lastPast);
        holdOut.add(new PurchaseSummary(past, recency / 7.0, known / 7.0), x - past);
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log1p(-random.nextDouble());
    }

    /** Gamma of shape one half: half the square of a normal variable. */
    private static double gammaOfHalf(SplittableRandom random) {
        double normal = Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random.nextDouble());
        return Math.max(1e-12, normal * normal / 2);
    }
}
