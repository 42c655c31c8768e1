package dev.nightjar.source.extract;

import static dev.nightjar.source.extract.SourceColumn.optional;
import static dev.nightjar.source.extract.SourceColumn.required;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables a source may have and their canonical columns. */
public enum SourceTable {
    ORDERS(
            "ordered_at",
            required("order_id", ColumnKind.ID),
            required("customer_id", ColumnKind.ID),
            required("ordered_at", ColumnKind.TIME),
            required("amount", ColumnKind.NUMBER),
            optional("currency", ColumnKind.TEXT),
            optional("status", ColumnKind.TEXT),
            optional("discount", ColumnKind.NUMBER),
            optional("item_count", ColumnKind.COUNT),
            optional("cost", ColumnKind.NUMBER),
            optional("channel", ColumnKind.TEXT),
            optional("updated_at", ColumnKind.TIME)),
    INTERACTIONS(
            "occurred_at",
            required("customer_id", ColumnKind.ID),
            required("occurred_at", ColumnKind.TIME),
            required("kind", ColumnKind.TEXT),
            optional("interaction_id", ColumnKind.ID),
            optional("channel", ColumnKind.TEXT),
            optional("value", ColumnKind.NUMBER),
            optional("campaign_id", ColumnKind.ID)),
    CUSTOMERS(
            null,
            required("customer_id", ColumnKind.ID),
            optional("signed_up_on", ColumnKind.DATE),
            optional("country", ColumnKind.TEXT),
            optional("language", ColumnKind.TEXT),
            optional("time_zone", ColumnKind.TEXT),
            optional("acquisition_channel", ColumnKind.TEXT),
            optional("acquisition_cost", ColumnKind.NUMBER),
            optional("profiling_consent", ColumnKind.BOOLEAN),
            optional("marketing_consent", ColumnKind.BOOLEAN),
            optional("attributes", ColumnKind.JSON)),
    FX_RATES(
            null,
            required("rate_date", ColumnKind.DATE),
            required("currency", ColumnKind.TEXT),
            required("rate_to_base", ColumnKind.NUMBER)),
    ERASURES(null, required("customer_id", ColumnKind.ID));

    private final @Nullable String timeColumn;
    private final List<SourceColumn> columns;

    SourceTable(@Nullable String timeColumn, SourceColumn... columns) {
        this.timeColumn = timeColumn;
        this.columns = List.of(columns);
    }

    /** The canonical name, such as {@code fx_rates}. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file that holds its SELECT. */
    public String file() {
        return tableName() + ".sql";
    }

    /** Whether its rows are events, read month by month; the others are read whole. */
    public boolean hasMonths() {
        return timeColumn != null;
    }

    /**
     * The column that says when a row happened.
     *
     * @throws IllegalStateException if the table is read whole
     */
    public String timeColumn() {
        if (timeColumn == null) {
            throw new IllegalStateException(tableName() + " has no column that says when a row happened");
        }
        return timeColumn;
    }

    /** Every column it may have; the required ones come first. */
    public List<SourceColumn> columns() {
        return columns;
    }

    /** The canonical column of this name. */
    public Optional<SourceColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
