package dev.nightjar.feature.tally;

/**
 * Running figures of one customer's numbers in time: amounts, baskets or ratings. Of several at one instant the largest
 * counts as the first or last, so that the order of rows never matters.
 */
public final class ValueSeries {

    private int count;
    private double sum;
    private double mean;
    private double squares;
    private double max;
    private double first;
    private double last;
    private long firstAt;
    private long lastAt;
    private int lastDay;

    void clear() {
        count = 0;
        sum = 0;
        mean = 0;
        squares = 0;
    }

    void add(int day, long atMicros, double value) {
        boolean isFirst = count == 0;
        count++;
        sum += value;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
        max = isFirst ? value : Math.max(max, value);
        if (isFirst || atMicros < firstAt || (atMicros == firstAt && value > first)) {
            first = value;
            firstAt = atMicros;
        }
        if (isFirst || atMicros > lastAt || (atMicros == lastAt && value > last)) {
            last = value;
            lastAt = atMicros;
            lastDay = day;
        }
    }

    /** How many numbers there are. */
    public int count() {
        return count;
    }

    /** Their mean; NaN without any. */
    public double mean() {
        return sum / count;
    }

    /** Their sample standard deviation; NaN with fewer than two. */
    public double deviation() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
    }

    /** The largest; NaN without any. */
    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    /** The earliest; NaN without any. */
    public double first() {
        return count == 0 ? Double.NaN : first;
    }

    /** The latest; NaN without any. */
    public double last() {
        return count == 0 ? Double.NaN : last;
    }

    /** The latest minus the mean of the others; NaN with fewer than two. */
    public double change() {
        return count < 2 ? Double.NaN : last - (sum - last) / (count - 1);
    }

    /** The instant of the latest, microseconds since 1970-01-01T00:00Z; {@link Long#MIN_VALUE} without any. */
    public long lastAt() {
        return count == 0 ? Long.MIN_VALUE : lastAt;
    }

    /** The day of the latest; {@link CustomerTally#NO_DAY} without any. */
    public int lastDay() {
        return count == 0 ? CustomerTally.NO_DAY : lastDay;
    }
}
