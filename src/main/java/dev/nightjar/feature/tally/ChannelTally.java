package dev.nightjar.feature.tally;

import dev.nightjar.customer.column.CodedText;
import org.jspecify.annotations.Nullable;

/** How often one customer used which channel, over any vocabulary. Events without a channel do not count. */
public final class ChannelTally {

    private int[] counts = new int[0];
    private int[] seen = new int[0];
    private int seenSize;
    private int total;
    private String[] names = new String[0];
    private long lastAt;
    private int lastCode;

    void begin(CodedText channels) {
        for (int i = 0; i < seenSize; i++) {
            counts[seen[i]] = 0;
        }
        seenSize = 0;
        total = 0;
        lastCode = CodedText.MISSING;
        if (names != channels.values()) {
            names = channels.values();
            counts = new int[names.length];
            seen = new int[names.length];
        }
    }

    void add(int code, long atMicros) {
        if (code == CodedText.MISSING) {
            return;
        }
        if (counts[code]++ == 0) {
            seen[seenSize++] = code;
        }
        total++;
        boolean isLater = lastCode == CodedText.MISSING || atMicros > lastAt;
        if (isLater || (atMicros == lastAt && names[code].compareTo(names[lastCode]) < 0)) {
            lastAt = atMicros;
            lastCode = code;
        }
    }

    /** Different channels used. */
    public int distinct() {
        return seenSize;
    }

    /** Share of the most used channel, above 0 to 1; NaN where no event has a channel. */
    public double mainShare() {
        int most = 0;
        for (int i = 0; i < seenSize; i++) {
            most = Math.max(most, counts[seen[i]]);
        }
        return (double) most / total;
    }

    /** The most used channel, the first in the alphabet among equals; null where no event has a channel. */
    public @Nullable String main() {
        int main = CodedText.MISSING;
        for (int i = 0; i < seenSize; i++) {
            int code = seen[i];
            if (main == CodedText.MISSING || isAhead(code, main)) {
                main = code;
            }
        }
        return main == CodedText.MISSING ? null : names[main];
    }

    /** The channel of the latest event, the first in the alphabet at one instant; null where no event has a channel. */
    public @Nullable String last() {
        return lastCode == CodedText.MISSING ? null : names[lastCode];
    }

    private boolean isAhead(int code, int other) {
        return counts[code] > counts[other]
                || (counts[code] == counts[other] && names[code].compareTo(names[other]) < 0);
    }
}
