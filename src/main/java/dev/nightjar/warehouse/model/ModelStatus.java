package dev.nightjar.warehouse.model;

import java.util.Locale;

/** What a model of the store is used for. */
public enum ModelStatus {
    /** Scores customers from its as-of date on. */
    CHAMPION,
    /** Lost against the champion. */
    CHALLENGER,
    /** Was a champion and is not used any more. */
    RETIRED,
    /** No model: what stood in for one. */
    BASELINE;

    /** The name in tables. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ModelStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
