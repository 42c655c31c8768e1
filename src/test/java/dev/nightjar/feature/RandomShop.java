package dev.nightjar.feature;

import dev.nightjar.customer.OrderStatus;
import dev.nightjar.feature.tally.InteractionKind;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A shop drawn from a seed, with every kind of event, many ties, and customers of every size. */
final class RandomShop {

    private static final String[] CHANNELS = {"web", "App", "store", "email", "kiosk", "phone"};
    private static final InteractionKind[] KINDS = InteractionKind.values();

    private final Random random;
    private final int asOfDay;
    private final ShopBuilder shop = new ShopBuilder();

    private RandomShop(long seed, int asOfDay) {
        random = new Random(seed);
        this.asOfDay = asOfDay;
    }

    /** Customers {@code c0…} with events from 900 days before {@code asOfDay} to 100 days after it. */
    static ShopBuilder of(long seed, int customers, int asOfDay) {
        RandomShop shop = new RandomShop(seed, asOfDay);
        for (int i = 0; i < customers; i++) {
            shop.addCustomer("c" + i);
        }
        return shop.shop;
    }

    private void addCustomer(String id) {
        int firstDay = asOfDay - random.nextInt(900);
        int orders = random.nextInt(12);
        for (int i = 0; i < orders; i++) {
            shop.order(order(id, dayFrom(firstDay)));
        }
        int interactions = random.nextInt(60);
        for (int i = 0; i < interactions; i++) {
            addInteraction(id, dayFrom(firstDay));
        }
    }

    private int dayFrom(int firstDay) {
        return firstDay + random.nextInt(asOfDay + 100 - firstDay);
    }

    private ShopBuilder.Order order(String id, int day) {
        double amount = random.nextInt(10) == 0 ? 0 : random.nextInt(2_000_000) / 10_000.0;
        boolean isRefund = random.nextInt(8) == 0;
        return ShopBuilder.Order.of(id, day, isRefund ? -amount : amount)
                .at(random.nextInt(4))
                .status(random.nextInt(5) == 0 ? OrderStatus.of((byte) random.nextInt(4)) : OrderStatus.COMPLETED)
                .with(
                        random.nextInt(3) == 0 ? null : random.nextInt(3) * 2.5,
                        random.nextInt(3) == 0 ? null : Integer.valueOf(random.nextInt(6)),
                        random.nextInt(3) == 0 ? null : amount / 2)
                .channel(channel());
    }

    private void addInteraction(String id, int day) {
        String kind =
                random.nextInt(3) == 0 ? InteractionKind.VISIT.text() : KINDS[random.nextInt(KINDS.length)].text();
        double value = random.nextInt(6) == 0 ? Double.NaN : random.nextInt(11);
        shop.interactions.add(new ShopBuilder.Interaction(
                id, day, day * ShopBuilder.DAY_MICROS + random.nextInt(3) * 1_000_000L, kind, channel(), value));
    }

    private @Nullable String channel() {
        int index = random.nextInt(CHANNELS.length + 1);
        return index == CHANNELS.length ? null : CHANNELS[index];
    }
}
