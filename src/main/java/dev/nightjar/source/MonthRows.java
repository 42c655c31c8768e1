package dev.nightjar.source;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.extract.InspectedTable;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rows of some months that follow each other, read by one SELECT in any order and handed to the reader of their month. A
 * table in no order of time is read by every SELECT as a whole, so a SELECT per month costs its server as many times as much.
 */
final class MonthRows<T> {

    private final InspectedTable table;
    private final List<BusinessMonth> months;
    private final List<MonthReader<T>> readers;
    private final SourceClock clock;
    private final int timeField;
    private final long mostRows;

    /** Takes the rows of one month. */
    interface MonthReader<T> {

        /** Takes a row of this business day and instant. */
        void accept(CopyOutReader row, int day, long atMicros);

        /** All that was taken. */
        SourceBatch<T> finish();
    }

    /** Several months had more rows than are held at a time. */
    static final class TooManyRowsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyRowsException(long mostRows) {
            super("more than " + mostRows + " rows");
        }
    }

    /**
     * @param months that follow each other, at least one
     * @param readerOfMonth a reader for each
     * @param mostRows rows of several months that are held at most
     */
    MonthRows(
            InspectedTable table,
            SourceSettings settings,
            List<YearMonth> months,
            Supplier<MonthReader<T>> readerOfMonth,
            long mostRows) {
        String timeColumn = table.table().timeColumn();
        this.table = table;
        this.months = months.stream()
                .map(month -> BusinessMonth.of(month, settings.asOfDate(), settings.businessZone()))
                .toList();
        this.readers = new ArrayList<>();
        months.forEach(month -> readers.add(readerOfMonth.get()));
        this.clock = new SourceClock(table.type(timeColumn), settings.sourceZone());
        this.timeField = table.index(timeColumn);
        this.mostRows = mostRows;
    }

    /** The SELECT of all rows of the months, and of some around them. */
    String select() {
        long from = months.get(0).fromMicros();
        long to = months.get(months.size() - 1).toMicros();
        return table.selectColumns() + " where " + clock.between(table.table().timeColumn(), from, to);
    }

    /**
     * Reads all rows; one batch per month.
     *
     * @throws TooManyRowsException if there are several months and too many rows
     */
    List<SourceBatch<T>> read(CopyOutReader rows) {
        long taken = 0;
        while (rows.next()) {
            long micros = clock.micros(rows, timeField);
            int month = monthOf(micros);
            if (month >= 0) {
                if (++taken > mostRows && months.size() > 1) {
                    throw new TooManyRowsException(mostRows);
                }
                readers.get(month).accept(rows, months.get(month).day(micros), micros);
            }
        }
        List<SourceBatch<T>> batches = new ArrayList<>();
        // the columns of a reader and of its batch are both there, but of one month at a time
        for (Iterator<MonthReader<T>> each = readers.iterator(); each.hasNext(); each.remove()) {
            batches.add(each.next().finish());
        }
        return batches;
    }

    private int monthOf(long micros) {
        for (int month = 0; month < months.size(); month++) {
            if (micros < months.get(month).toMicros()) {
                return micros < months.get(month).fromMicros() ? -1 : month;
            }
        }
        return -1;
    }
}
