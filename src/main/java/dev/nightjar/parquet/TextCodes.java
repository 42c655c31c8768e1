package dev.nightjar.parquet;

import dev.nightjar.customer.column.TextColumn;
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

    private final List<Binary> values = new ArrayList<>();
    private @Nullable Map<Binary, Integer> codeOf;
    private @Nullable Binary lastValue;
    private int lastCode;

    TextCodes(@Nullable Dictionary dictionary) {
        if (dictionary != null) {
            for (int code = 0; code <= dictionary.getMaxId(); code++) {
                values.add(dictionary.decodeToBinary(code));
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
        Binary kept = value.copy();
        Integer code = codeOf.putIfAbsent(kept, values.size());
        if (code == null) {
            code = values.size();
            values.add(kept);
        }
        lastValue = kept;
        lastCode = code;
        return code;
    }

    String[] values() {
        return values.stream().map(Binary::toStringUsingUTF8).toArray(String[]::new);
    }

    TextColumn utf8() {
        int[] offsets = new int[values.size() + 1];
        for (int code = 0; code < values.size(); code++) {
            offsets[code + 1] = Math.addExact(offsets[code], values.get(code).length());
        }
        byte[] utf8 = new byte[offsets[values.size()]];
        for (int code = 0; code < values.size(); code++) {
            values.get(code).toByteBuffer().get(utf8, offsets[code], offsets[code + 1] - offsets[code]);
        }
        return new TextColumn(utf8, offsets);
    }
}
