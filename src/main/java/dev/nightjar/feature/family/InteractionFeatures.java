package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.ChannelGroup;
import dev.nightjar.feature.tally.CustomerTally;
import dev.nightjar.feature.tally.InteractionKind;
import dev.nightjar.feature.tally.InteractionTally;
import dev.nightjar.feature.tally.Window;
import dev.nightjar.feature.tally.WindowCounts;
import java.util.Locale;
import java.util.function.Function;

/** How much the customer is seen, by kind and by channel, whether that fades, and what is left in carts. */
final class InteractionFeatures {

    private static final String FAMILY = "interactions";
    private static final String CART_FAMILY = "cart abandonment";
    private static final String CHANNEL = "interactions.channel";
    private static final InteractionKind[] FREQUENT = {
        InteractionKind.VISIT,
        InteractionKind.PRODUCT_VIEW,
        InteractionKind.CART_ADD,
        InteractionKind.LOGIN,
        InteractionKind.FEATURE_USE
    };
    private static final InteractionKind[] RARE = {
        InteractionKind.SURVEY, InteractionKind.REFERRAL, InteractionKind.SOCIAL, InteractionKind.CANCEL
    };

    private InteractionFeatures() {}

    static void declare(FeatureSheet sheet) {
        Series all = new Series("interaction", "Interactions", FeatureSheet.OCCURRED_AT);
        declareSeries(sheet, all, tally -> tally.interactions().all());
        declareWhole(sheet);
        for (InteractionKind kind : FREQUENT) {
            Series series = new Series(kind.text(), words(kind), FeatureSheet.KIND);
            declareSeries(sheet, series, tally -> tally.interactions().of(kind));
        }
        for (InteractionKind kind : RARE) {
            declareRare(sheet, kind);
        }
        for (ChannelGroup group : ChannelGroup.values()) {
            if (group != ChannelGroup.OTHER) {
                String name = group.name().toLowerCase(Locale.ROOT);
                Series series = new Series(name + "_interaction", "Interactions by " + name, CHANNEL);
                declareSeries(sheet, series, tally -> tally.interactions().of(group));
            }
        }
        declareChannels(sheet);
        declareCarts(sheet);
    }

    private record Series(String code, String label, String needs) {}

    private static void declareSeries(
            FeatureSheet sheet, Series series, Function<CustomerTally, WindowCounts> countsOf) {
        for (Window window : Window.values()) {
            sheet.line(
                            FAMILY,
                            series.code() + "_count_" + window.suffix(),
                            series.label() + " in the last " + window.days() + " days")
                    .unit("interactions")
                    .window(window)
                    .definition(series.label() + " in the window.")
                    .needs(series.needs())
                    .number(tally -> countsOf.apply(tally).within(window));
            sheet.line(
                            FAMILY,
                            series.code() + "_trend_" + window.suffix(),
                            series.label() + ", trend over " + window.days() + " days")
                    .unit("-1 to 1")
                    .window(window.days() + " days and the " + window.days() + " before")
                    .definition(series.label() + ": (in the window − in the window before) / their sum; missing if both"
                            + " are 0.")
                    .needs(series.needs())
                    .number(tally -> countsOf.apply(tally).trend(window));
        }
    }

    private static void declareWhole(FeatureSheet sheet) {
        for (Window window : Window.values()) {
            sheet.line(
                            FAMILY,
                            "interaction_day_count_" + window.suffix(),
                            "Days with an interaction in the last " + window.days() + " days")
                    .unit("days")
                    .window(window)
                    .definition("Business days with an interaction in the window.")
                    .needs(FeatureSheet.OCCURRED_AT)
                    .number(tally -> tally.interactions().activeDays().within(window));
        }
        sheet.line(FAMILY, "interaction_kind_count_90d", "Kinds of interaction in the last 90 days")
                .unit("kinds")
                .window(Window.DAYS_90)
                .definition("Different known kinds in the window.")
                .needs(FeatureSheet.KIND)
                .number(tally -> tally.interactions().distinctKinds(Window.DAYS_90));
        sheet.line(FAMILY, "interaction_count_since_last_order", "Interactions since the last order")
                .unit("interactions")
                .window("since the last order")
                .definition("Interactions after the instant of the last completed order.")
                .needs(FeatureSheet.OCCURRED_AT)
                .number(tally -> tally.interactions().sinceLastOrder());
    }

