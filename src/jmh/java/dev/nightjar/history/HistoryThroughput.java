package dev.nightjar.history;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.Storage;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;

/**
 * Rows per second into and out of the history: 24 months of generated orders and interactions, a fifth and four fifths
 * of the rows. Months are generated before their clock starts.
 *
 * <p>Run after {@code ./mvnw -Dquick test-compile}, with the test class path:
 * {@code java -Xmx3g -cp … HistoryThroughput.java <empty folder> <million rows> <threads>}
 */
public final class HistoryThroughput {

    private static final int MONTHS = 24;
    private static final int CUSTOMERS = 1_000_000;
    private static final YearMonth FIRST = YearMonth.of(2024, 1);
    private static final String[] KINDS = {"visit", "product_view", "cart_add", "email_open", "email_click", "login"};
    private static final String[] CHANNELS = {"web", "app", "store"};

    private HistoryThroughput() {}

    /** Writes, reads twice, prints. */
    public static void main(String[] args) throws Exception {
        Path home = new Path(args[0]);
        int rowsOfMonth = Integer.parseInt(args[1]) * 1_000_000 / MONTHS;
        int threads = Integer.parseInt(args[2]);
        String[] ids = new String[CUSTOMERS];
        for (int i = 0; i < CUSTOMERS; i++) {
            ids[i] = String.valueOf(100_000 + i);
        }
        try (Storage storage = Storage.of(home)) {
            HistoryStore store = HistoryStore.open(
                    storage, home, HistoryProperties.defaults(), ZoneId.of("Europe/London"), "GBP");
            write(store, rowsOfMonth, threads, ids);
            for (int round = 0; round < 3; round++) {
                read(store, threads);
            }
        }
    }

    private static void write(HistoryStore store, int rowsOfMonth, int threads, String[] ids) throws Exception {
        MonthWriter writer = store.writer("bench");
        List<HistoryFile> files = new ArrayList<>();
        Clock clock = new Clock();
        long rows = 0;
        for (int first = 0; first < MONTHS; first += threads) {
            List<Callable<HistoryFile>> tasks = new ArrayList<>();
            for (int month = first; month < Math.min(MONTHS, first + threads); month++) {
                YearMonth yearMonth = FIRST.plusMonths(month);
                OrderBatch orders = orders(yearMonth, rowsOfMonth / 5, ids);
                InteractionBatch interactions = interactions(yearMonth, rowsOfMonth - rowsOfMonth / 5, ids);
                LocalDate cut = LocalDate.of(2026, 1, 1);
                tasks.add(() -> writer.writeOrders(yearMonth, orders, 0, cut));
                tasks.add(() -> writer.writeInteractions(yearMonth, interactions, 0, cut));
            }
            clock.start();
            files.addAll(run(tasks, threads));
            clock.stop();
        }
        store.commit(new SourceShape(Set.of("orders.order_id", "interactions.kind")), files);
        for (HistoryFile file : files) {
            rows += file.rows();
        }
        clock.print("write", threads, rows);
    }

    private static void read(HistoryStore store, int threads) throws Exception {
        BucketReader reader = store.reader();
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (int bucket = 0; bucket < store.manifest().buckets(); bucket++) {
            int b = bucket;
            tasks.add(() -> {
                BucketHistory history = reader.read(b, BucketReader.ALL_DAYS);
                return new long[] {
                    history.orders().size() + history.interactions().size(),
                    Arrays.stream(history.orders().amount()).sum()
                };
            });
        }
        Clock clock = new Clock();
        clock.start();
        long rows = 0;
        long sum = 0;
        for (long[] result : run(tasks, threads)) {
            rows += result[0];
            sum += result[1];
        }
        clock.stop();
        clock.print("read (checksum " + sum + ")", threads, rows);
    }

    private static <T> List<T> run(List<Callable<T>> tasks, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    private static OrderBatch orders(YearMonth month, int rows, String[] ids) {
        SplittableRandom random = new SplittableRandom(month.hashCode());
        Times times = Times.of(month, rows, random);
        long[] amount = new long[rows];
        int[] itemCount = new int[rows];
        StringBuilder keys = new StringBuilder();
        int[] offsets = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            amount[row] = random.nextInt(500, 30_000) * 100L;
            itemCount[row] = random.nextInt(1, 8);
            keys.append(month.hashCode()).append('-').append(row);
            offsets[row + 1] = keys.length();
        }
        long[] absent = new long[rows];
        Arrays.fill(absent, Money.MISSING);
        return new OrderBatch(
                keys(coded(ids, rows, random)),
                new TextColumn(keys.toString().getBytes(StandardCharsets.UTF_8), offsets),
                times.day,
                times.at,
                amount,
                new byte[rows],
                absent,
                itemCount,
                absent,
                coded(CHANNELS, rows, random));
    }

    private static InteractionBatch interactions(YearMonth month, int rows, String[] ids) {
        SplittableRandom random = new SplittableRandom(month.hashCode() + 1);
        Times times = Times.of(month, rows, random);
        double[] value = new double[rows];
        Arrays.fill(value, Double.NaN);
        return new InteractionBatch(
                keys(coded(ids, rows, random)),
                null,
                times.day,
                times.at,
                coded(KINDS, rows, random),
                coded(CHANNELS, rows, random),
                value,
                CodedText.missing(rows));
    }

    private static CodedKeys keys(CodedText text) {
        return new CodedKeys(text.codes(), TextColumn.of(text.values()));
    }

    private static CodedText coded(String[] values, int rows, SplittableRandom random) {
        int[] codes = new int[rows];
        int[] codeOf = new int[values.length];
        List<String> used = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int value = random.nextInt(values.length);
            if (codeOf[value] == 0) {
                used.add(values[value]);
                codeOf[value] = used.size();
            }
            codes[row] = codeOf[value] - 1;
        }
        return new CodedText(codes, used.toArray(new String[0]));
    }

    private record Times(int[] day, long[] at) {

        static Times of(YearMonth month, int rows, SplittableRandom random) {
            int[] day = new int[rows];
            long[] at = new long[rows];
            long start = month.atDay(1).toEpochDay();
            for (int row = 0; row < rows; row++) {
                day[row] = (int) start + random.nextInt(month.lengthOfMonth());
                at[row] = (day[row] * 86_400L + random.nextInt(86_400)) * 1_000_000L;
            }
            return new Times(day, at);
        }
    }

    /** Wall time, and time of all cores, which other work on the machine hardly changes. */
    private static final class Clock {

        private final OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private long wallNanos;
        private long cpuNanos;

        void start() {
            wallNanos -= System.nanoTime();
            cpuNanos -= system.getProcessCpuTime();
        }

        void stop() {
            wallNanos += System.nanoTime();
            cpuNanos += system.getProcessCpuTime();
        }

        void print(String what, int threads, long rows) {
            System.out.printf(
                    "%s: %d rows, %d threads, %.2f s, %.2f M rows/s; %.2f core-s, %.2f M rows per core-s%n",
                    what, rows, threads, wallNanos / 1e9, rows * 1e3 / wallNanos, cpuNanos / 1e9, rows * 1e3 / cpuNanos);
        }
    }
}
