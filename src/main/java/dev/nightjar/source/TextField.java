package dev.nightjar.source;

import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.extract.InspectedTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text or an id of the source as UTF-8 bytes: where it lies if it is text, written out if it is a number or a uuid. The
 * spaces that pad a {@code char(n)} are not part of it. Text of nothing but spaces is no value.
 */
final class TextField {

    private static final int SCRATCH_BYTES = 40;
    private static final byte[] NOTHING = new byte[0];

    private final int field;
    private final @Nullable PostgresType type;
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private byte[] bytes = NOTHING;
    private int from;
    private int to;
    private boolean hadNul;

    TextField(InspectedTable table, String column) {
        this.field = table.index(column);
        this.type = table.has(column) ? table.type(column) : null;
    }

    /** Whether the column is absent or the row has null there; blank text is not null. */
    boolean isNull(CopyOutReader row) {
        return field < 0 || row.isNull(field);
    }

    /** Takes the value of this row; false if there is none, and then there are no bytes. */
    boolean read(CopyOutReader row) {
        bytes = NOTHING;
        from = 0;
        to = 0;
        hadNul = false;
        if (field < 0 || type == null || row.isNull(field)) {
            return false;
        }
        if (type.isInteger()) {
            putDecimal(integer(row));
        } else if (type == PostgresType.UUID) {
            bytes = scratch;
            to = row.putUuid(field, scratch);
        } else {
            bytes = row.bytes();
            from = row.offset(field);
            to = from + row.length(field);
            // so begins the text of a lake in which U+0000 was replaced
            hadNul = to > from && bytes[from] == 0;
            from += hadNul ? 1 : 0;
            if (type == PostgresType.CHAR) {
                trim();
            }
        }
        if (isBlank()) {
            to = from;
            return false;
        }
        return true;
    }

    private long integer(CopyOutReader row) {
        if (type == PostgresType.SMALLINT) {
            return row.shortValue(field);
        }
        return type == PostgresType.INTEGER ? row.intValue(field) : row.longValue(field);
    }

    private void putDecimal(long value) {
        int at = SCRATCH_BYTES;
        long rest = value;
        do {
            scratch[--at] = (byte) ('0' + Math.abs((int) (rest % 10)));
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            scratch[--at] = '-';
        }
        bytes = scratch;
        from = at;
        to = SCRATCH_BYTES;
    }

    private void trim() {
        while (to > from && bytes[to - 1] == ' ') {
            to--;
        }
    }

    private boolean isBlank() {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b < 0) {
                return text().isBlank();
            }
            if (b > ' ') {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Whether U+0000 was replaced in the value that was read: then it is no id, for another may read the same. */
    boolean hadNul() {
        return hadNul;
    }

    /** The value that was read. */
    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The value of this row, or null if there is none. */
    @Nullable
    String textOf(CopyOutReader row) {
        return read(row) ? text() : null;
    }

    /** The number of the value that was read. */
    int code(ByteDictionary dictionary) {
        return dictionary.code(bytes, from, to);
    }

    /** The number of this row's value, or {@link CodedText#MISSING}. */
    int codeOf(CopyOutReader row, ByteDictionary dictionary) {
        return read(row) ? code(dictionary) : CodedText.MISSING;
    }
}
