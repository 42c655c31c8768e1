package dev.nightjar.feature.family;

/** On which days and through which channels the customer orders. */
final class HabitFeatures {

    private static final String FAMILY = "habits";
    private static final String CHANNEL = "orders.channel";

    private HabitFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareDays(sheet);
        declareSeasons(sheet);
        declareChannels(sheet);
    }

    private static void declareDays(FeatureSheet sheet) {
        sheet.line(FAMILY, "weekend_order_share", "Share of orders at weekends")
                .unit("share")
                .definition("Completed orders on Saturday or Sunday / all.")
                .number(tally -> tally.habits().weekendShare());
        sheet.line(FAMILY, "main_weekday_share", "Share of orders on the usual weekday")
                .unit("share")
                .definition("Completed orders on the weekday with most of them / all.")
                .number(tally -> tally.habits().mainWeekdayShare());
        sheet.line(FAMILY, "month_start_order_share", "Share of orders early in a month")
                .unit("share")
                .definition("Completed orders on day 1 to 10 of a month / all.")
                .number(tally -> tally.habits().monthStartShare());
    }

    private static void declareSeasons(FeatureSheet sheet) {
        sheet.line(FAMILY, "main_month_share", "Share of orders in the usual month")
                .unit("share")
                .definition("Completed orders in the calendar month, of any year, with most of them / all.")
                .number(tally -> tally.habits().mainMonthShare());
        sheet.line(FAMILY, "order_month_count", "Months of the year with orders")
                .unit("months")
                .definition("Different calendar months, of any year, with a completed order.")
                .number(tally -> tally.habits().distinctMonths());
        sheet.line(FAMILY, "active_block_count", "Months of the last twelve with orders")
                .unit("blocks")
                .window("360 days")
                .definition("Of the last 12 blocks of 30 days, those with a completed order.")
                .number(tally -> tally.habits().activeBlocks());
        sheet.line(FAMILY, "order_count_year_ago", "Orders in the coming season a year ago")
                .unit("orders")
                .window("churn horizon, 365 days earlier")
                .definition("Completed orders from 365 days before the as-of date on, for the length of the churn"
                        + " horizon, but before the as-of date.")
                .number(tally -> tally.habits().yearAgoCount());
    }

    private static void declareChannels(FeatureSheet sheet) {
        sheet.line(FAMILY, "order_channel_count", "Channels ordered through")
                .unit("channels")
                .definition("Different channels of completed orders.")
                .needs(CHANNEL)
                .number(tally -> tally.orderChannels().distinct());
        sheet.line(FAMILY, "main_order_channel_share", "Share of orders through the usual channel")
                .unit("share")
                .definition("Completed orders through the most used channel / those with a channel; missing without.")
                .needs(CHANNEL)
                .fill(0)
                .number(tally -> tally.orderChannels().mainShare());
        sheet.line(FAMILY, "main_order_channel", "Usual order channel")
                .definition("Channel of most completed orders, the first in the alphabet among equals.")
                .needs(CHANNEL)
                .category(tally -> tally.orderChannels().main());
        sheet.line(FAMILY, "last_order_channel", "Channel of the last order")
                .definition(
                        "Channel of the last completed order that has one, the first in the alphabet at one instant.")
                .needs(CHANNEL)
                .category(tally -> tally.orderChannels().last());
    }
}
