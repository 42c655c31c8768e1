package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.family.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values worked out by hand; 2026-03-01, a Sunday, is the as-of date. */
class FeatureCalculatorTests {

    private static final int AS_OF = 20_513;
    private static final FeatureCatalogue CATALOGUE =
            FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of("industry"), 365, 90));
    private static final String ID = "o'neill \"x\"\t\ud83d\ude00";

    private final ShopBuilder shop = new ShopBuilder();

    @Test
    void oneOrderHasCountsButNoGaps() {
        order(10, 20);

        value("order_count").isEqualTo(1);
        value("order_count_7d").isZero();
        value("order_count_30d").isEqualTo(1);
        value("spend_30d").isEqualTo(20);
        value("days_since_last_order").isEqualTo(10);
        value("days_since_first_order").isEqualTo(10);
        value("mean_gap_days").isNaN();
        value("median_gap_days").isNaN();
        value("longest_gap_days").isNaN();
        value("last_gap_days").isNaN();
        value("gap_deviation_days").isNaN();
        value("overdue_ratio").isNaN();
        value("order_value_deviation").isNaN();
        value("order_trend_30d").isEqualTo(1);
        value("order_trend_7d").isEqualTo(-1);
    }

    @Test
    void windowsAreHalfOpen() {
        order(30, 1).order(ID, AS_OF - 31, 2).order(ID, AS_OF - 60, 4).order(ID, AS_OF - 61, 8);

        value("spend_30d").isEqualTo(1);
        value("spend_90d").isEqualTo(15);
        value("spend_trend_30d").isEqualTo((1 - 6) / 7.0);
        value("order_trend_30d").isEqualTo((1 - 2) / 3.0);
    }

    @Test
    void anOrderOfAmountZeroIsAnOrder() {
        order(3, 0);

        value("order_count").isEqualTo(1);
        value("spend_7d").isZero();
        value("mean_order_value").isZero();
        value("last_order_value_ratio").isNaN();
        value("refund_share").isNaN();
        value("spend_trend_30d").isNaN();
        value("order_trend_30d").isEqualTo(1);
    }

    @Test
    void ordersOfOneDayAreOnePurchaseDay() {
        order(20, 5);
        shop.order(ShopBuilder.Order.of(ID, AS_OF - 20, 7).at(60)).order(ID, AS_OF - 10, 1);

        value("order_count").isEqualTo(3);
        value("purchase_day_count").isEqualTo(2);
        value("mean_gap_days").isEqualTo(10);
    }

    @Test
    void gapsAreComparedWithTheUsual() {
        order(50, 1).order(ID, AS_OF - 40, 1).order(ID, AS_OF - 20, 1);

        value("mean_gap_days").isEqualTo(15);
        value("median_gap_days").isEqualTo(15);
        value("longest_gap_days").isEqualTo(20);
        value("last_gap_days").isEqualTo(20);
        value("gap_deviation_days").isCloseTo(Math.sqrt(50), within(1e-12));
        value("gap_variation").isCloseTo(Math.sqrt(50) / 15, within(1e-12));
        value("last_gap_ratio").isCloseTo(20 / 15.0, within(1e-12));
        value("overdue_ratio").isCloseTo(20 / 15.0, within(1e-12));
        value("overdue_days").isEqualTo(5);
        value("silence_deviations").isCloseTo(5 / (1 + Math.sqrt(50)), within(1e-12));
    }

    @Test
    void valuesOfOrders() {
        order(300, 10).order(ID, AS_OF - 200, 40).order(ID, AS_OF - 100, 10);

        value("mean_order_value").isEqualTo(20);
        value("first_order_value").isEqualTo(10);
        value("last_order_value").isEqualTo(10);
        value("max_order_value").isEqualTo(40);
        value("order_value_deviation").isCloseTo(Math.sqrt(300), within(1e-12));
        value("order_value_variation").isCloseTo(Math.sqrt(300) / 20, within(1e-12));
        value("last_order_value_ratio").isEqualTo(0.5);
        value("spend_per_30_days").isCloseTo(6, within(1e-12));
        value("orders_per_30_days").isCloseTo(0.3, within(1e-12));
    }

    @Test
    void refundsReturnsCancelledAndPendingAreNoPurchases() {
        order(10, 100);
        order(9, -30);
        orderOfStatus(8, 50, OrderStatus.RETURNED);
        orderOfStatus(7, 50, OrderStatus.CANCELLED);
        orderOfStatus(6, 50, OrderStatus.PENDING);
        orderOfStatus(5, -5, OrderStatus.CANCELLED);

        value("order_count").isEqualTo(1);
        value("historic_value").isEqualTo(65);
        value("refund_count").isEqualTo(2);
        value("refund_share").isEqualTo(0.35);
        value("return_count").isEqualTo(1);
        value("return_share").isEqualTo(0.5);
        value("cancelled_count_365d").isEqualTo(1);
        value("cancelled_share").isEqualTo(0.5);
        value("pending_count").isEqualTo(1);
        value("days_since_last_return").isEqualTo(5);
        value("days_since_last_order").isEqualTo(10);
    }

    @Test
    void aCustomerWithRefundsOnlyHasNoSharesButDoesNotFail() {
        order(10, -30);

        value("order_count").isZero();
        value("refund_count_90d").isEqualTo(1);
        value("days_since_last_order").isNaN();
        value("mean_order_value").isNaN();
        value("weekend_order_share").isNaN();
        value("max_order_value").isNaN();
        value("orders_per_30_days").isNaN();
        category("main_order_channel").isNull();
    }

    @Test
    void columnsThatAreEmptyAreMissingAndNotZero() {
        order(10, 20);

        value("discounted_order_share").isNaN();
        value("discount_rate").isNaN();
        value("mean_item_count").isNaN();
        value("max_item_count").isNaN();
        value("last_item_count").isNaN();
        value("mean_item_value").isNaN();
        value("margin_rate").isNaN();
        value("main_order_channel_share").isNaN();
        value("order_channel_count").isZero();
    }

    @Test
    void basketsCountTheOrdersThatSay() {
        shop.order(full(100, 90, 10.0, 4, 45.0))
                .order(full(50, 60, 0.0, 2, null))
                .order(full(20, 10, null, null, null));

        value("discounted_order_share").isEqualTo(0.5);
        value("discounted_order_share_90d").isZero();
        value("discounted_order_share_365d").isEqualTo(0.5);
        value("discount_rate").isEqualTo(10 / 160.0);
        value("mean_item_count").isEqualTo(3);
        value("last_item_count").isEqualTo(2);
        value("max_item_count").isEqualTo(4);
        value("item_count_365d").isEqualTo(6);
        value("mean_item_value").isEqualTo(25);
        value("margin_rate").isEqualTo(0.5);
    }

    @Test
    void piecesAndDiscountsThatSumToNothingGiveNoRatio() {
        shop.order(full(100, 0, 0.0, 0, 0.0));

        value("mean_item_value").isNaN();
        value("discount_rate").isNaN();
        value("margin_rate").isNaN();
    }

    @Test
    void habitsOfDaysMonthsAndSeasons() {
        // 2026-02-28 is a Saturday, 2026-02-21 another, 2026-02-05 a Thursday; 2025-03-05 lies 361 days back
        order(1, 1).order(ID, AS_OF - 8, 1).order(ID, AS_OF - 24, 1).order(ID, AS_OF - 361, 1);

        value("weekend_order_share").isEqualTo(0.5);
        value("main_weekday_share").isEqualTo(0.5);
        value("main_month_share").isEqualTo(0.75);
        value("order_month_count").isEqualTo(2);
        value("month_start_order_share").isEqualTo(0.5);
        value("order_count_year_ago").isEqualTo(1);
        value("active_block_count").isEqualTo(1);
    }

    @Test
    void theSeasonAYearAgoIsAsLongAsTheHorizon() {
        order(365, 1).order(ID, AS_OF - 366, 1).order(ID, AS_OF - 276, 1).order(ID, AS_OF - 275, 1);

        value("order_count_year_ago").isEqualTo(2);
    }

    @Test
    void channelsOfOrders() {
        shop.order(ShopBuilder.Order.of(ID, AS_OF - 9, 1).channel("web"))
                .order(ShopBuilder.Order.of(ID, AS_OF - 8, 1).channel("store"))
                .order(ShopBuilder.Order.of(ID, AS_OF - 7, 1).channel("web"))
                .order(ShopBuilder.Order.of(ID, AS_OF - 6, 1).channel("store"))
                .order(ShopBuilder.Order.of(ID, AS_OF - 6, 1).channel("kiosk"))
                .order(ShopBuilder.Order.of(ID, AS_OF - 5, 1).channel(null));

        value("order_channel_count").isEqualTo(3);
        value("main_order_channel_share").isEqualTo(0.4);
        category("main_order_channel").isEqualTo("store");
        category("last_order_channel").isEqualTo("kiosk");
    }

    @Test
    void noInteractionIsZeroVisitsAndNoLastOne() {
        order(10, 1);

        value("visit_count_30d").isZero();
        value("interaction_count_365d").isZero();
        value("days_since_last_interaction").isNaN();
        value("visit_trend_30d").isNaN();
        value("email_open_rate_90d").isNaN();
        value("open_ticket_count").isZero();
        value("last_nps").isNaN();
        value("mean_nps").isNaN();
        value("nps_change").isNaN();
        category("main_interaction_channel").isNull();
    }

    @Test
    void interactionsCountByKindAndChannel() {
        order(10, 1);
        shop.interaction(ID, AS_OF - 40, "visit", "web", Double.NaN)
                .interaction(ID, AS_OF - 20, "visit", "WEB", Double.NaN)
                .interaction(ID, AS_OF - 20, "login", "ios", Double.NaN)
                .interaction(ID, AS_OF - 5, "drone_delivery", "drone", Double.NaN)
                .interaction(ID, AS_OF - 4, "referral", null, Double.NaN)
                .interaction(ID, AS_OF - 700, "social", "instagram", Double.NaN);

        value("interaction_count_30d").isEqualTo(4);
        value("interaction_day_count_30d").isEqualTo(3);
        value("visit_count_30d").isEqualTo(1);
        value("visit_trend_30d").isZero();
        value("login_count_30d").isEqualTo(1);
        value("app_interaction_count_30d").isEqualTo(1);
        value("web_interaction_count_90d").isEqualTo(2);
        value("interaction_kind_count_90d").isEqualTo(3);
        value("interaction_channel_count_365d").isEqualTo(4);
        value("interaction_count_since_last_order").isEqualTo(2);
        value("days_since_last_interaction").isEqualTo(4);
        value("days_since_last_referral").isEqualTo(4);
        value("days_since_last_social").isEqualTo(700);
        value("days_since_last_cancel").isNaN();
    }

    @Test
    void emailRatesAndTheirChange() {
        order(10, 1);
        repeat(4, 100, "email_sent");
        repeat(3, 100, "email_open");
        repeat(2, 50, "email_sent");
        repeat(1, 50, "email_open");
        repeat(1, 20, "email_click");
        repeat(1, 15, "unsubscribe");

        value("email_open_rate_90d").isEqualTo(0.5);
        value("email_open_rate_365d").isEqualTo(4 / 6.0);
        value("email_open_rate_change_90d").isEqualTo(-0.25);
        value("email_click_rate_90d").isEqualTo(1);
        value("unsubscribe_count").isEqualTo(1);
        value("days_since_last_unsubscribe").isEqualTo(15);
    }

    @Test
    void cartsTicketsAndComplaints() {
        order(30, 1);
        repeat(4, 40, "cart_add");
        repeat(2, 40, "cart_abandon");
        repeat(1, 20, "cart_abandon");
        repeat(1, 25, "ticket_opened");
        repeat(3, 24, "ticket_closed");
        repeat(1, 10, "complaint");

        value("cart_abandon_rate_90d").isEqualTo(0.75);
        value("cart_abandon_count_since_last_order").isEqualTo(1);
        value("days_since_last_cart_abandon").isEqualTo(20);
        value("open_ticket_count").isZero();
        value("ticket_opened_count_30d").isEqualTo(1);
        value("complaint_count_since_last_order").isEqualTo(1);
    }

    @Test
    void ratingsWithoutANumberDoNotCount() {
        order(30, 1);
        shop.interaction(ID, AS_OF - 20, "nps", null, 9)
                .interaction(ID, AS_OF - 10, "nps", null, 3)
                .interaction(ID, AS_OF - 5, "nps", null, Double.NaN)
                .interaction(ID, AS_OF - 4, "nps", null, Double.POSITIVE_INFINITY)
                .interaction(ID, AS_OF - 3, "review", null, 2)
                .interaction(ID, AS_OF - 3, "visit", null, 1_000);

        value("last_nps").isEqualTo(3);
        value("mean_nps").isEqualTo(6);
        value("nps_change").isEqualTo(-6);
        value("days_since_last_nps").isEqualTo(10);
        value("last_review").isEqualTo(2);
        value("review_change").isNaN();
        value("last_csat").isNaN();
    }

    @Test
    void profileFeaturesAreThoseThatDoNotChange() {
        order(10, 1);
        shop.profile(profile(AS_OF - 100));

        value("tenure_days").isEqualTo(100);
        value("days_from_sign_up_to_first_order").isEqualTo(90);
        category("country").isEqualTo("GB");
        category("acquisition_channel").isEqualTo("search");
        category("attribute_industry").isEqualTo("retail");
    }

    @Test
    void aSignUpOnTheAsOfDateIsNotKnownYet() {
        order(10, 1);
        shop.profile(profile(AS_OF));

        value("tenure_days").isNaN();
        value("days_from_sign_up_to_first_order").isNaN();
    }

    @Test
    void anUnknownProfileIsMissing() {
        order(10, 1);

        value("tenure_days").isNaN();
        category("country").isNull();
        category("attribute_industry").isNull();
    }

    @Test
    void aHundredThousandEventsOfOneCustomerAreCounted() {
        for (int i = 0; i < 50_000; i++) {
            order(1 + i % 5_000, 1);
            shop.interaction(ID, AS_OF - 1 - i % 400, "visit");
        }

        value("order_count").isEqualTo(50_000);
        value("purchase_day_count").isEqualTo(5_000);
        value("median_gap_days").isEqualTo(1);
        value("gap_deviation_days").isZero();
        value("interaction_count_365d").isEqualTo(45_625);
    }

    @Test
    void theSameBatchIsPreparedOnceAndAnotherAnew() {
        order(10, 1);
        shop.interaction(ID, AS_OF - 5, "visit");
        CustomerHistory first = shop.customer(ID);
        CustomerHistory second = new ShopBuilder()
                .order(ID, AS_OF - 10, 1)
                .interaction(ID, AS_OF - 5, "login")
                .interaction(ID, AS_OF - 5, "visit")
                .customer(ID);
        FeatureCalculator calculator = new FeatureCalculator(CATALOGUE);
        calculator.prepare(first.interactions());
        int logins = CATALOGUE.codes(Feature.Kind.NUMBER).indexOf("login_count_7d");
        double[] vector = new double[calculator.numberCount()];

        calculator.calculate(first, AS_OF, vector);
        assertThat(vector[logins]).isZero();
        calculator.calculate(second, AS_OF, vector);
        assertThat(vector[logins]).isEqualTo(1);
        calculator.calculate(first, AS_OF, vector);
        assertThat(vector[logins]).isZero();
    }

    private ShopBuilder order(int daysAgo, double amount) {
        return shop.order(ID, AS_OF - daysAgo, amount);
    }

    private void orderOfStatus(int daysAgo, double amount, OrderStatus status) {
        shop.order(ShopBuilder.Order.of(ID, AS_OF - daysAgo, amount).status(status));
    }

    private static ShopBuilder.Order full(
            int daysAgo, double amount, @Nullable Double discount, @Nullable Integer items, @Nullable Double cost) {
        return ShopBuilder.Order.of(ID, AS_OF - daysAgo, amount).with(discount, items, cost);
    }

    private void repeat(int times, int daysAgo, String kind) {
        for (int i = 0; i < times; i++) {
            shop.interaction(ID, AS_OF - daysAgo, kind);
        }
    }

    private static Profile profile(int signedUpDay) {
        return new Profile(
                ID, signedUpDay, "GB", "en", null, "search", Money.MISSING, null, null, Map.of("industry", "retail"));
    }

    private AbstractDoubleAssert<?> value(String code) {
        FeatureCalculator calculator = new FeatureCalculator(CATALOGUE);
        double[] vector = new double[calculator.numberCount()];
        calculator.calculate(shop.customer(ID), AS_OF, vector);
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> codes = CATALOGUE.codes(Feature.Kind.NUMBER);
        for (int i = 0; i < vector.length; i++) {
            values.put(codes.get(i), vector[i]);
        }
        return assertThat(Objects.requireNonNull(values.get(code), code).doubleValue())
                .as(code);
    }

    private AbstractStringAssert<?> category(String code) {
        FeatureCalculator calculator = new FeatureCalculator(CATALOGUE);
        calculator.calculate(shop.customer(ID), AS_OF, new double[calculator.numberCount()]);
        @Nullable String[] texts = new String[calculator.categoryCount()];
        calculator.categories(texts);
        return assertThat(texts[CATALOGUE.codes(Feature.Kind.CATEGORY).indexOf(code)])
                .as(code);
    }
}
