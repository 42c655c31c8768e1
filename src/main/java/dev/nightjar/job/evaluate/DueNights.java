package dev.nightjar.job.evaluate;

import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.warehouse.monitor.PastNight;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Past nights by what can be said of them.
 *
 * @param due their horizon has ended and the history holds it, oldest first
 * @param beyondHistory their horizon has ended, but the history does not reach to its end
 * @param running their horizon has not ended
 * @param unknown the ledger does not say with which horizon and definition they ran
 */
public record DueNights(List<Due> due, List<Due> beyondHistory, List<Due> running, List<PastNight> unknown) {

    /** What a night promised: that its customers leave, or not, within the horizon. */
    public record Due(PastNight night, int horizonDays, ChurnDefinition definition) {

        /** The day after the last one that counts. */
        public LocalDate horizonEndsOn() {
            return night.scoreDate().plusDays(horizonDays);
        }

        static Optional<Due> of(PastNight night) {
            if (night.horizon() == null || night.definition() == null) {
                return Optional.empty();
            }
            try {
                ChurnDefinition definition =
                        ChurnDefinition.valueOf(night.definition().toUpperCase(Locale.ROOT));
                Period horizon = Period.parse(night.horizon());
                return Optional.of(new Due(night, DayPeriods.days(horizon), definition))
                        .filter(due -> due.horizonDays() > 0 && horizon.toTotalMonths() == 0);
            } catch (DateTimeException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Sorts the nights.
     *
     * @param nights published before {@code asOfDate}
     * @param reach every event before this date is in the history
     */
    static DueNights of(List<PastNight> nights, LocalDate asOfDate, LocalDate reach) {
        DueNights sorted = new DueNights(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (PastNight night : nights) {
            Optional<Due> due = Due.of(night);
            if (due.isEmpty()) {
                sorted.unknown.add(night);
            } else if (due.get().horizonEndsOn().isAfter(asOfDate)) {
                sorted.running.add(due.get());
            } else if (due.get().horizonEndsOn().isAfter(reach)) {
                sorted.beyondHistory.add(due.get());
            } else {
                sorted.due.add(due.get());
            }
        }
        return sorted;
    }

    /** Those that are due and not evaluated. */
    public List<Due> undone() {
        return due.stream().filter(night -> !night.night().isEvaluated()).toList();
    }

    /** Those that can wait no longer but must, because the history ends too early, and are not evaluated. */
    public List<Due> unreached() {
        return beyondHistory.stream()
                .filter(night -> !night.night().isEvaluated())
                .toList();
    }
}
