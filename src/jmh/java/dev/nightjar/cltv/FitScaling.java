package dev.nightjar.cltv;

import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.interval.SegmentTotal;
import dev.nightjar.cltv.interval.SegmentTotals;
import dev.nightjar.cltv.interval.ValueInterval;
import dev.nightjar.cltv.interval.ValueIntervals;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.customer.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Seconds by the clock to fit and to value generated customers, by how many there are: two years of a shop whose customers
 * buy as Pareto/NBD and spend as Gamma-Gamma says, with a hold-out period of 104 days. Generating is not timed; grouping is.
 *
 * <ul>
 *   <li>bg-nbd: grouping the customers and fitting BG/NBD
 *   <li>all: everything that {@code fit-cltv} fits, Gamma-Gamma included
 *   <li>value: every customer's values and interval, and the totals of four dimensions of segments, two threads, 64 parts
 *   <li>peak: most memory that the process ever had (Linux)
 * </ul>
 *
 * <p>Run after {@code ./mvnw -Dquick test-compile}, one size a process, so that the peak is its own:
 * {@code java -Xmx1g -cp target/classes:<jspecify.jar> src/jmh/java/dev/nightjar/cltv/FitScaling.java auto 1000000}.
 */
public final class FitScaling {

    private static final int AS_OF = 20_000;
    private static final int DAYS = 730;
    private static final int HOLD_OUT = 104;
    private static final int PARTS = 64;
    private static final int THREADS = 2;
    private static final double DAYS_PER_WEEK = 7;

    private final SplittableRandom random = new SplittableRandom(1);
    private final HoldOutCounts.Builder later = HoldOutCounts.builder();
    private final int[] repeatPurchases;
    private final int[] recencyDays;
    private final int[] ageDays;
    private final float[] meanRepeatPurchase;

    private FitScaling(int customers) {
        repeatPurchases = new int[customers];
        recencyDays = new int[customers];
        ageDays = new int[customers];
        meanRepeatPurchase = new float[customers];
        for (int i = 0; i < customers; i++) {
            generate(i);
        }
    }

