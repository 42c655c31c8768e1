package dev.nightjar.source.batch;

import dev.nightjar.customer.column.ByteDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Values made of runs of bytes of which most occur again: each is made once. Those beyond the first thousands are not kept,
 * so that text which does not repeat costs no memory.
 *
 * @param <T> what is made of the bytes
 */
public final class RepeatedText<T> {

    private static final int MOST = 1 << 14;

    private final ByteDictionary known = new ByteDictionary();
    private final List<T> values = new ArrayList<>();

    /** The value of these bytes, made now unless it was before. */
    public T value(byte[] bytes, int from, int to, Supplier<T> made) {
        if (values.size() == MOST && !known.contains(bytes, from, to)) {
            return made.get();
        }
        int code = known.code(bytes, from, to);
        if (code == values.size()) {
            values.add(made.get());
        }
        return values.get(code);
    }
}
