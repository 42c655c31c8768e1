package dev.nightjar.source.fingerprint;

import dev.nightjar.postgres.PostgresType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where business months begin, as values of a time column of the source: the least value that means an instant in the
 * month. What the column means is as in reading: a time without zone is a clock in the source zone.
 */
final class MonthThresholds {

    private final PostgresType type;
    private final ZoneId businessZone;
    private final ZoneId sourceZone;

    MonthThresholds(PostgresType type, ZoneId businessZone, ZoneId sourceZone) {
        this.type = type;
        this.businessZone = businessZone;
        this.sourceZone = sourceZone;
    }

    /** Literals of the type: the beginning of each month, ascending, then that of the day which ends them. */
    List<String> of(List<YearMonth> months, LocalDate end) {
        List<LocalDate> days = months.stream().map(month -> month.atDay(1)).collect(Collectors.toList());
        days.add(end);
        List<String> literals = new ArrayList<>();
        for (LocalDate day : days) {
            literals.add(literal(day.atStartOfDay(businessZone).toInstant()));
        }
        return literals;
    }

    private String literal(Instant start) {
        if (type == PostgresType.TIMESTAMPTZ) {
            return "timestamptz '" + text(LocalDateTime.ofInstant(start, ZoneOffset.UTC)) + "+00'";
        }
        LocalDateTime local = LocalDateTime.ofInstant(start, sourceZone);
        if (local.atZone(sourceZone).toInstant().isBefore(start)) {
            // the second time that the clock shows it: whatever it shows before the change is over means the first
            ZoneOffsetTransition change = sourceZone.getRules().getTransition(local);
            local = change == null ? local : change.getDateTimeBefore();
        }
        if (type == PostgresType.DATE) {
            LocalDate day = local.toLocalDate();
            boolean isIn = !day.atStartOfDay(sourceZone).toInstant().isBefore(start);
            return "date '" + (isIn ? day : day.plusDays(1)) + "'";
        }
        return "timestamp '" + text(local) + "'";
    }

    private static String text(LocalDateTime time) {
        return time.toLocalDate() + " " + time.toLocalTime();
    }
}
