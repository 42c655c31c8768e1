package dev.nightjar.source;

import dev.nightjar.postgres.CopyOutReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of some months that follow each other, read by one SELECT in any order and handed to the reader of their month. A
 * table in no order of time is read by every SELECT as a whole, so a SELECT per month costs its server as many times as much.
 */
final class MonthRows<T> {

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
     * @param readers one per month, in the same order
     * @param clock reads the time in the field {@code timeField}
     * @param mostRows rows of several months that are held at most
     */
    MonthRows(
            List<BusinessMonth> months, List<MonthReader<T>> readers, SourceClock clock, int timeField, long mostRows) {
        this.months = months;
        this.readers = readers;
        this.clock = clock;
        this.timeField = timeField;
        this.mostRows = mostRows;
    }

    /** The condition for all rows of the months, and some around them. */
    String where(String timeColumn) {
        return clock.between(
                timeColumn,
                months.get(0).fromMicros(),
                months.get(months.size() - 1).toMicros());
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
        for (MonthReader<T> reader : readers) {
            batches.add(reader.finish());
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
