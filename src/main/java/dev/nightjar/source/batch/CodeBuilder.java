package dev.nightjar.source.batch;

import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.customer.column.CodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        int[] newCode = new int[dictionary.size()];
        Arrays.fill(newCode, CodedText.MISSING);
        List<String> values = new ArrayList<>();
        int[] selected = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            int code = codes[kept[i]];
            if (code == CodedText.MISSING) {
                selected[i] = CodedText.MISSING;
                continue;
            }
            if (newCode[code] == CodedText.MISSING) {
                newCode[code] = values.size();
                values.add(dictionary.get(code));
            }
            selected[i] = newCode[code];
        }
        return new CodedText(selected, values.toArray(new String[0]));
    }
}
