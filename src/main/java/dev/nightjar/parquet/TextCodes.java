package dev.nightjar.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Codes of the texts of a column chunk: first those of its dictionary, then those that pages without dictionary add.
 */
final class TextCodes {

    private final List<String> values = new ArrayList<>();
    private @Nullable Map<String, Integer> codeOf;
    private @Nullable Binary lastValue;
    private int lastCode;

    TextCodes(@Nullable Dictionary dictionary) {
        if (dictionary != null) {
            for (int code = 0; code <= dictionary.getMaxId(); code++) {
                values.add(dictionary.decodeToBinary(code).toStringUsingUTF8());
            }
        }
    }

    /** The code of a text of a page without dictionary; sorted columns repeat the text of the row before. */
    int codeOf(Binary value) {
        if (value.equals(lastValue)) {
            return lastCode;
        }
        if (codeOf == null) {
            codeOf = new HashMap<>();
            for (int code = 0; code < values.size(); code++) {
                codeOf.put(values.get(code), code);
            }
        }
        String text = value.toStringUsingUTF8();
        Integer code = codeOf.putIfAbsent(text, values.size());
        if (code == null) {
            code = values.size();
            values.add(text);
        }
        lastValue = value.copy();
        lastCode = code;
        return code;
    }

    String[] values() {
        return values.toArray(new String[0]);
    }
}
