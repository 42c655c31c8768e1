package dev.nightjar.cltv.calculus;

import java.util.function.DoubleUnaryOperator;

/** Integrals of smooth functions over an interval by 16 Gauss-Legendre points: exact for polynomials of degree 31. */
public final class GaussLegendre {

    /** Number of points. */
    public static final int POINTS = 16;

    private static final double[] NODES = new double[POINTS];
    private static final double[] WEIGHTS = new double[POINTS];

    static {
        for (int i = 0; i < POINTS; i++) {
            placeNode(i);
        }
    }

    private GaussLegendre() {}

    /** The integral of {@code integrand} from {@code from} to {@code to}. */
    public static double integrate(DoubleUnaryOperator integrand, double from, double to) {
        double middle = 0.5 * (from + to);
        double half = 0.5 * (to - from);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += WEIGHTS[i] * integrand.applyAsDouble(middle + half * NODES[i]);
        }
        return half * sum;
    }

    /** Point {@code i} of the interval from −1 to 1. */
    public static double node(int i) {
        return NODES[i];
    }

    /** Weight of point {@code i}; they sum to 2. */
    public static double weight(int i) {
        return WEIGHTS[i];
    }

    /** Finds root {@code i} of the Legendre polynomial by Newton's method from Chebyshev's guess. */
    private static void placeNode(int i) {
        double node = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
        double slope = 1;
        for (int step = 0; step < 10; step++) {
            double previous = 1;
            double value = node;
            for (int degree = 2; degree <= POINTS; degree++) {
                double next = ((2 * degree - 1) * node * value - (degree - 1) * previous) / degree;
                previous = value;
                value = next;
            }
            slope = POINTS * (node * value - previous) / (node * node - 1);
            node -= value / slope;
        }
        NODES[i] = node;
        WEIGHTS[i] = 2 / ((1 - node * node) * slope * slope);
    }
}
