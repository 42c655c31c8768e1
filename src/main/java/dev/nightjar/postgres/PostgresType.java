package dev.nightjar.postgres;

import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types whose binary form is understood here. Domains count as the type they are made of, enums as text. */
public enum PostgresType {
    SMALLINT,
    INTEGER,
    BIGINT,
    REAL,
    DOUBLE_PRECISION,
    NUMERIC,
    TEXT,
    CHAR,
    UUID,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ,
    BOOLEAN,
    JSON,
    JSONB;

    private static final Map<String, PostgresType> BY_NAME = Map.ofEntries(
            Map.entry("int2", SMALLINT),
            Map.entry("smallserial", SMALLINT),
            Map.entry("int4", INTEGER),
            Map.entry("serial", INTEGER),
            Map.entry("int8", BIGINT),
            Map.entry("bigserial", BIGINT),
            Map.entry("float4", REAL),
            Map.entry("float8", DOUBLE_PRECISION),
            Map.entry("numeric", NUMERIC),
            Map.entry("bpchar", CHAR),
            Map.entry("citext", TEXT),
            Map.entry("uuid", UUID),
            Map.entry("date", DATE),
            Map.entry("timestamp", TIMESTAMP),
            Map.entry("timestamptz", TIMESTAMPTZ),
            Map.entry("bool", BOOLEAN),
            Map.entry("json", JSON),
            Map.entry("jsonb", JSONB));

    /** The type of a result column as JDBC describes it, or null for one that is not understood. */
    public static @Nullable PostgresType of(String typeName, int jdbcType) {
        PostgresType named = BY_NAME.get(typeName.toLowerCase(Locale.ROOT));
        if (named != null) {
            return named;
        }
        return jdbcType == Types.VARCHAR ? TEXT : null;
    }

    /** Whether values are whole numbers. */
    public boolean isInteger() {
        return this == SMALLINT || this == INTEGER || this == BIGINT;
    }

    /** Whether values are text. */
    public boolean isText() {
        return this == TEXT || this == CHAR;
    }

    /** The name in SQL. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
