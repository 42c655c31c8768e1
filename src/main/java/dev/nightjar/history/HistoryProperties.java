package dev.nightjar.history;

import dev.nightjar.customer.ConfigurationException;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the history is kept.
 *
 * @param buckets into how many parts customers are hashed, 1 to 4096, fixed when a home is created: the memory of a night
 *     is set by the largest bucket, its overhead by their number
 * @param restatementWindow how far back from the as-of date rows may still change in the source, P7D to P3650D; months
 *     that lie in it are read again each night, and once more after it where the source is not asked about them
 * @param fingerprints whether the source is asked each night what its closed months look like, so that one that changed
 *     is read again
 * @param keepNights of how many succeeded nights the files below {@code nights} are kept, 1 to 3650
 */
@ConfigurationProperties("nightjar.history")
public record HistoryProperties(
        @DefaultValue("64") int buckets,
        @DefaultValue("P35D") Period restatementWindow,
        @DefaultValue("true") boolean fingerprints,
        @DefaultValue("14") int keepNights) {

    private static final int MAX_BUCKETS = 4096;
    private static final int MIN_DAYS = 7;
    private static final int MAX_DAYS = 3650;
    private static final int MAX_NIGHTS = 3650;
    private static final int USUAL_NIGHTS = 14;

    /** @throws ConfigurationException naming each value that is out of its range */
    public HistoryProperties {
        List<String> problems = new ArrayList<>();
        if (buckets < 1 || buckets > MAX_BUCKETS) {
            problems.add("nightjar.history.buckets must be 1 to " + MAX_BUCKETS + " but was " + buckets);
        }
        long days = restatementWindow.get(ChronoUnit.DAYS);
        if (restatementWindow.toTotalMonths() != 0 || days < MIN_DAYS || days > MAX_DAYS) {
            problems.add("nightjar.history.restatement-window must be P7D to P3650D but was " + restatementWindow);
        }
        if (keepNights < 1 || keepNights > MAX_NIGHTS) {
            problems.add("nightjar.history.keep-nights must be 1 to " + MAX_NIGHTS + " but was " + keepNights);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** 64 buckets, 35 days, fingerprints, 14 nights. */
    public static HistoryProperties defaults() {
        return of(64, Period.ofDays(35));
    }

    /** Buckets and window as given, the rest as by default. */
    public static HistoryProperties of(int buckets, Period restatementWindow) {
        return new HistoryProperties(buckets, restatementWindow, true, USUAL_NIGHTS);
    }
}
