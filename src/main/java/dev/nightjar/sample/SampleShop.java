package dev.nightjar.sample;

import java.time.LocalDate;

/**
 * A shop of any size whose truth is known ({@link SampleTruth}): a pure function of its components. A customer is the
 * same whatever the number of customers, threads or chunks, because each has random streams of its own.
 *
 * @param customers number of customers, 1 to 100,000,000; a few of them are prospects that never order
 * @param seed the same seed gives the same shop
 * @param lastDay last day with events, in {@code Europe/London}; the shop opened {@code years} before the day after it
 * @param years length of its history, 1 to 20
 */
public record SampleShop(long customers, long seed, LocalDate lastDay, int years) {

    private static final long MOST_CUSTOMERS = 100_000_000;
    private static final int MOST_YEARS = 20;
    private static final double GUEST_SHARE = 0.01;
    private static final long STREAMS = 4;

    /** @throws IllegalArgumentException naming the component that is out of its bounds */
    public SampleShop {
        if (customers < 1 || customers > MOST_CUSTOMERS) {
            throw new IllegalArgumentException("customers must be 1 to " + MOST_CUSTOMERS + ", was " + customers);
        }
        if (years < 1 || years > MOST_YEARS) {
            throw new IllegalArgumentException("years must be 1 to " + MOST_YEARS + ", was " + years);
        }
        if (lastDay.isBefore(LocalDate.of(1991, 1, 1)) || lastDay.isAfter(LocalDate.of(2999, 12, 31))) {
            throw new IllegalArgumentException("last day must be 1991-01-01 to 2999-12-31, was " + lastDay);
        }
    }

    /** A shop with three years of history. */
    public static SampleShop of(long customers, long seed, LocalDate lastDay) {
        return new SampleShop(customers, seed, lastDay, 3);
    }

    /** First day with events. */
    public LocalDate firstDay() {
        return lastDay.plusDays(1).minusYears(years);
    }

    ShopCalendar calendar() {
        return new ShopCalendar(firstDay(), lastDay, seed);
    }

    /**
     * The rows of some customers.
     *
     * @param from first customer id, at least 1
     * @param to last customer id, included
     */
    ShopChunk chunk(ShopCalendar calendar, long from, long to) {
        ShopChunk chunk = new ShopChunk(to);
        for (long customerId = from; customerId <= to; customerId++) {
            addCustomer(chunk, calendar, customerId);
        }
        return chunk;
    }

    private void addCustomer(ShopChunk chunk, ShopCalendar calendar, long customerId) {
        long stream = customerId * STREAMS;
        Shopper shopper = Shopper.draw(customerId, calendar, new Draws(seed, stream));
        Draws profileDraws = new Draws(seed, stream + 1);
        ShopProfile profile = ShopProfile.draw(shopper, profileDraws);
        boolean isGuest = shopper.purchaseDays().length > 0 && profileDraws.chance(GUEST_SHARE);
        if (!isGuest) {
            chunk.profiles().add(profile);
        }
        new OrderMaker(shopper, profile.currency(), calendar, new Draws(seed, stream + 2), chunk.orders()).make();
        boolean takesMail = !Boolean.FALSE.equals(profile.marketingConsent()) && !isGuest;
        new InteractionMaker(shopper, calendar, new Draws(seed, stream + 3), chunk.interactions()).make(takesMail);
    }

    /**
     * What was written of a shop.
     *
     * @param customers rows with a profile
     * @param orders rows, refunds and dirt included
     * @param interactions rows
     */
    public record Size(long customers, long orders, long interactions) {

        static final Size NONE = new Size(0, 0, 0);

        Size plus(ShopChunk chunk) {
            return new Size(
                    customers + chunk.profiles().size(),
                    orders + chunk.orders().rows,
                    interactions + chunk.interactions().rows);
        }
    }
}