    private static void declareRare(FeatureSheet sheet, InteractionKind kind) {
        sheet.line(FAMILY, kind.text() + "_count_365d", words(kind) + " in the last 365 days")
                .unit("interactions")
                .window(Window.DAYS_365)
                .definition(words(kind) + " in the window.")
                .needs(FeatureSheet.KIND)
                .number(tally -> tally.interactions().of(kind).within(Window.DAYS_365));
        sheet.line(FAMILY, "days_since_last_" + kind.text(), "Days since the last of: " + words(kind))
                .unit("days")
                .definition("Days from the last interaction of this kind to the as-of date; missing if there was none.")
                .needs(FeatureSheet.KIND)
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.interactions().lastDay(kind)));
    }

    private static void declareChannels(FeatureSheet sheet) {
        sheet.line(FAMILY, "interaction_channel_count_365d", "Channels used in the last 365 days")
                .unit("channels")
                .window(Window.DAYS_365)
                .definition("Different channels of interactions in the window, whatever their names.")
                .needs(CHANNEL)
                .number(tally -> tally.interactions().channels().distinct());
        sheet.line(FAMILY, "main_interaction_channel_share_365d", "Share of interactions on the usual channel")
                .unit("share")
                .window(Window.DAYS_365)
                .definition("Interactions on the most used channel / those with a channel; missing without.")
                .needs(CHANNEL)
                .fill(0)
                .number(tally -> tally.interactions().channels().mainShare());
        sheet.line(FAMILY, "main_interaction_channel", "Usual channel of interactions")
                .window(Window.DAYS_365)
                .definition("Channel of most interactions in the window, the first in the alphabet among equals.")
                .needs(CHANNEL)
                .category(tally -> tally.interactions().channels().main());
    }

    private static void declareCarts(FeatureSheet sheet) {
        for (Window window : new Window[] {Window.DAYS_30, Window.DAYS_90, Window.DAYS_365}) {
            cart(
                            sheet,
                            "cart_abandon_count_" + window.suffix(),
                            "Carts abandoned in the last " + window.days() + " days")
                    .unit("interactions")
                    .window(window)
                    .definition("Carts abandoned in the window.")
                    .number(tally -> tally.interactions()
                            .of(InteractionKind.CART_ABANDON)
                            .within(window));
        }
        cart(sheet, "cart_abandon_rate_90d", "Carts abandoned per addition, last 90 days")
                .unit("ratio")
                .window(Window.DAYS_90)
                .definition("Carts abandoned / additions to the cart in the window; missing if nothing was added.")
                .fill(-1)
                .number(tally -> abandonRate(tally.interactions()));
        cart(sheet, "cart_abandon_count_since_last_order", "Carts abandoned since the last order")
                .unit("interactions")
                .window("since the last order")
                .definition("Carts abandoned after the instant of the last completed order.")
                .number(tally -> tally.interactions().sinceLastOrder(InteractionKind.CART_ABANDON));
        cart(sheet, "days_since_last_cart_abandon", "Days since the last cart was abandoned")
                .unit("days")
                .definition("Days from the last abandoned cart to the as-of date; missing if there was none.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.interactions().lastDay(InteractionKind.CART_ABANDON)));
    }

    private static double abandonRate(InteractionTally interactions) {
        long added = interactions.of(InteractionKind.CART_ADD).within(Window.DAYS_90);
        long abandoned = interactions.of(InteractionKind.CART_ABANDON).within(Window.DAYS_90);
        return added == 0 ? Double.NaN : (double) abandoned / added;
    }

    private static FeatureSheet.Line cart(FeatureSheet sheet, String code, String label) {
        return sheet.line(CART_FAMILY, code, label).needs(FeatureSheet.KIND);
    }

    private static String words(InteractionKind kind) {
        return switch (kind) {
            case VISIT -> "Visits";
            case PRODUCT_VIEW -> "Product views";
            case CART_ADD -> "Additions to the cart";
            case LOGIN -> "Logins";
            case FEATURE_USE -> "Feature uses";
            case SURVEY -> "Surveys answered";
            case REFERRAL -> "Referrals";
            case SOCIAL -> "Social media contacts";
            default -> "Cancellations of a contract";
        };
    }
}
