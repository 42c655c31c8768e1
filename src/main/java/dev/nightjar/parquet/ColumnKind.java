package dev.nightjar.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import java.util.Objects;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** What a column holds: its type in Parquet and the array that holds it in memory. */
public enum ColumnKind {
    /** {@code int[]}; {@link Integer#MIN_VALUE} is missing. */
    INT(PrimitiveTypeName.INT32, null, Repetition.OFTEN),
    /** {@code int[]}, days since 1970-01-01; {@link Integer#MIN_VALUE} is missing. */
    DATE(PrimitiveTypeName.INT32, dateType(), Repetition.OFTEN),
    /** {@code long[]}; {@link Long#MIN_VALUE} is missing. */
    LONG(PrimitiveTypeName.INT64, null, Repetition.OFTEN),
    /** {@code long[]}, microseconds since 1970-01-01T00:00Z; {@link Long#MIN_VALUE} is missing. */
    TIMESTAMP(PrimitiveTypeName.INT64, timestampType(true, TimeUnit.MICROS), Repetition.RARE),
    /** {@code long[]}, ten-thousandths, a decimal(18,4) to other readers; {@link Long#MIN_VALUE} is missing. */
    MONEY(PrimitiveTypeName.INT64, decimalType(4, 18), Repetition.OFTEN),
    /** {@code double[]}; NaN is missing. */
    DOUBLE(PrimitiveTypeName.DOUBLE, null, Repetition.OFTEN),
    /** {@code byte[]} of 0 and 1; {@link ColumnValues#MISSING_FLAG} is missing. */
    FLAG(PrimitiveTypeName.BOOLEAN, null, Repetition.RARE),
    /** {@link dev.nightjar.customer.column.CodedText}, for text that repeats. */
    CODED_TEXT(PrimitiveTypeName.BINARY, stringType(), Repetition.OFTEN),
    /** {@link ColumnValues.Keys} when read, else as {@link #CODED_TEXT}: for keys, of which there are many. */
    CODED_KEY(PrimitiveTypeName.BINARY, stringType(), Repetition.OFTEN),
    /** {@link dev.nightjar.customer.column.TextColumn}, for mostly distinct text; never missing. */
    TEXT(PrimitiveTypeName.BINARY, stringType(), Repetition.RARE);

    private final PrimitiveTypeName storedType;
    private final @Nullable LogicalTypeAnnotation logicalType;
    private final Repetition repetition;

    ColumnKind(PrimitiveTypeName storedType, @Nullable LogicalTypeAnnotation logicalType, Repetition repetition) {
        this.storedType = storedType;
        this.logicalType = logicalType;
        this.repetition = repetition;
    }

    PrimitiveTypeName storedType() {
        return storedType;
    }

    @Nullable
    LogicalTypeAnnotation logicalType() {
        return logicalType;
    }

    /**
     * The kind of a stored column. Text is coded: the file does not say whether its values repeat.
     *
     * @throws IllegalArgumentException if no kind is stored like that
     */
    static ColumnKind of(PrimitiveType type) {
        for (ColumnKind kind : values()) {
            if (kind.isStored(type)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no column kind is stored as " + type);
    }

    /** Whether a stored column is of this kind. */
    boolean isStored(PrimitiveType type) {
        return storedType == type.getPrimitiveTypeName()
                && Objects.equals(logicalType, type.getLogicalTypeAnnotation());
    }

    /** Whether values repeat often enough for a dictionary to pay. */
    boolean repeats() {
        return repetition == Repetition.OFTEN;
    }

    boolean isCoded() {
        return this == CODED_TEXT || this == CODED_KEY;
    }

    private enum Repetition {
        OFTEN,
        RARE
    }
}
