package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.calculus.GaussLegendre;
import dev.nightjar.cltv.calculus.PowerIntegral;
import java.util.function.DoubleUnaryOperator;

/**
 * What a customer that is alive will buy under Pareto/NBD: its purchase rate is Gamma(shape, alpha), its drop-out rate
 * Gamma(s, beta), both as the as-of date leaves them.
 *
 * @param shape of the purchase rate, greater than 0
 * @param alpha inverse scale of the purchase rate, weeks, greater than 0
 * @param s shape of the drop-out rate, greater than 0
 * @param beta inverse scale of the drop-out rate, weeks, greater than 0
 */
record ParetoForecast(double shape, double alpha, double s, double beta) implements PurchaseModel.IfAlive {

    private static final double DAYS_PER_WEEK = 7;
    private static final double LONGEST_PIECE = 4;

    @Override
    public double purchases(double weeks) {
        double e = s - 1;
        double log = Math.log1p(weeks / beta);
        return shape / alpha * beta * (e == 0 ? log : -Math.expm1(-e * log) / e);
    }

    /** {@inheritDoc} The discounted lifetime is integrated over ln(beta + t). */
    @Override
    public double discounted(int horizonDays, double annualRate) {
        double weeks = horizonDays / DAYS_PER_WEEK;
        double undiscounted = purchases(weeks);
        double ratePerWeek = DropOutForecast.ratePerWeek(annualRate);
        if (ratePerWeek == 0 || undiscounted == 0) {
            return undiscounted;
        }
        DoubleUnaryOperator integrand = v -> Math.exp((1 - s) * v - ratePerWeek * beta * Math.expm1(v));
        double end = Math.log1p(weeks / beta);
        int pieces = (int) Math.ceil(end * Math.max(1, s) / LONGEST_PIECE);
        double lifetime = 0;
        for (int piece = 0; piece < pieces; piece++) {
            lifetime += GaussLegendre.integrate(integrand, end * piece / pieces, end * (piece + 1) / pieces);
        }
        return Math.min(shape / alpha * beta * lifetime, undiscounted);
    }

    @Override
    public double probabilityOfPurchase(double weeks) {
        return shape / alpha * new PowerIntegral().integrate(alpha, shape + 1, beta, s, weeks);
    }

    @Override
    public double[] distribution(double alive, double weeks) {
        return new ParetoDistribution(shape, alpha, s, beta, weeks).counts(alive);
    }
}
