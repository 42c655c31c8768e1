package dev.nightjar.source.batch;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import java.util.Arrays;

/** A growing column of codes into a dictionary; at the end it keeps the values that its rows use. */
final class CodeBuilder {

    private final ByteDictionary dictionary;
    private int[] codes = new int[1 << 10];
    private int rows;

    CodeBuilder(ByteDictionary dictionary) {
        this.dictionary = dictionary;
    }

    void add(int code) {
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, rows * 2);
        }
        codes[rows++] = code;
    }

    int get(int row) {
        return codes[row];
    }

    /** The column of these rows, in this order. */
    CodedText select(int[] kept) {
        int[] selected = new int[kept.length];
        int[] used = codesUsed(kept, selected);
        String[] values = new String[used.length];
        Arrays.setAll(values, code -> dictionary.get(used[code]));
        return new CodedText(selected, values);
    }

    /** The column of these rows, in this order; none may be missing. */
    CodedKeys selectKeys(int[] kept) {
        int[] selected = new int[kept.length];
        int[] used = codesUsed(kept, selected);
        return new CodedKeys(selected, dictionary.select(used).wellFormed());
    }

    /** The codes that these rows have, in the order they come; fills in the place of each row's code among them. */
    private int[] codesUsed(int[] kept, int[] selected) {
        int[] newCode = new int[dictionary.size()];
        Arrays.fill(newCode, CodedText.MISSING);
        int[] used = new int[dictionary.size()];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            int code = codes[kept[i]];
            if (code != CodedText.MISSING && newCode[code] == CodedText.MISSING) {
                used[count] = code;
                newCode[code] = count++;
            }
            selected[i] = code == CodedText.MISSING ? CodedText.MISSING : newCode[code];
        }
        return Arrays.copyOf(used, count);
    }
}
