package dev.nightjar.warehouse;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.postgres.CopyInWriter;
import java.util.UUID;

/** The type of {@code customer_id} in the warehouse; ids are text everywhere else. The first night fixes it. */
public enum CustomerIdType {
    /** Integers of any width. */
    BIGINT("bigint"),
    /** Anything that is text. */
    TEXT("text"),
    /** UUIDs. */
    UUID("uuid");

    private final String sqlName;

    CustomerIdType(String sqlName) {
        this.sqlName = sqlName;
    }

    /** The type as PostgreSQL names it. */
    public String sqlName() {
        return sqlName;
    }

    /** The type that PostgreSQL names so. */
    static CustomerIdType ofSqlName(String sqlName) {
        for (CustomerIdType type : values()) {
            if (type.sqlName.equals(sqlName)) {
                return type;
            }
        }
        throw new DataContractException("[retention.customer_score_v1, column 'customer_id'] unknown type: expected"
                + " bigint, text or uuid, was " + sqlName + ". Nothing was done; undo what changed the column.");
    }

    /**
     * The id as a value of this type, to be bound to a statement.
     *
     * @throws DataContractException if the id is no value of this type
     */
    public Object value(String customerId) {
        try {
            return switch (this) {
                case BIGINT -> Long.valueOf(customerId);
                case TEXT -> customerId;
                case UUID -> java.util.UUID.fromString(customerId);
            };
        } catch (IllegalArgumentException e) {
            throw new DataContractException(
                    "[customer " + customerId + "] not an id of this warehouse: expected " + sqlName
                            + ". Check the id, or the type of customer_id in the source.",
                    e);
        }
    }

    /**
     * Writes the id as the next field of a row.
     *
     * @throws DataContractException if the id is no value of this type
     */
    public void write(CopyInWriter writer, String customerId) {
        switch (this) {
            case BIGINT -> writer.writeLong((Long) value(customerId));
            case TEXT -> writer.writeText(customerId);
            case UUID -> writer.writeUuid((UUID) value(customerId));
        }
    }
}
