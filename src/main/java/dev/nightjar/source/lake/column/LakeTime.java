package dev.nightjar.source.lake.column;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.SourceClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.ZoneId;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Times of a lake in any of their forms, as instants or days. What no long of microseconds can hold is infinite. */
public final class LakeTime {

    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long JULIAN_DAY_OF_1970 = 2_440_588L;

    private final LakeType type;
    private final SourceClock clock;

    public LakeTime(LakeType type, ZoneId sourceZone) {
        this.type = type;
        this.clock = new SourceClock(type.meaning(), sourceZone);
    }

    /** The instant of a row that has one, in microseconds since 1970-01-01T00:00Z, or an infinity. */
    public long micros(ColumnBatch column, int row) {
        return clock.instant(value(column, row));
    }

    /** The instant of a stored number, as in statistics. */
    public long micros(long stored) {
        return clock.instant(value(stored));
    }

    /** The calendar day of a row that has one, in days since 1970-01-01, or an infinity. */
    long day(ColumnBatch column, int row, ZoneId businessZone) {
        return clock.day(value(column, row), businessZone);
    }

    private long value(ColumnBatch column, int row) {
        if (type.stored() == PrimitiveTypeName.INT96) {
            ByteBuffer parts = ByteBuffer.wrap(column.bytes(), column.from(row), column.to(row) - column.from(row))
                    .order(ByteOrder.LITTLE_ENDIAN);
            long nanosOfDay = parts.getLong();
            long day = parts.getInt() - JULIAN_DAY_OF_1970;
            return saturated(day, MICROS_PER_DAY, Math.floorDiv(nanosOfDay, NANOS_PER_MICRO));
        }
        return value(column.longAt(row));
    }

    private long value(long stored) {
        if (type.meaning() == PostgresType.DATE || type.unit() == TimeUnit.MICROS) {
            return stored;
        }
        return type.unit() == TimeUnit.NANOS
                ? Math.floorDiv(stored, NANOS_PER_MICRO)
                : saturated(stored, MICROS_PER_MILLI, 0);
    }

    private static long saturated(long value, long factor, long more) {
        try {
            return Math.addExact(Math.multiplyExact(value, factor), more);
        } catch (ArithmeticException e) {
            return value > 0 ? CopyOutReader.INFINITY : CopyOutReader.NEGATIVE_INFINITY;
        }
    }
}
