package dev.nightjar.feature;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.family.Feature;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * Times the features of 200,000 generated customers with 5 orders and 20 interactions each on one thread, in 64
 * buckets as in a night. Rates are per second of processor time, which other work on the machine does not change
 * much. Run: {@code java -Xmx2g -cp target/classes:target/test-classes:<jspecify>
 * dev.nightjar.feature.FeatureSpeed}, after {@code ./mvnw -Dquick test-compile}.
 */
final class FeatureSpeed {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int AS_OF = 20_513;
    private static final int CUSTOMERS = 200_000;
    private static final int BUCKETS = 64;
    private static final int ORDERS = 5;
    private static final int INTERACTIONS = 20;
    private static final String[] KINDS = {
        "visit", "product_view", "cart_add", "cart_abandon", "login", "email_sent", "email_open", "email_click", "nps"
    };

    private FeatureSpeed() {}

    public static void main(String[] args) {
        FeatureCatalogue catalogue = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);
        BucketHistory[] buckets = new BucketHistory[BUCKETS];
        Arrays.setAll(buckets, FeatureSpeed::bucket);
        for (int cutOffs : new int[] {0, 0, 0, 0, 0, 13, 13, 13}) {
            int[] days = new int[cutOffs];
            Arrays.setAll(days, k -> AS_OF - 90 - 30 * k);
            FeaturePlan plan = new FeaturePlan(AS_OF, days, 90, 365, 469, ChurnDefinition.INACTIVITY);
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            long rows = 0;
            for (BucketHistory bucket : buckets) {
                BucketFeatures features = BucketFeatures.of(bucket, catalogue, plan);
                rows += features.asOf().size();
                rows += features.cutOffs().stream()
                        .mapToInt(cutOff -> cutOff.rows().size())
                        .sum();
            }
            double wallSeconds = (System.nanoTime() - start) / 1e9;
            double seconds = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e9;
            int perRow = catalogue.codes(Feature.Kind.NUMBER).size();
            System.out.printf(
                    "%d cut-offs: %d rows of %d numbers in %.2f s of processor time (%.2f s passed): %.0f rows/s,"
                            + " %.1f million features/s%n",
                    cutOffs,
                    rows,
                    perRow,
                    seconds,
                    wallSeconds,
                    rows / seconds,
                    rows * (double) perRow / seconds / 1e6);
        }
    }

    private static BucketHistory bucket(int bucket) {
        int customers = CUSTOMERS / BUCKETS;
        Random random = new Random(bucket);
        String[] ids = new String[customers];
        Profile[] profiles = new Profile[customers];
        for (int i = 0; i < customers; i++) {
            ids[i] = String.valueOf(1_000_000 + bucket * customers + i);
            profiles[i] = Profile.unknown(ids[i]);
        }
        return new BucketHistory(
                ids,
                orders(customers, random),
                offsets(customers, ORDERS),
                interactions(customers, random),
                offsets(customers, INTERACTIONS),
                profiles);
    }

    private static OrderBatch orders(int customers, Random random) {
        int rows = customers * ORDERS;
        int[] days = days(customers, ORDERS, random);
        long[] missing = new long[rows];
        Arrays.fill(missing, Money.MISSING);
        return new OrderBatch(
                null,
                null,
                days,
                instants(days),
                random.longs(rows, 0, 2_000_000).toArray(),
                new byte[rows],
                missing,
                random.ints(rows, 1, 9).toArray(),
                missing,
                new CodedText(random.ints(rows, 0, 3).toArray(), new String[] {"web", "app", "store"}));
    }

    private static InteractionBatch interactions(int customers, Random random) {
        int rows = customers * INTERACTIONS;
        int[] days = days(customers, INTERACTIONS, random);
        return new InteractionBatch(
                null,
                null,
                days,
                instants(days),
                new CodedText(random.ints(rows, 0, KINDS.length).toArray(), KINDS),
                new CodedText(random.ints(rows, 0, 3).toArray(), new String[] {"web", "app", "email"}),
                random.doubles(rows, 0, 10).toArray(),
                CodedText.missing(rows));
    }

    private static int[] days(int customers, int each, Random random) {
        int[] days = random.ints((long) customers * each, AS_OF - 1_000, AS_OF).toArray();
        for (int i = 0; i < customers; i++) {
            Arrays.sort(days, i * each, (i + 1) * each);
        }
        return days;
    }

    private static long[] instants(int[] days) {
        return Arrays.stream(days)
                .mapToLong(day -> day * ShopBuilder.DAY_MICROS)
                .toArray();
    }

    private static int[] offsets(int customers, int each) {
        int[] offsets = new int[customers + 1];
        Arrays.setAll(offsets, i -> i * each);
        return offsets;
    }
}
