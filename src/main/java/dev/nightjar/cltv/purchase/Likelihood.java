package dev.nightjar.cltv.purchase;

/** The log-likelihood of a population under one family of purchase models. Keeps arrays to work in: one per thread. */
interface Likelihood {

    /**
     * The log-likelihood of all customers.
     *
     * @param parameters in the family's order, greater than 0
     * @param gradientOut overwritten by the derivatives by the parameters
     */
    double logLikelihood(double[] parameters, double[] gradientOut);
}
