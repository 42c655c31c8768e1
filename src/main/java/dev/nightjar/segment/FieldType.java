package dev.nightjar.segment;

/** What values a field has. */
public enum FieldType {
    /** A {@link Double}. */
    NUMBER("a number"),
    /** A {@link String}. */
    TEXT("text"),
    /** A {@link Boolean}. */
    BOOLEAN("true or false"),
    /** An {@link Integer}, days since 1970-01-01. */
    DATE("a date such as 2026-01-31"),
    /** Text that is compared as a number by operators that order: what a profile's attributes are. */
    ATTRIBUTE("text or a number");

    private final String expectation;

    FieldType(String expectation) {
        this.expectation = expectation;
    }

    /** What a value of this type looks like, for messages. */
    String expectation() {
        return expectation;
    }
}
