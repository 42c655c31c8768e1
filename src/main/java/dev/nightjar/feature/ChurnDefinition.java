package dev.nightjar.feature;

/** What counts as leaving within the churn window. */
public enum ChurnDefinition {
    /** No completed order in the window. */
    INACTIVITY,
    /** A {@code cancel} interaction in the window. */
    CANCELLATION,
    /** Either of the two. */
    EITHER;

    /** Whether somebody who has cancelled, and not ordered since, is gone already: nobody to keep, nor to learn from. */
    public boolean endsWithCancellation() {
        return this != INACTIVITY;
    }
}
