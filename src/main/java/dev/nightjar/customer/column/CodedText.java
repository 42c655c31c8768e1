package dev.nightjar.customer.column;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of repeated text: one code per row into a list of distinct values.
 *
 * @param codes one per row, index into {@code values}; {@link #MISSING} where the row has no value
 * @param values distinct values, in no particular order
 */
public record CodedText(int[] codes, String[] values) implements Serializable {

    /** The code of a row without a value. */
    public static final int MISSING = -1;

    /** A column of {@code rows} missing values. */
    public static CodedText missing(int rows) {
        int[] codes = new int[rows];
        Arrays.fill(codes, MISSING);
        return new CodedText(codes, new String[0]);
    }

    /** The column of these values; null is missing. Codes are given in order of first appearance. */
    public static CodedText of(@Nullable String... rows) {
        LinkedHashMap<String, Integer> codeOf = new LinkedHashMap<>();
        int[] codes = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            String value = rows[row];
            Integer code = value == null ? Integer.valueOf(MISSING) : codeOf.get(value);
            if (code == null) {
                code = codeOf.size();
                codeOf.put(Objects.requireNonNull(value), code);
            }
            codes[row] = code;
        }
        return new CodedText(codes, codeOf.keySet().toArray(new String[0]));
    }

    /** The number of rows. */
    public int size() {
        return codes.length;
    }

    /** The value of a row, or null where it is missing. */
    public @Nullable String get(int row) {
        return codes[row] == MISSING ? null : values[codes[row]];
    }
}
