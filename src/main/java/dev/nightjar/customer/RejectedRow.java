package dev.nightjar.customer;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A row of the source that was read and not taken. It holds no value of the row but its key.
 *
 * @param table canonical table name, such as {@code orders}
 * @param key key of the row as text, such as its {@code order_id}; null where the row has none
 * @param column column at fault, or null where the whole row is
 * @param reason one of a small set of words, such as {@code duplicate}, fit for counting
 */
public record RejectedRow(
        String table, @Nullable String key, @Nullable String column, String reason) implements Serializable {}
