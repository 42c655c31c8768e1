package dev.nightjar.churn;

import java.io.Serializable;

/** A forest of boosted trees. */
public record Forest(double intercept) implements Serializable {}
