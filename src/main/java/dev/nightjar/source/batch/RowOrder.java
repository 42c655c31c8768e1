package dev.nightjar.source.batch;

/** How rows of a table under construction compare. */
interface RowOrder {

    /** 0 if both rows are equal in every column, otherwise some total order of rows. */
    int compare(int a, int b);

    /** When the row was last changed, in microseconds; {@link RepeatedKeys#NEVER} where that is not known. */
    long updatedAt(int row);
}
