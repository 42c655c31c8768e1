package dev.nightjar.history;

import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.ColumnKind;
import java.util.List;
import java.util.Locale;

/** A table of the history and its columns, as in every file of it. */
public enum HistoryTable {
    /** Orders, one file per month. */
    ORDERS(List.of(
            Column.required("customer_id", ColumnKind.CODED_TEXT),
            Column.required("order_id", ColumnKind.TEXT),
            Column.required("day", ColumnKind.DATE),
            Column.required("ordered_at", ColumnKind.TIMESTAMP),
            Column.required("amount", ColumnKind.MONEY),
            Column.required("status", ColumnKind.CODED_TEXT),
            Column.optional("discount", ColumnKind.MONEY),
            Column.optional("item_count", ColumnKind.INT),
            Column.optional("cost", ColumnKind.MONEY),
            Column.optional("channel", ColumnKind.CODED_TEXT))),
    /** Interactions, one file per month. */
    INTERACTIONS(List.of(
            Column.required("customer_id", ColumnKind.CODED_TEXT),
            Column.required("interaction_id", ColumnKind.TEXT),
            Column.required("day", ColumnKind.DATE),
            Column.required("occurred_at", ColumnKind.TIMESTAMP),
            Column.required("kind", ColumnKind.CODED_TEXT),
            Column.optional("channel", ColumnKind.CODED_TEXT),
            Column.optional("value", ColumnKind.DOUBLE),
            Column.optional("campaign_id", ColumnKind.CODED_TEXT))),
    /** Profiles, one file. */
    CUSTOMERS(List.of(
            Column.required("customer_id", ColumnKind.TEXT),
            Column.optional("signed_up_on", ColumnKind.DATE),
            Column.optional("country", ColumnKind.CODED_TEXT),
            Column.optional("language", ColumnKind.CODED_TEXT),
            Column.optional("time_zone", ColumnKind.CODED_TEXT),
            Column.optional("acquisition_channel", ColumnKind.CODED_TEXT),
            Column.optional("acquisition_cost", ColumnKind.MONEY),
            Column.optional("profiling_consent", ColumnKind.FLAG),
            Column.optional("marketing_consent", ColumnKind.FLAG),
            Column.required("attributes", ColumnKind.TEXT)));

    private final List<Column> columns;

    HistoryTable(List<Column> columns) {
        this.columns = columns;
    }

    /** The name in sources, folders and the manifest, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Column> columns() {
        return columns;
    }

    /** Those that a file of the table has. */
    List<Column> columnsOf(ColumnFile file) {
        List<String> names = file.columns().stream().map(Column::name).toList();
        return columns.stream().filter(column -> names.contains(column.name())).toList();
    }

    /** The columns of an event without its id; the customer as key. */
    List<Column> eventColumns() {
        return columns.stream()
                .filter(column -> column.name().equals("customer_id") || column.kind() != ColumnKind.TEXT)
                .map(column -> column.name().equals("customer_id")
                        ? Column.required("customer_id", ColumnKind.CODED_KEY)
                        : column)
                .toList();
    }

    List<Column> columnsExcept(String name) {
        return columns.stream().filter(column -> !column.name().equals(name)).toList();
    }
}
