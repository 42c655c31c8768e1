package dev.nightjar.source;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.NumericDecoder;
import dev.nightjar.source.batch.OrderBatchBuilder;
import dev.nightjar.source.batch.OrderRow;
import dev.nightjar.source.extract.InspectedTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the orders of one month: types, currency, refusals and repeated ids. */
final class OrderReader implements MonthRows.MonthReader<OrderBatch> {

    private static final String CURRENCY = "currency";
    private static final String STATUS = "status";
    private static final String AMOUNT = "amount";

    private final SourceSettings settings;
    private final FxRates rates;
    private final ByteDictionary erased;

    private final TextField orderId;
    private final TextField customerId;
    private final TextField currency;
    private final TextField status;
    private final TextField channel;
    private final NumberField amount;
    private final NumberField discount;
    private final NumberField cost;
    private final NumberField itemCount;
    private final @Nullable SourceClock updatedAt;
    private final int updatedAtField;

    private final Rejects rejects;
    private final OrderBatchBuilder orders = new OrderBatchBuilder();
    private final OrderRow order = new OrderRow();
    private final ByteDictionary currencies = new ByteDictionary();
    private final List<String> currencyNames = new ArrayList<>();
    private final ByteDictionary statuses = new ByteDictionary();
    private final List<@Nullable OrderStatus> statusOfCode = new ArrayList<>();

    OrderReader(InspectedTable table, SourceSettings settings, FxRates rates, ByteDictionary erased) {
        this.settings = settings;
        this.rates = rates;
        this.erased = erased;
        this.rejects = new Rejects(table.table());
        this.orderId = new TextField(table, "order_id");
        this.customerId = new TextField(table, "customer_id");
        this.currency = new TextField(table, CURRENCY);
        this.status = new TextField(table, STATUS);
        this.channel = new TextField(table, "channel");
        this.amount = new NumberField(table, AMOUNT);
        this.discount = new NumberField(table, "discount");
        this.cost = new NumberField(table, "cost");
        this.itemCount = new NumberField(table, "item_count");
        this.updatedAtField = table.index("updated_at");
        this.updatedAt = updatedAtField < 0 ? null : new SourceClock(table.type("updated_at"), settings.sourceZone());
    }

    @Override
    public void accept(CopyOutReader row, int day, long atMicros) {
        order.day = day;
        order.atMicros = atMicros;
        readRow(row);
    }

    @Override
    public SourceBatch<OrderBatch> finish() {
        OrderBatch batch = orders.build((key, reason) -> rejects.reject(key, null, reason));
        return rejects.batch(batch);
    }

    private void readRow(CopyOutReader rows) {
        boolean hasCustomer = customerId.read(rows);
        if (hasCustomer && erased.contains(customerId.bytes(), customerId.from(), customerId.to())) {
            rejects.erased();
            return;
        }
        rejects.read();
        if (!orderId.read(rows)) {
            rejects.reject(null, "order_id", Rejects.MISSING);
        } else if (!hasCustomer) {
            reject("customer_id", Rejects.MISSING);
        } else if (orderId.hadNul() || customerId.hadNul()) {
            reject(orderId.hadNul() ? "order_id" : "customer_id", Rejects.NULL_CHARACTER);
        } else if (!amount.isPresent(rows)) {
            reject(AMOUNT, Rejects.MISSING);
        } else {
            readValues(rows);
        }
    }

    private void readValues(CopyOutReader rows) {
        order.clear();
        if (!readStatus(rows)) {
            reject(STATUS, Rejects.UNKNOWN_STATUS);
            return;
        }
        BigDecimal rate = null;
        if (!isBaseCurrency(rows)) {
            rate = rates.rate(currencyNames.get(currency.code(currencies)), order.day);
            if (rate == null) {
                reject(CURRENCY, Rejects.NO_RATE);
                return;
            }
        }
        order.amount = amount.tenThousandths(rows, rate);
        if (order.amount == NumericDecoder.NOT_FINITE || order.amount == NumericDecoder.OUT_OF_RANGE) {
            boolean finite = order.amount == NumericDecoder.OUT_OF_RANGE;
            reject(AMOUNT, finite ? Rejects.OUT_OF_RANGE : Rejects.NOT_FINITE);
            return;
        }
        order.discount = money(rows, discount, rate, "discount");
        order.cost = money(rows, cost, rate, "cost");
        readItemCount(rows);
        order.channel = channel.codeOf(rows, orders.channels());
        if (updatedAt != null && !rows.isNull(updatedAtField)) {
            order.updatedAt = updatedAt.micros(rows, updatedAtField);
        }
        order.customer = customerId.bytes();
        order.customerFrom = customerId.from();
        order.customerTo = customerId.to();
        orders.add(order, orderId.bytes(), orderId.from(), orderId.to());
    }

    private boolean readStatus(CopyOutReader rows) {
        if (status.isNull(rows)) {
            return true;
        }
        status.read(rows);
        int code = status.code(statuses);
        if (code == statusOfCode.size()) {
            statusOfCode.add(OrderStatus.of(status.text()));
        }
        OrderStatus known = statusOfCode.get(code);
        if (known == null) {
            return false;
        }
        order.status = known.code();
        return true;
    }

    private boolean isBaseCurrency(CopyOutReader rows) {
        if (currency.isNull(rows)) {
            return true;
        }
        currency.read(rows);
        int code = currency.code(currencies);
        if (code == currencyNames.size()) {
            currencyNames.add(currency.text());
        }
        return currencyNames.get(code).equals(settings.baseCurrency());
    }

    private long money(CopyOutReader rows, NumberField field, @Nullable BigDecimal rate, String column) {
        if (!field.isPresent(rows)) {
            return Money.MISSING;
        }
        long value = field.tenThousandths(rows, rate);
        if (value == NumericDecoder.NOT_FINITE || value == NumericDecoder.OUT_OF_RANGE) {
            rejects.unusable(column);
            return Money.MISSING;
        }
        return value;
    }

    private void readItemCount(CopyOutReader rows) {
        if (itemCount.isPresent(rows)) {
            Integer count = itemCount.count(rows);
            if (count == null) {
                rejects.unusable("item_count");
            } else {
                order.itemCount = count;
            }
        }
    }

    private void reject(String column, String reason) {
        rejects.reject(orderId.text(), column, reason);
    }
}
