package dev.nightjar.source;

import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceTable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table that belong to no month, because their time is null, infinite or before 1970, and rejects them. */
final class UnusableTimeReader {

    private final InspectedTable table;
    private final ByteDictionary erased;
    private final long epochStart;
    private final String column;
    private final int field;
    private final SourceClock clock;
    private final TextField key;
    private final TextField customerId;
    private final Rejects rejects;

    UnusableTimeReader(InspectedTable table, SourceSettings settings, ByteDictionary erased) {
        this.table = table;
        this.erased = erased;
        this.epochStart = BusinessMonth.startOfDay(LocalDate.EPOCH, settings.businessZone());
        this.column = table.table().timeColumn();
        this.field = table.index(column);
        this.clock = new SourceClock(table.type(column), settings.sourceZone());
        this.key = new TextField(table, table.table() == SourceTable.ORDERS ? "order_id" : "interaction_id");
        this.customerId = new TextField(table, "customer_id");
        this.rejects = new Rejects(table.table());
    }

    String select() {
        return table.selectColumns() + " where " + clock.noUsableTime(column, epochStart);
    }

    SourceBatch<Integer> read(CopyOutReader rows) {
        while (rows.next()) {
            String reason = reason(rows);
            if (reason == null) {
                continue;
            }
            if (customerId.read(rows) && erased.contains(customerId.bytes(), customerId.from(), customerId.to())) {
                rejects.erased();
                continue;
            }
            rejects.read();
            rejects.reject(key.textOf(rows), column, reason);
        }
        return rejects.batch(0);
    }

    private @Nullable String reason(CopyOutReader rows) {
        if (rows.isNull(field)) {
            return Rejects.MISSING;
        }
        long micros = clock.micros(rows, field);
        if (micros == CopyOutReader.INFINITY || micros == CopyOutReader.NEGATIVE_INFINITY) {
            return Rejects.INFINITE;
        }
        return micros < epochStart ? Rejects.BEFORE_1970 : null;
    }
}
