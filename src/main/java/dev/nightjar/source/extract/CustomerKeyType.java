package dev.nightjar.source.extract;

import dev.nightjar.postgres.PostgresType;

/** What kind of value the source's customer ids are; the warehouse keeps them as such. */
public enum CustomerKeyType {
    BIGINT,
    TEXT,
    UUID;

    static CustomerKeyType of(PostgresType type) {
        if (type.isInteger()) {
            return BIGINT;
        }
        return type == PostgresType.UUID ? UUID : TEXT;
    }
}
