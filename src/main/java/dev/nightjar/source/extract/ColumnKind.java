package dev.nightjar.source.extract;

import dev.nightjar.postgres.PostgresType;
import java.util.EnumSet;
import java.util.Set;

/** What a canonical column holds, and so which types of the source it may have. */
public enum ColumnKind {
    ID(
            "an integer, text, varchar, char or uuid",
            PostgresType.SMALLINT,
            PostgresType.INTEGER,
            PostgresType.BIGINT,
            PostgresType.TEXT,
            PostgresType.CHAR,
            PostgresType.UUID),
    TEXT("text, varchar, char or an enum", PostgresType.TEXT, PostgresType.CHAR),
    NUMBER(
            "numeric, an integer, real or double precision",
            PostgresType.NUMERIC,
            PostgresType.SMALLINT,
            PostgresType.INTEGER,
            PostgresType.BIGINT,
            PostgresType.REAL,
            PostgresType.DOUBLE_PRECISION),
    COUNT(
            "an integer or numeric",
            PostgresType.SMALLINT,
            PostgresType.INTEGER,
            PostgresType.BIGINT,
            PostgresType.NUMERIC),
    TIME("timestamptz, timestamp or date", PostgresType.TIMESTAMPTZ, PostgresType.TIMESTAMP, PostgresType.DATE),
    DATE("date, timestamp or timestamptz", PostgresType.DATE, PostgresType.TIMESTAMP, PostgresType.TIMESTAMPTZ),
    BOOLEAN("boolean", PostgresType.BOOLEAN),
    JSON("jsonb or json", PostgresType.JSONB, PostgresType.JSON);

    private final String expected;
    private final Set<PostgresType> types;

    ColumnKind(String expected, PostgresType first, PostgresType... others) {
        this.expected = expected;
        this.types = EnumSet.of(first, others);
    }

    /** The types it may have, for a message. */
    public String expected() {
        return expected;
    }

    /** Whether a column of this kind may have this type. */
    public boolean accepts(PostgresType type) {
        return types.contains(type);
    }
}
