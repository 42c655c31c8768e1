package dev.nightjar.sample;

/**
 * Writes the orders of one customer: one or two completed orders on each purchase day, and beside them what must not
 * change how many purchases there were: refunds, returned, cancelled and pending orders, and a little dirt.
 */
final class OrderMaker {

    /** Order ids of customer i are from i times this. */
    static final long IDS_PER_CUSTOMER = 10_000;

    private static final byte COMPLETED = 0;
    private static final byte RETURNED = 1;
    private static final byte CANCELLED = 2;
    private static final byte PENDING = 3;
    private static final byte NO_CURRENCY = 3;

    private static final double DIRT_SHARE = 0.0025;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private final ShopCalendar calendar;
    private final Draws draws;
    private final OrderColumns orders;
    private final Shopper shopper;
    private final int currency;
    private long nextId;

    OrderMaker(Shopper shopper, int currency, ShopCalendar calendar, Draws draws, OrderColumns orders) {
        this.shopper = shopper;
        this.currency = currency;
        this.calendar = calendar;
        this.draws = draws;
        this.orders = orders;
        nextId = shopper.customerId() * IDS_PER_CUSTOMER;
    }

    /** Adds all rows of the customer. */
    void make() {
        int before = orders.rows;
        for (int day : shopper.purchaseDays()) {
            purchase(day);
            beside(day);
        }
        boolean isWaiting = shopper.leftDay() == Shopper.STAYS && shopper.purchaseDays().length > 0;
        if (isWaiting && draws.chance(0.01)) {
            int day = Math.max(calendar.lastDay() - draws.wholeBetween(0, 2), shopper.purchaseDays()[0]);
            order(day, PENDING, spend());
        }
        if (orders.rows > before && draws.chance(DIRT_SHARE)) {
            dirt(before);
        }
    }

    private double spend() {
        return draws.gamma(SampleTruth.P) / shopper.spendRate();
    }

    private void purchase(int day) {
        double total = spend();
        double firstShare = draws.chance(0.02) ? draws.between(0.2, 0.8) : 1;
        order(day, COMPLETED, total * firstShare);
        if (firstShare < 1) {
            order(day, COMPLETED, total * (1 - firstShare));
        }
        if (draws.chance(shopper.isSour(day) ? 0.1 : 0.04)) {
            double share = draws.chance(0.6) ? 1 : draws.between(0.2, 0.9);
            int back = day + draws.wholeBetween(2, 30);
            if (back <= calendar.lastDay()) {
                int row = order(back, RETURNED, total * firstShare * share);
                orders.amountCents[row] = -orders.amountCents[row];
                orders.discountCents[row] = OrderColumns.NO_MONEY;
                orders.costCents[row] = OrderColumns.NO_MONEY;
            }
        }
    }

    private void beside(int day) {
        int later = day + draws.wholeBetween(1, 20);
        int kind = draws.pick(0.93, 0.03, 0.04);
        if (kind > 0 && later <= calendar.lastDay()) {
            order(later, kind == 1 ? RETURNED : CANCELLED, spend());
        }
    }

    private int order(int day, byte status, double pounds) {
        int row = orders.next();
        double local = pounds / calendar.rate(currency, day);
        long cents = Math.max(1, Math.round(local * 100));
        orders.orderId[row] = nextId++;
        orders.customerId[row] = shopper.customerId();
        orders.day[row] = day;
        orders.orderedAt[row] = calendar.instant(day, draws);
        orders.amountCents[row] = cents;
        orders.currency[row] = (byte) currency;
        orders.status[row] = status;
        orders.discountCents[row] = draws.chance(0.25) ? Math.round(cents * draws.between(0.05, 0.3)) : 0;
        orders.itemCount[row] = 1 + draws.poisson(Math.min(pounds / 25, 20));
        orders.costCents[row] = Math.round(cents * draws.between(0.45, 0.65));
        orders.channel[row] = (byte) draws.pick(60, 25, 12, 3);
        orders.updatedAt[row] = orders.orderedAt[row] + draws.wholeBetween(0, 48) * MICROS_PER_HOUR;
        return row;
    }

    /** One row that a reader has to refuse and that changes nothing once it is refused. */
    private void dirt(int first) {
        int row = orders.copy(first);
        switch (draws.pick(4, 1, 3, 2)) {
            case 0 -> {
                orders.orderId[row] = nextId++;
                orders.amountCents[row] = OrderColumns.NO_MONEY;
            }
            case 1 -> {
                orders.orderId[row] = nextId++;
                orders.currency[row] = NO_CURRENCY;
            }
            case 2 -> {
                // the same row once more: counts once
            }
            default -> {
                orders.amountCents[row] += 100;
                orders.updatedAt[row] -= MICROS_PER_HOUR;
            }
        }
    }
}
