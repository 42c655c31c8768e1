package dev.nightjar.customer.column;

import java.io.Serializable;

/**
 * A column of keys, of which there are many: one code per row into distinct values, kept as bytes so that none costs an
 * object.
 *
 * @param codes one per row, index into {@code values}; {@link CodedText#MISSING} where a column may have no value
 * @param values distinct values, in no particular order
 */
public record CodedKeys(int[] codes, TextColumn values) implements Serializable {

    /** The column of these values. Codes are given in order of first appearance. */
    public static CodedKeys of(String... rows) {
        CodedText text = CodedText.of(rows);
        return new CodedKeys(text.codes(), TextColumn.of(text.values()));
    }

    /** The number of rows. */
    public int size() {
        return codes.length;
    }

    /** The value of a row. */
    public String get(int row) {
        return values.get(codes[row]);
    }
}
