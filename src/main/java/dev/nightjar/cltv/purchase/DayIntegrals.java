package dev.nightjar.cltv.purchase;

/**
 * For one x, the integral of (beta + y)^(−s − 1) (alpha + y)^(−r − x) and what its derivatives need, summed day by day from
 * the last day backwards, so that the integral between any two days is a difference.
 */
final class DayIntegrals {

    static final int VALUE = 0;
    static final int LOG_ALPHA = 1;
    static final int INVERSE_ALPHA = 2;
    static final int LOG_BETA = 3;
    static final int INVERSE_BETA = 4;

    private static final double DAYS_PER_WEEK = 7;

    /** Four Gauss-Legendre points of a day, which give ten digits while the integrand falls by less than e in it. */
    private static final double[] NODES = {
        0.5 - 0.4305681557970263, 0.5 - 0.16999052179242813, 0.5 + 0.16999052179242813, 0.5 + 0.4305681557970263
    };

    private static final double[] WEIGHTS = {
        0.17392742256872692, 0.32607257743127305, 0.32607257743127305, 0.17392742256872692
    };

    private static final double STEEPEST_DAY = 1;

    /** Fall of the integrand over all days, as a logarithm, that leaves the smallest sums above 0. */
    private static final double STEEPEST = 300;

    private final double[][] fromDay;
    private double shape;
    private double s;
    private double logAlphaFirst;
    private double logBetaFirst;

    DayIntegrals(int days) {
        this.fromDay = new double[5][days + 1];
    }

    /**
     * Sums the days of one x, relative to the integrand on the first.
     *
     * @return false, with nothing summed, if the integrand falls too steeply for it
     */
    boolean sum(int x, int first, int last, double[] parameters) {
        shape = parameters[0] + x;
        s = parameters[2];
        double alpha = parameters[1];
        double beta = parameters[3];
        double start = first / DAYS_PER_WEEK;
        logAlphaFirst = Math.log(alpha + start);
        logBetaFirst = Math.log(beta + start);
        double end = last / DAYS_PER_WEEK;
        double fall = shape * (Math.log(alpha + end) - logAlphaFirst) + (s + 1) * (Math.log(beta + end) - logBetaFirst);
        double perDay = (shape / (alpha + start) + (s + 1) / (beta + start)) / DAYS_PER_WEEK;
        if (fall > STEEPEST || perDay > STEEPEST_DAY) {
            return false;
        }
        for (double[] sums : fromDay) {
            sums[last] = 0;
        }
        for (int day = last - 1; day >= first; day--) {
            addDay(day, alpha, beta);
        }
        return true;
    }

    /** The integrand on the first day over that on another, as a factor of what is summed. */
    double relative(int day, double[] logAlpha, double[] logBeta) {
        return Math.exp(shape * (logAlpha[day] - logAlphaFirst) + (s + 1) * (logBeta[day] - logBetaFirst));
    }

    /** The sum of one kind from a day to the beginning of a later one. */
    double between(int kind, int day, int laterDay) {
        return fromDay[kind][day] - fromDay[kind][laterDay];
    }

    private void addDay(int day, double alpha, double beta) {
        double value = fromDay[VALUE][day + 1];
        double logAlpha = fromDay[LOG_ALPHA][day + 1];
        double inverseAlpha = fromDay[INVERSE_ALPHA][day + 1];
        double logBeta = fromDay[LOG_BETA][day + 1];
        double inverseBeta = fromDay[INVERSE_BETA][day + 1];
        for (int i = 0; i < NODES.length; i++) {
            double y = (day + NODES[i]) / DAYS_PER_WEEK;
            double a = Math.log(alpha + y);
            double b = Math.log(beta + y);
            double weight =
                    WEIGHTS[i] / DAYS_PER_WEEK * Math.exp(-shape * (a - logAlphaFirst) - (s + 1) * (b - logBetaFirst));
            value += weight;
            logAlpha += weight * a;
            inverseAlpha += weight / (alpha + y);
            logBeta += weight * b;
            inverseBeta += weight / (beta + y);
        }
        fromDay[VALUE][day] = value;
        fromDay[LOG_ALPHA][day] = logAlpha;
        fromDay[INVERSE_ALPHA][day] = inverseAlpha;
        fromDay[LOG_BETA][day] = logBeta;
        fromDay[INVERSE_BETA][day] = inverseBeta;
    }
}
