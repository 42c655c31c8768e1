package dev.nightjar.source.lake;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.lake.column.LakeTime;
import dev.nightjar.source.spill.MonthCalendar;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;

/**
 * What the footer says of a row group.
 *
 * @param rows how many
 * @param bytes of the columns that are read
 * @param fromMicros no time is before this instant
 * @param toMicros no time is after this instant
 * @param mayLackTimes whether rows may have no time
 */
record RowGroup(long rows, long bytes, long fromMicros, long toMicros, boolean mayLackTimes) {

    private static final long DAY = 86_400_000_000L;

    /** @param timeColumn the bound column that says when a row happened, or null for a table that is read whole */
    static RowGroup of(
            BlockMetaData block,
            Map<String, BoundColumn> columns,
            @Nullable BoundColumn timeColumn,
            SourceSettings settings) {
        long bytes = 0;
        RowGroup any =
                new RowGroup(block.getRowCount(), 0, CopyOutReader.NEGATIVE_INFINITY, CopyOutReader.INFINITY, true);
        RowGroup known = any;
        if (timeColumn != null && timeColumn.stored() == null && timeColumn.text() != null) {
            long all = timeColumn.instant(settings);
            known = new RowGroup(block.getRowCount(), 0, all, all, false);
        }
        for (ColumnChunkMetaData chunk : block.getColumns()) {
            for (BoundColumn column : columns.values()) {
                if (column.stored() != null
                        && java.util.Arrays.equals(
                                chunk.getPath().toArray(), column.stored().getPath())) {
                    bytes += chunk.getTotalSize();
                    known = column.equals(timeColumn) ? any.narrowed(chunk.getStatistics(), column, settings) : known;
                }
            }
        }
        return new RowGroup(known.rows, bytes, known.fromMicros, known.toMicros, known.mayLackTimes);
    }

    /** Whether rows of it may be wanted. */
    boolean mayBeWanted(MonthCalendar calendar) {
        return rows > 0 && (mayLackTimes || calendar.mayHold(fromMicros, toMicros));
    }

    private RowGroup narrowed(@Nullable Statistics<?> statistics, BoundColumn column, SourceSettings settings) {
        if (statistics == null
                || !statistics.hasNonNullValue()
                || !(statistics.genericGetMin() instanceof Number min)
                || !(statistics.genericGetMax() instanceof Number max)) {
            return this;
        }
        LakeTime time = new LakeTime(column.storedType(), settings.sourceZone());
        // where clocks are put forward a later clock time may be the earlier instant
        long margin = column.meaning() == PostgresType.TIMESTAMPTZ ? 0 : DAY;
        long from = time.micros(min.longValue());
        long to = time.micros(max.longValue());
        boolean hasNulls = !statistics.isNumNullsSet() || statistics.getNumNulls() != 0;
        return new RowGroup(
                rows,
                bytes,
                from < CopyOutReader.NEGATIVE_INFINITY + margin ? CopyOutReader.NEGATIVE_INFINITY : from - margin,
                to > CopyOutReader.INFINITY - margin ? CopyOutReader.INFINITY : to + margin,
                hasNulls && column.stored() != null && column.stored().getMaxDefinitionLevel() > 0);
    }
}
