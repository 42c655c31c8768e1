package dev.nightjar.sample;

import static dev.nightjar.sample.InteractionColumns.*;

/**
 * Writes the interactions of one customer. They foretell whether orders will follow: who is about to leave looks and
 * opens less, complains and abandons carts more; who has left is nearly silent. How often a customer buys shows too.
 */
final class InteractionMaker {

    /** Interaction ids of customer i are from i times this. */
    static final long IDS_PER_CUSTOMER = 100_000;

    private static final int DAYS_BETWEEN_CAMPAIGNS = 14;
    private static final double MOST_ANNOYED = 7;

    private final ShopCalendar calendar;
    private final Draws draws;
    private final InteractionColumns interactions;
    private final Shopper shopper;
    private long nextId;

    InteractionMaker(Shopper shopper, ShopCalendar calendar, Draws draws, InteractionColumns interactions) {
        this.shopper = shopper;
        this.calendar = calendar;
        this.draws = draws;
        this.interactions = interactions;
        nextId = shopper.customerId() * IDS_PER_CUSTOMER;
    }

    /** Adds all rows of the customer. */
    void make(boolean takesMail) {
        looks();
        troubles();
        opinions();
        if (takesMail) {
            mail();
        }
        if (shopper.leftDay() != Shopper.STAYS && draws.chance(0.04)) {
            add(shopper.leftDay() + draws.wholeBetween(1, 40), CANCEL, WEB);
        }
    }

    private void looks() {
        double keen = shopper.engagement() * (0.035 + 0.46 * StrictMath.sqrt(Math.min(shopper.purchaseRate(), 1)));
        boolean prefersApp = draws.chance(0.35);
        byte channel = prefersApp ? APP : WEB;
        int visits = draws.poisson(keen * weeks());
        for (int i = 0; i < visits; i++) {
            int day = someDay();
            if (draws.chance(shopper.interest(day))) {
                visit(day, channel);
            }
        }
    }

    private void visit(int day, byte channel) {
        add(day, VISIT, channel);
        if (channel == APP && draws.chance(0.3)) {
            add(day, LOGIN, channel);
        }
        if (draws.chance(0.35)) {
            add(day, PRODUCT_VIEW, channel);
        }
        if (draws.chance(0.18)) {
            add(day, CART_ADD, channel);
            if (draws.chance(Math.min(0.9, 0.25 + 0.12 * shopper.annoyance(day)))) {
                add(day, CART_ABANDON, channel);
            }
        }
    }

    private void troubles() {
        int moments = draws.poisson(0.012 * MOST_ANNOYED * weeks());
        for (int i = 0; i < moments; i++) {
            int day = someDay();
            if (!draws.chance(shopper.annoyance(day) / MOST_ANNOYED)) {
                continue;
            }
            if (draws.chance(0.35)) {
                add(day, COMPLAINT, draws.chance(0.5) ? PHONE : WEB);
            } else {
                ticket(day);
            }
        }
    }

    private void ticket(int day) {
        add(day, TICKET_OPENED, draws.chance(0.4) ? PHONE : WEB);
        int closed = day + draws.wholeBetween(0, 12);
        if (draws.chance(shopper.isSour(day) ? 0.7 : 0.95)) {
            add(closed, TICKET_CLOSED, PHONE);
            if (draws.chance(0.35)) {
                rate(closed + draws.wholeBetween(0, 3), CSAT, stars(day));
            }
        }
    }

    private void opinions() {
        for (int day : shopper.purchaseDays()) {
            if (draws.chance(0.1)) {
                rate(day + draws.wholeBetween(3, 21), REVIEW, stars(day));
            }
            if (draws.chance(0.08)) {
                boolean isSour = shopper.isSour(day);
                int low = isSour ? 0 : 6;
                rate(day + draws.wholeBetween(5, 30), NPS, draws.wholeBetween(low, isSour ? 8 : 10));
            }
            if (draws.chance(0.02) && !shopper.isSour(day)) {
                add(day + draws.wholeBetween(0, 30), REFERRAL, WEB);
            }
        }
    }

    private int stars(int day) {
        return shopper.isSour(day) ? 1 + draws.pick(30, 30, 20, 12, 8) : 1 + draws.pick(3, 5, 12, 35, 45);
    }

    private void mail() {
        int campaigns = (calendar.lastDay() - calendar.firstDay()) / DAYS_BETWEEN_CAMPAIGNS;
        for (int campaign = 0; campaign <= campaigns; campaign++) {
            int day = calendar.firstDay() + campaign * DAYS_BETWEEN_CAMPAIGNS;
            if (day < shopper.signedUpDay() || !draws.chance(0.13)) {
                continue;
            }
            letter(day, EMAIL_SENT, campaign);
            if (draws.chance(Math.min(0.95, 0.45 * shopper.engagement() * shopper.interest(day)))) {
                letter(day, EMAIL_OPEN, campaign);
                if (draws.chance(0.25)) {
                    letter(day, EMAIL_CLICK, campaign);
                }
            } else if (draws.chance(shopper.isSour(day) ? 0.06 : 0.004)) {
                letter(day, UNSUBSCRIBE, campaign);
                return;
            }
        }
    }

    private double weeks() {
        return (calendar.lastDay() - shopper.signedUpDay() + 1) / 7.0;
    }

    private int someDay() {
        return draws.wholeBetween(shopper.signedUpDay(), calendar.lastDay());
    }

    private void rate(int day, byte kind, int value) {
        add(day, kind, EMAIL);
        if (day <= calendar.lastDay()) {
            interactions.value[interactions.rows - 1] = value;
        }
    }

    private void letter(int day, byte kind, int campaign) {
        add(day, kind, EMAIL);
        interactions.campaign[interactions.rows - 1] = campaign;
    }

    /** Adds a row, unless its day is after the shop's last. */
    private void add(int day, byte kind, byte channel) {
        if (day > calendar.lastDay()) {
            return;
        }
        int row = interactions.next();
        interactions.interactionId[row] = nextId++;
        interactions.customerId[row] = shopper.customerId();
        interactions.day[row] = day;
        interactions.occurredAt[row] = calendar.instant(day, draws);
        interactions.kind[row] = kind;
        interactions.channel[row] = channel;
        interactions.value[row] = Double.NaN;
        interactions.campaign[row] = NO_CAMPAIGN;
    }
}
