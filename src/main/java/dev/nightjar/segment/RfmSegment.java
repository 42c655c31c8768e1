package dev.nightjar.segment;

import java.util.List;
import java.util.Locale;

/**
 * The segments everybody knows from RFM. Each is a list of boxes in the 5 × 5 × 5 cube of scores; the boxes are disjoint
 * and leave no gap, so that no rule has to come before another.
 */
public enum RfmSegment {
    /** Bought recently, buys often and spends most. */
    CHAMPIONS(new Box(4, 5, 4, 5, 4, 5)),
    /** Buys often, and has bought not long ago. */
    LOYAL(new Box(4, 5, 4, 5, 1, 3), new Box(3, 3, 4, 5, 1, 5)),
    /** Bought recently, and more than the rarest buyers. */
    POTENTIAL_LOYALIST(new Box(4, 5, 2, 3, 1, 5)),
    /** Bought most recently, and hardly ever before. */
    NEW_CUSTOMERS(new Box(5, 5, 1, 1, 1, 5)),
    /** Bought recently, and hardly ever before. */
    PROMISING(new Box(4, 4, 1, 1, 1, 5)),
    /** Middling in recency, and in frequency or with a good spend: may go either way. */
    NEED_ATTENTION(new Box(3, 3, 3, 3, 1, 5), new Box(3, 3, 1, 2, 4, 5)),
    /** Middling in recency, and seldom bought for little. */
    ABOUT_TO_SLEEP(new Box(3, 3, 1, 2, 1, 3)),
    /** Has not bought for long, but did so several times or for much. */
    AT_RISK(new Box(1, 2, 3, 3, 1, 5), new Box(1, 2, 4, 5, 1, 3), new Box(1, 2, 2, 2, 4, 5)),
    /** Was among the best, and has not bought for long. */
    CANNOT_LOSE_THEM(new Box(1, 2, 4, 5, 4, 5)),
    /** Has not bought for long, and seldom before. */
    HIBERNATING(new Box(2, 2, 1, 1, 1, 5), new Box(1, 2, 2, 2, 1, 3), new Box(1, 1, 1, 1, 3, 5)),
    /** Bought longest ago, hardly ever and for little. */
    LOST(new Box(1, 1, 1, 1, 1, 2));

    private static final RfmSegment[] SEGMENTS = values();

    private final List<Box> boxes;

    RfmSegment(Box... boxes) {
        this.boxes = List.of(boxes);
    }

    /** The one segment of these scores. */
    public static RfmSegment of(RfmScore score) {
        for (RfmSegment segment : SEGMENTS) {
            if (segment.holds(score)) {
                return segment;
            }
        }
        throw new IllegalStateException("no RFM segment for " + score);
    }

    /** Whether the scores are in one of this segment's boxes. */
    public boolean holds(RfmScore score) {
        return boxes.stream().anyMatch(box -> box.holds(score));
    }

    /** The name in the warehouse, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The boxes of the segment. */
    public List<Box> boxes() {
        return boxes;
    }

    /** A part of the cube; every bound is 1 to 5 and belongs to it. */
    public record Box(
            int minRecency, int maxRecency, int minFrequency, int maxFrequency, int minMonetary, int maxMonetary) {

        /** Whether the scores are within all six bounds. */
        public boolean holds(RfmScore score) {
            return isWithin(score.recency(), minRecency, maxRecency)
                    && isWithin(score.frequency(), minFrequency, maxFrequency)
                    && isWithin(score.monetary(), minMonetary, maxMonetary);
        }

        private static boolean isWithin(int score, int min, int max) {
            return score >= min && score <= max;
        }
    }
}
