package dev.nightjar.churn.comparison;

import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.SourceShape;
import java.util.Random;
import java.util.Set;

/**
 * A generated wholesaler: businesses that order every two to eight months, rather regularly, some of them faster in
 * spring, until they leave. A business that is about to leave orders later and less.
 */
final class LongCycleShop {

    static final long DAY_MICROS = 86_400_000_000L;

    /** Days since 1970-01-01 of the first and after the last day: 2018-01-01 to 2025-12-31. */
    static final int FIRST_DAY = 17_532;

    static final int END_DAY = 20_454;

    private static final int BUSINESSES = 3_000;

    private LongCycleShop() {}

    /** The same seed gives the same shop. */
    static Shop of(long seed) {
        Random random = new Random(seed);
        ShopEvents events = new ShopEvents();
        for (int business = 0; business < BUSINESSES; business++) {
            addBusiness(String.format("b%05d", business), random, events);
        }
        SourceShape shape = new SourceShape(Set.of(
                "orders.order_id", "orders.customer_id", "orders.ordered_at", "orders.amount", "orders.item_count"));
        return new Shop("long cycle, seed " + seed, events.history(), shape);
    }

    private static void addBusiness(String id, Random random, ShopEvents events) {
        double usualGap = 60 * Math.exp(random.nextGaussian() * 0.45) + 30 * random.nextDouble();
        double leaving = 0.02 + 0.12 * random.nextDouble() * random.nextDouble();
        double size = 200 * Math.exp(random.nextGaussian());
        double spring = random.nextDouble() < 0.4 ? 0.5 : 0;
        double day = FIRST_DAY + (END_DAY - FIRST_DAY) * 0.8 * random.nextDouble();
        boolean isSour = false;
        while (day < END_DAY) {
            double amount = size * (isSour ? 0.6 : 1) * Math.exp(random.nextGaussian() * 0.4);
            events.add(new ShopEvents.Order(
                    id, ((long) day) * DAY_MICROS, Math.rint(amount * 100) / 100, OrderBatch.MISSING_COUNT, null));
            if (isSour && random.nextDouble() < 0.5) {
                return;
            }
            isSour = isSour || random.nextDouble() < leaving;
            double erlang = 0;
            for (int phase = 0; phase < 4; phase++) {
                erlang -= Math.log(1 - random.nextDouble()) / 4;
            }
            double season = 1 - spring * Math.cos(2 * Math.PI * ((day % 365.25) / 365.25 - 0.3));
            day += Math.max(1, usualGap * erlang * season * (isSour ? 1.6 : 1));
        }
    }
}
