package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;

/** The values of one column, one array element per row, with the missing values of {@link ColumnKind}. */
public sealed interface ColumnValues {

    /** An absent flag. */
    byte MISSING_FLAG = -1;

    /** The number of rows. */
    int size();

    /** Values of kind INT or DATE. */
    record Ints(int[] values) implements ColumnValues {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Values of kind LONG, TIMESTAMP or MONEY. */
    record Longs(long[] values) implements ColumnValues {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Values of kind DOUBLE. */
    record Doubles(double[] values) implements ColumnValues {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Values of kind FLAG. */
    record Flags(byte[] values) implements ColumnValues {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Values of kind CODED_KEY; a code is {@link CodedText#MISSING} where the row has no value. */
    record Keys(CodedKeys values) implements ColumnValues {
        @Override
        public int size() {
            return values.size();
        }
    }

    /** Values of kind CODED_TEXT, and of kind CODED_KEY when few are written. */
    record Coded(CodedText values) implements ColumnValues {
        @Override
        public int size() {
            return values.size();
        }
    }

    /** Values of kind TEXT. */
    record Text(TextColumn values) implements ColumnValues {
        @Override
        public int size() {
            return values.size();
        }
    }
}
