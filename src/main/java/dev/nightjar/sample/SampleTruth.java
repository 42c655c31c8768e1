package dev.nightjar.sample;

/**
 * The known truth behind every sample shop: what a fit on it has to find again.
 *
 * <p>Purchases follow BG/NBD (Fader, Hardie and Lee 2005) with time in weeks: a customer's purchase rate is drawn from
 * Gamma({@link #R}, rate {@link #ALPHA}), the probability of leaving after a repeat purchase from Beta({@link #A},
 * {@link #B}). Money follows Gamma-Gamma (Fader and Hardie 2013): the total of a purchase day is Gamma({@link #P}) at a
 * rate that is the customer's own, drawn from Gamma({@link #Q}, rate {@link #V}), in pounds. All are independent.
 */
public final class SampleTruth {

    /** BG/NBD r, shape of the purchase rates. */
    public static final double R = 0.75;

    /** BG/NBD alpha, in weeks. */
    public static final double ALPHA = 6.0;

    /** BG/NBD a. */
    public static final double A = 0.8;

    /** BG/NBD b. */
    public static final double B = 2.6;

    /** Gamma-Gamma p, shape of the totals of one customer's purchase days. */
    public static final double P = 4.0;

    /** Gamma-Gamma q, shape of the customers' spend rates. */
    public static final double Q = 4.5;

    /** Gamma-Gamma v, in pounds. */
    public static final double V = 45.0;

    /** Mean total of a purchase day over all customers, in pounds: p v / (q − 1). */
    public static final double MEAN_PURCHASE = P * V / (Q - 1);

    private SampleTruth() {}
}
