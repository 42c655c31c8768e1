package dev.nightjar.sample;

import dev.nightjar.postgres.CopyInWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Writes chunks of a shop into the tables of schema {@code shop} with binary COPY, in the transaction of a connection. */
final class ShopCopy {

    private static final String[] ORDER_COLUMNS = {
        "order_id",
        "customer_id",
        "ordered_at",
        "amount",
        "currency",
        "status",
        "discount",
        "item_count",
        "cost",
        "channel",
        "updated_at"
    };
    private static final String[] INTERACTION_COLUMNS = {
        "interaction_id", "customer_id", "occurred_at", "kind", "channel", "value", "campaign_id"
    };
    private static final String[] CUSTOMER_COLUMNS = {
        "customer_id",
        "signed_up_on",
        "country",
        "language",
        "time_zone",
        "acquisition_channel",
        "acquisition_cost",
        "profiling_consent",
        "marketing_consent",
        "attributes"
    };

    private final Connection connection;

    ShopCopy(Connection connection) {
        this.connection = connection;
    }

    void orders(OrderColumns orders) {
        try (CopyInWriter copy = CopyInWriter.open(connection, "shop.orders", ORDER_COLUMNS)) {
            for (int row = 0; row < orders.rows; row++) {
                copy.startRow();
                copy.writeLong(orders.orderId[row]);
                copy.writeLong(orders.customerId[row]);
                copy.writeTimestamp(orders.orderedAt[row]);
                money(copy, orders.amountCents[row]);
                copy.writeText(OrderColumns.CURRENCIES[orders.currency[row]]);
                copy.writeText(OrderColumns.STATUSES[orders.status[row]]);
                money(copy, orders.discountCents[row]);
                copy.writeInt(orders.itemCount[row]);
                money(copy, orders.costCents[row]);
                copy.writeText(OrderColumns.CHANNELS[orders.channel[row]]);
                copy.writeTimestamp(orders.updatedAt[row]);
            }
            copy.finish();
        }
    }

    void interactions(InteractionColumns interactions) {
        try (CopyInWriter copy = CopyInWriter.open(connection, "shop.interactions", INTERACTION_COLUMNS)) {
            for (int row = 0; row < interactions.rows; row++) {
                copy.startRow();
                copy.writeLong(interactions.interactionId[row]);
                copy.writeLong(interactions.customerId[row]);
                copy.writeTimestamp(interactions.occurredAt[row]);
                copy.writeText(InteractionColumns.KINDS[interactions.kind[row]]);
                copy.writeText(InteractionColumns.CHANNELS[interactions.channel[row]]);
                copy.writeDoubleOrNull(interactions.value[row]);
                copy.writeTextOrNull(InteractionColumns.campaignId(interactions.campaign[row]));
            }
            copy.finish();
        }
    }

    void customers(Iterable<ShopProfile> profiles) {
        try (CopyInWriter copy = CopyInWriter.open(connection, "shop.customers", CUSTOMER_COLUMNS)) {
            for (ShopProfile profile : profiles) {
                Long cost = profile.acquisitionCostCents();
                copy.startRow();
                copy.writeLong(profile.customerId());
                copy.writeDate(profile.signedUpDay());
                copy.writeText(profile.country());
                copy.writeText(profile.language());
                copy.writeText(profile.timeZone());
                copy.writeText(profile.acquisitionChannel());
                money(copy, cost == null ? OrderColumns.NO_MONEY : cost);
                flag(copy, profile.profilingConsent());
                flag(copy, profile.marketingConsent());
                copy.writeJsonb(profile.attributes());
            }
            copy.finish();
        }
    }

    /** Writes the rates of all days that have some. */
    void rates(ShopCalendar calendar) {
        try (CopyInWriter copy =
                CopyInWriter.open(connection, "shop.fx_rates", "rate_date", "currency", "rate_to_base")) {
            for (int day = calendar.firstRateDay(); day <= calendar.lastDay(); day++) {
                if (!ShopCalendar.isRateDay(day)) {
                    continue;
                }
                for (int currency = 1; currency < ShopCalendar.CURRENCIES.length; currency++) {
                    copy.startRow();
                    copy.writeDate(day);
                    copy.writeText(ShopCalendar.CURRENCIES[currency]);
                    copy.writeNumeric(BigDecimal.valueOf(calendar.rate(currency, day)));
                }
            }
            copy.finish();
        }
    }

    private static void money(CopyInWriter copy, long cents) {
        if (cents == OrderColumns.NO_MONEY) {
            copy.writeNull();
        } else {
            copy.writeHundredths(cents);
        }
    }

    private static void flag(CopyInWriter copy, @Nullable Boolean value) {
        if (value == null) {
            copy.writeNull();
        } else {
            copy.writeBoolean(value);
        }
    }
}
