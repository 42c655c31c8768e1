package dev.nightjar.source;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.PostgresType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Reads times of one column as instants: a {@code timestamp} without zone is a clock in the source zone, a {@code date}
 * the start of that day there. A clock time that occurs twice is the earlier one; one that is skipped is as much later as
 * the gap is long.
 */
public final class SourceClock {

    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    private static final long FARTHEST_DAY = 100_000_000L;
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final int FIRST_YEAR = 1970;

    private final PostgresType type;
    private final ZoneId zone;
    private long knownDay = UNKNOWN;
    private long knownOffsetSeconds;

    /** @param type a date or timestamp, with or without zone */
    public SourceClock(PostgresType type, ZoneId sourceZone) {
        this.type = type;
        this.zone = sourceZone;
    }

    /**
     * A field that is not null in microseconds since 1970-01-01T00:00Z; {@link CopyOutReader#INFINITY} also for what is too
     * far away, {@link CopyOutReader#NEGATIVE_INFINITY}.
     */
    public long micros(CopyOutReader row, int field) {
        return instant(type == PostgresType.DATE ? row.dateValue(field) : row.timestampValue(field));
    }

    /**
     * A date in days, or a time in microseconds as if its clock were UTC, as an instant like that of {@link #micros}; either
     * may be infinite.
     */
    public long instant(long value) {
        if (type == PostgresType.TIMESTAMPTZ
                || value == CopyOutReader.INFINITY
                || value == CopyOutReader.NEGATIVE_INFINITY) {
            return value;
        }
        if (type == PostgresType.DATE) {
            return Math.abs(value) > FARTHEST_DAY
                    ? (value > 0 ? CopyOutReader.INFINITY : CopyOutReader.NEGATIVE_INFINITY)
                    : BusinessMonth.startOfDay(LocalDate.ofEpochDay(value), zone);
        }
        return instantOf(value);
    }

    private long instantOf(long localMicros) {
        long seconds = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        long day = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (day == knownDay) {
            return localMicros - knownOffsetSeconds * MICROS_PER_SECOND;
        }
        if (Math.abs(day) > FARTHEST_DAY) {
            return day > 0 ? CopyOutReader.INFINITY : CopyOutReader.NEGATIVE_INFINITY;
        }
        rememberIfPlain(LocalDate.ofEpochDay(day));
        int nanos = (int) Math.floorMod(localMicros, MICROS_PER_SECOND) * 1_000;
        return BusinessMonth.micros(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC)
                .atZone(zone)
                .toInstant());
    }

    /** Keeps the offset of a day on which the clocks are not changed: most rows follow another of their day. */
    private void rememberIfPlain(LocalDate date) {
        Instant before = date.minusDays(1).atStartOfDay(zone).toInstant();
        Instant after = date.plusDays(2).atStartOfDay(zone).toInstant();
        if (zone.getRules().isFixedOffset() || !hasTransition(before, after)) {
            knownDay = date.toEpochDay();
            knownOffsetSeconds = zone.getRules().getOffset(before).getTotalSeconds();
        }
    }

    private boolean hasTransition(Instant from, Instant to) {
        var next = zone.getRules().nextTransition(from);
        return next != null && next.getInstant().isBefore(to);
    }

    /** The calendar day in the business zone: a {@code date} is itself, other times are instants. */
    long day(CopyOutReader row, int field, ZoneId businessZone) {
        return day(type == PostgresType.DATE ? row.dateValue(field) : row.timestampValue(field), businessZone);
    }

    /** As {@link #day(CopyOutReader, int, ZoneId)}, of a value as {@link #instant} takes it. */
    public long day(long value, ZoneId businessZone) {
        if (type == PostgresType.DATE) {
            return value;
        }
        long micros = instant(value);
        if (micros == CopyOutReader.INFINITY || micros == CopyOutReader.NEGATIVE_INFINITY) {
            return micros;
        }
        return Instant.EPOCH
                .plus(micros, ChronoUnit.MICROS)
                .atZone(businessZone)
                .toLocalDate()
                .toEpochDay();
    }

    /**
     * A condition that holds for every row from one instant to before another, and for some rows close to them: where a zone
     * must be applied, that is done exactly to what was read.
     */
    public String between(String column, long fromMicros, long toMicros) {
        return '"' + column + "\" >= " + literal(fromMicros, -1) + " and \"" + column + "\" < " + literal(toMicros, 1);
    }

    /**
     * A condition that holds for every row whose time is null, infinite or before 1970, and for some rows soon after. An
     * index of the column answers all of it.
     */
    String noUsableTime(String column, long epochStartMicros) {
        return '"' + column + "\" is null or \"" + column + "\" >= " + type.sqlName() + " 'infinity' or \"" + column
                + "\" < " + literal(epochStartMicros, 1);
    }

    /** The instant as this type writes it, widened by a day where the type has no zone. */
    private String literal(long micros, int days) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        if (type == PostgresType.TIMESTAMPTZ) {
            return "timestamptz '" + text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "+00'";
        }
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone).plusDays(days);
        if (type == PostgresType.DATE) {
            return "date '" + local.toLocalDate().plusDays(days > 0 ? 1 : 0) + "'";
        }
        return "timestamp '" + text(local) + "'";
    }

    private static String text(LocalDateTime time) {
        if (time.getYear() < FIRST_YEAR - 1) {
            throw new IllegalArgumentException("no instant of a night: " + time);
        }
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d %02d:%02d:%02d.%06d",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 1_000);
    }
}
