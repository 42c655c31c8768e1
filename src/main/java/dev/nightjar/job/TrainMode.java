package dev.nightjar.job;

/** When a night trains a churn model. */
public enum TrainMode {
    /** When there is no champion, or it is older than {@code nightjar.churn.retrain-after}, or its scores have drifted. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never: the champion scores, or a baseline where there is none. */
    NEVER
}
