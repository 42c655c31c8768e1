package dev.nightjar.cltv.interval;

/**
 * What the margin that a customer brings within the horizon lies in nine times of ten, by the models. Units of the base
 * currency, not rounded.
 *
 * @param low exceeded with a probability of 95 %; 0 or more, at most the CLTV
 * @param high exceeded with a probability of 5 %; at least the CLTV
 */
public record ValueInterval(double low, double high) {}
