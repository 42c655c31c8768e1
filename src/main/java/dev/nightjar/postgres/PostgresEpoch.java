package dev.nightjar.postgres;

/** PostgreSQL counts binary dates and times from 2000-01-01, Java from 1970-01-01. */
final class PostgresEpoch {

    /** Days from 1970-01-01 to 2000-01-01. */
    static final int DAYS = 10_957;

    /** Microseconds from 1970-01-01 to 2000-01-01. */
    static final long MICROS = DAYS * 86_400_000_000L;

    private PostgresEpoch() {}
}
