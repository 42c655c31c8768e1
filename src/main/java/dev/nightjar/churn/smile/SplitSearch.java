package dev.nightjar.churn.smile;

/** How Smile's trees look for the best threshold of an input. */
public enum SplitSearch {

    /** Smile's own: every value that occurs in the node. Time grows steeply with rows times inputs. */
    EXACT,

    /**
     * At most 255 bins of equal counts per input, laid out once. The same splits as {@link #EXACT} for an input of at most
     * 255 values.
     */
    BINNED
}
