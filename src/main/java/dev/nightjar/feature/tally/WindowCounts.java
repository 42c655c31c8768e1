package dev.nightjar.feature.tally;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums of one quantity over every {@link Window} and over the window of the same length before it. Events are added to
 * disjoint bands of age, so that one addition serves all windows.
 */
// Counters are arrays in the order of the constants, which is never stored.
@SuppressWarnings("EnumOrdinal")
public final class WindowCounts {

    private static final int[] BAND_ENDS = Arrays.stream(Window.values())
            .flatMapToInt(WindowCounts::ends)
            .sorted()
            .distinct()
            .toArray();
    private static final int OLDEST = BAND_ENDS[BAND_ENDS.length - 1];
    private static final byte[] BAND_OF_AGE = bandOfAge();
    private static final int[] BANDS_WITHIN =
            Arrays.stream(Window.values()).mapToInt(w -> band(w.days()) + 1).toArray();
    private static final int[] BANDS_WITHIN_TWICE =
            Arrays.stream(Window.values()).mapToInt(w -> band(2 * w.days()) + 1).toArray();

    private final long[] bands = new long[BAND_ENDS.length + 1];
    private boolean isTouched;

    /** The band of an event that is {@code ageDays} old, 1 on the day before the as-of date. */
    static int band(int ageDays) {
        return ageDays > OLDEST ? BAND_ENDS.length : BAND_OF_AGE[ageDays];
    }

    void add(int band, long amount) {
        bands[band] += amount;
        isTouched = true;
    }

    void clear() {
        if (isTouched) {
            Arrays.fill(bands, 0);
            isTouched = false;
        }
    }

    /** The sum over the whole history. */
    public long total() {
        return isTouched ? sum(0, bands.length) : 0;
    }

    /** The sum over {@code [asOf − days, asOf)}. */
    public long within(Window window) {
        return isTouched ? sum(0, BANDS_WITHIN[window.ordinal()]) : 0;
    }

    /** The sum over the window before, {@code [asOf − 2 · days, asOf − days)}. */
    public long before(Window window) {
        return isTouched ? sum(BANDS_WITHIN[window.ordinal()], BANDS_WITHIN_TWICE[window.ordinal()]) : 0;
    }

    /**
     * The window against the window before: (now − before) / (now + before), from −1 (all before) to 1 (all now); NaN
     * where both are 0, as there is nothing to compare.
     */
    public double trend(Window window) {
        double now = within(window);
        double before = before(window);
        return (now - before) / (now + before);
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int band = from; band < to; band++) {
            sum += bands[band];
        }
        return sum;
    }

    private static IntStream ends(Window window) {
        return IntStream.of(window.days(), 2 * window.days());
    }

    private static byte[] bandOfAge() {
        byte[] bandOfAge = new byte[OLDEST + 1];
        for (int age = 0; age <= OLDEST; age++) {
            int band = 0;
            while (BAND_ENDS[band] < age) {
                band++;
            }
            bandOfAge[age] = (byte) band;
        }
        return bandOfAge;
    }
}
