package dev.nightjar.segment;

import java.io.Serializable;

/**
 * A customer's place in the cube of recency, frequency and monetary value, each from 1 to 5, 5 = best.
 *
 * @param recency how recent the last completed order is
 * @param frequency how many completed orders
 * @param monetary historic value
 */
public record RfmScore(int recency, int frequency, int monetary) implements Serializable {

    /** The best score. */
    public static final int BEST = 5;

    /** @throws IllegalArgumentException showing all three scores, if one is not 1 to 5 */
    public RfmScore {
        boolean isInCube = isScore(recency) && isScore(frequency) && isScore(monetary);
        if (!isInCube) {
            throw new IllegalArgumentException(
                    "RFM scores must be 1 to 5, were " + recency + ", " + frequency + ", " + monetary);
        }
    }

    private static boolean isScore(int score) {
        return score >= 1 && score <= BEST;
    }
}