    /** @param args {@code cltv.model}, then how many customers, one number after the other */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        System.out.println("customers groups bg-nbd all value peak-MB model total");
        for (int i = 1; i < args.length; i++) {
            new FitScaling(Integer.parseInt(args[i])).run(args[0]);
        }
    }

    private void run(String model) throws IOException, InterruptedException, ExecutionException {
        int customers = ageDays.length;
        CltvFit fit = new CltvFit(AS_OF, 365);
        for (int i = 0; i < customers; i++) {
            fit.add(input(i), Integer.MIN_VALUE);
        }
        long start = System.nanoTime();
        PurchaseCounts counts = fit.purchaseCounts();
        PurchaseFit bgNbd = PurchaseFamily.BG_NBD.fit(counts);
        double plain = secondsSince(start);
        start = System.nanoTime();
        CltvModel fitted = fit.holdOut(new HoldOutPeriod(AS_OF - HOLD_OUT, AS_OF), later.build())
                .fit(new CltvOptions(model, 365, 0.10, 1), null, null);
        double all = secondsSince(start);
        if (!bgNbd.model().equals(fitted.bgNbd())) {
            throw new IllegalStateException("one population has one BG/NBD, was " + bgNbd + " and " + fitted.bgNbd());
        }
        start = System.nanoTime();
        List<SegmentTotal> totals = value(fitted);
        double value = secondsSince(start);
        System.out.printf(
                Locale.ROOT,
                "%d %d %.2f %.2f %.2f %d %s %s%n",
                customers,
                counts.size(),
                plain,
                all,
                value,
                peakMegabytes(),
                Objects.requireNonNull(fitted.purchaseFits().pooled()).model().parameters(),
                totals.get(0));
    }

    /** Values every customer as the night does, a part after the other on each thread. */
    private List<SegmentTotal> value(CltvModel model) throws InterruptedException, ExecutionException {
        ValueIntervals intervals = new ValueIntervals(model);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<SegmentTotals>> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            int first = part;
            parts.add(threads.submit(() -> valuePart(model, intervals, first)));
        }
        threads.shutdown();
        SegmentTotals all = new SegmentTotals(intervals);
        for (Future<SegmentTotals> part : parts) {
            all.addAll(part.get());
        }
        return all.totals();
    }

    private SegmentTotals valuePart(CltvModel model, ValueIntervals intervals, int first) {
        SegmentTotals totals = new SegmentTotals(intervals);
        for (int i = first; i < ageDays.length; i += PARTS) {
            ValueInput input = input(i);
            Double cltv = model.value(input, AS_OF).cltv();
            ValueInterval interval = intervals.interval(input, Objects.requireNonNull(cltv));
            if (interval == null || !(interval.low() <= cltv && cltv <= interval.high())) {
                throw new IllegalStateException("interval must hold " + cltv + ", was " + interval + " of " + input);
            }
            totals.add(input, cltv, segments(input));
        }
        return totals;
    }

    private static Map<String, @Nullable String> segments(ValueInput input) {
        int x = input.purchases().repeatPurchases();
        int age = (int) input.purchases().ageWeeks();
        return Map.of("all", "all", "rfm_segment", "" + x % 10, "lifecycle_stage", "" + age % 5, "value_tier", "" + x % 4);
    }

    private ValueInput input(int i) {
        int x = repeatPurchases[i];
        return new ValueInput(
                new PurchaseSummary(x, recencyDays[i] / DAYS_PER_WEEK, ageDays[i] / DAYS_PER_WEEK),
                x == 0 ? Double.NaN : meanRepeatPurchase[i],
                x == 0 ? Double.NaN : (double) recencyDays[i] / x,
                x + 1,
                AS_OF - 1 - ageDays[i],
                Math.round((x + 1) * (double) meanRepeatPurchase[i] * Money.SCALE),
                0,
                Money.MISSING,
                null);
    }

    /** One customer: purchases at whole days until it leaves. */
    private void generate(int i) {
        int age = HOLD_OUT + 1 + random.nextInt(DAYS - HOLD_OUT);
        double rate = halfNormalSquare() / 10.6;
        double leaves = exponential() / (halfNormalSquare() / 11.7);
        double end = Math.min(age / DAYS_PER_WEEK, leaves);
        int x = 0;
        int past = 0;
        double last = 0;
        double lastPast = 0;
        int known = age - HOLD_OUT;
        for (double week = exponential() / rate; week < end && x < 5000; week += exponential() / rate) {
            x++;
            last = week;
            if (DAYS_PER_WEEK * week < known) {
                past = x;
                lastPast = week;
            }
        }
        int recency = (int) Math.min(known, DAYS_PER_WEEK * lastPast);
        later.add(new PurchaseSummary(past, recency / DAYS_PER_WEEK, known / DAYS_PER_WEEK), x - past);
        repeatPurchases[i] = x;
        recencyDays[i] = (int) Math.min(age, DAYS_PER_WEEK * last);
        ageDays[i] = age;
        meanRepeatPurchase[i] = (float) (15.0 * sum(4 * Math.max(1, x)) / Math.max(1, x) / sum(4));
    }

    private double exponential() {
        return -Math.log1p(-random.nextDouble());
    }

    /** Gamma of a whole shape: a sum of exponentials, normally distributed where there are many. */
    private double sum(int shape) {
        if (shape > 100) {
            return shape + Math.sqrt(2.0 * shape * halfNormalSquare()) * (random.nextBoolean() ? 1 : -1);
        }
        double sum = 0;
        for (int i = 0; i < shape; i++) {
            sum += exponential();
        }
        return sum;
    }

    /** Half the square of a normal variable, which is Gamma of shape one half. */
    private double halfNormalSquare() {
        double normal = Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * random.nextDouble());
        return Math.max(1e-12, normal * normal / 2);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findAny()
                .orElse(-1);
    }
}
