package dev.nightjar.source.lake.column;

import dev.nightjar.postgres.PostgresType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What a stored column means.
 *
 * @param stored how it is stored
 * @param meaning the type of the database that holds the same values; whole numbers are all {@code bigint}
 * @param scale decimals of a decimal
 * @param unit unit of a timestamp
 * @param isUnsigned whether a whole number has no sign
 */
public record LakeType(PrimitiveTypeName stored, PostgresType meaning, int scale, TimeUnit unit, boolean isUnsigned) {

    private static final int INT_BITS = 32;

    /** What a column means, or null where nothing here can be read from it. */
    public static @Nullable LakeType of(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        PrimitiveTypeName stored = type.getPrimitiveTypeName();
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return new LakeType(stored, PostgresType.NUMERIC, decimal.getScale(), TimeUnit.MICROS, false);
        }
        return switch (stored) {
            case INT32, INT64 -> ofInteger(stored, logical);
            case INT96 -> plain(stored, PostgresType.TIMESTAMPTZ);
            case FLOAT -> plain(stored, PostgresType.REAL);
            case DOUBLE -> plain(stored, PostgresType.DOUBLE_PRECISION);
            case BOOLEAN -> plain(stored, PostgresType.BOOLEAN);
            case BINARY -> ofBinary(stored, logical);
            case FIXED_LEN_BYTE_ARRAY ->
                logical instanceof UUIDLogicalTypeAnnotation ? plain(stored, PostgresType.UUID) : null;
        };
    }

    private static @Nullable LakeType ofInteger(PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation logical) {
        if (logical == null) {
            return plain(stored, PostgresType.BIGINT);
        }
        if (logical instanceof IntLogicalTypeAnnotation whole) {
            boolean fits = whole.isSigned() || whole.getBitWidth() <= INT_BITS;
            return fits ? new LakeType(stored, PostgresType.BIGINT, 0, TimeUnit.MICROS, !whole.isSigned()) : null;
        }
        if (logical instanceof TimestampLogicalTypeAnnotation time) {
            PostgresType meaning = time.isAdjustedToUTC() ? PostgresType.TIMESTAMPTZ : PostgresType.TIMESTAMP;
            return new LakeType(stored, meaning, 0, time.getUnit(), false);
        }
        return logical.equals(LogicalTypeAnnotation.dateType()) ? plain(stored, PostgresType.DATE) : null;
    }

    private static @Nullable LakeType ofBinary(PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation logical) {
        if (logical == null
                || logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation) {
            return plain(stored, PostgresType.TEXT);
        }
        return logical instanceof JsonLogicalTypeAnnotation ? plain(stored, PostgresType.JSON) : null;
    }

    private static LakeType plain(PrimitiveTypeName stored, PostgresType meaning) {
        return new LakeType(stored, meaning, 0, TimeUnit.MICROS, false);
    }
}
