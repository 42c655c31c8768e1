package dev.nightjar.source.extract;

/**
 * A canonical column of a source table.
 *
 * @param name as the SELECT must name it
 * @param kind which types it may have
 * @param required whether its table is of no use without it
 */
public record SourceColumn(String name, ColumnKind kind, boolean required) {

    static SourceColumn required(String name, ColumnKind kind) {
        return new SourceColumn(name, kind, true);
    }

    static SourceColumn optional(String name, ColumnKind kind) {
        return new SourceColumn(name, kind, false);
    }
}
