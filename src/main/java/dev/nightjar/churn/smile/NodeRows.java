package dev.nightjar.churn.smile;

/**
 * The rows of a tree's node, their responses side by side: every input that is searched passes over them.
 *
 * @param rows the node's begin at {@code rows[first]}
 * @param first position of the first
 * @param responses of the node's rows, in their order
 * @param total the sum of the responses
 */
record NodeRows(int[] rows, int first, double[] responses, double total) {

    /**
     * The rows {@code rows[first]} to {@code rows[last - 1]}.
     *
     * @param responses per row of the data
     */
    static NodeRows of(int[] rows, int first, int last, double[] responses) {
        double[] ofNode = new double[last - first];
        double total = 0;
        for (int i = first; i < last; i++) {
            ofNode[i - first] = responses[rows[i]];
            total += ofNode[i - first];
        }
        return new NodeRows(rows, first, ofNode, total);
    }

    /** The node that is searched; its inputs come one after the other, or from several threads. */
    static final class Latest {

        private final double[] responses;
        private volatile NodeRows node = new NodeRows(new int[0], 0, new double[0], 0);

        /** @param responses per row of the data */
        Latest(double[] responses) {
            this.responses = responses;
        }

        NodeRows of(int[] rows, int first, int last) {
            NodeRows latest = node;
            if (latest.first != first || latest.responses.length != last - first) {
                latest = NodeRows.of(rows, first, last, responses);
                node = latest;
            }
            return latest;
        }
    }
}
