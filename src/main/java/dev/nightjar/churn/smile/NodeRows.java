package dev.nightjar.churn.smile;

/**
 * The rows of a tree's node, and side by side what each adds to the bins of an input: one to the count, in the upper bits,
 * and its response to the sum, in the lower ones, rounded to a multiple of {@code unit}. So a row is one addition of whole
 * numbers, and sums do not depend on the order of the rows.
 *
 * @param rows the node's begin at {@code rows[first]}
 * @param first position of the first
 * @param parts of the node's rows, in their order
 * @param shift bits of the sum
 * @param unit of the sum, a power of two: at most 2⁻³⁰ of the largest response for 32,767 rows, 2⁻²⁰ for a million
 * @param total of the parts
 */
record NodeRows(int[] rows, int first, long[] parts, int shift, double unit, long total) {

    /** Smaller responses are nought; the scale of larger ones is finite. */
    private static final int SMALLEST_EXPONENT = -900;

    /**
     * The rows {@code rows[first]} to {@code rows[last - 1]}.
     *
     * @param responses per row of the data, finite
     */
    static NodeRows of(int[] rows, int first, int last, double[] responses) {
        int count = last - first;
        double largest = 0;
        for (int i = first; i < last; i++) {
            largest = Math.max(largest, Math.abs(responses[rows[i]]));
        }
        int countBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        int shift = Long.SIZE - 1 - countBits;
        // what is below 2^exponent, so many times, stays below half of 2^shift
        int exponent = Math.max(SMALLEST_EXPONENT, Math.getExponent(largest) + 1);
        int scale = shift - 1 - countBits - exponent;
        double factor = Math.scalb(1.0, scale);
        long[] parts = new long[count];
        long total = 0;
        for (int i = first; i < last; i++) {
            parts[i - first] = (1L << shift) + Math.round(responses[rows[i]] * factor);
            total += parts[i - first];
        }
        return new NodeRows(rows, first, parts, shift, Math.scalb(1.0, -scale), total);
    }

    int size() {
        return parts.length;
    }

    /** The sum of responses, in units, of some parts added up. */
    long sum(long added) {
        int unused = Long.SIZE - shift;
        return added << unused >> unused;
    }

    /** The number of rows of some parts added up. */
    int count(long added) {
        return (int) ((added - sum(added)) >> shift);
    }

    /** The node that is searched; its inputs come one after the other, or from several threads. */
    static final class Latest {

        private final double[] responses;
        private volatile NodeRows node = NodeRows.of(new int[0], 0, 0, new double[0]);

        /** @param responses per row of the data */
        Latest(double[] responses) {
            this.responses = responses;
        }

        NodeRows of(int[] rows, int first, int last) {
            NodeRows latest = node;
            if (latest.first != first || latest.size() != last - first) {
                latest = NodeRows.of(rows, first, last, responses);
                node = latest;
            }
            return latest;
        }
    }
}
