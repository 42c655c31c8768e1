package dev.nightjar.churn.linear;

/** The inner product of two columns. */
final class InnerProduct {

    private InnerProduct() {}

    /** Adds up in four sums, in a fixed order: a single one would wait for each addition before the next. */
    static double of(double[] left, double[] right) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int whole = left.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            first += left[i] * right[i];
            second += left[i + 1] * right[i + 1];
            third += left[i + 2] * right[i + 2];
            fourth += left[i + 3] * right[i + 3];
        }
        for (int i = whole; i < left.length; i++) {
            first += left[i] * right[i];
        }
        return first + second + (third + fourth);
    }
}
