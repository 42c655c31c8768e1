package dev.nightjar.source;

import dev.nightjar.postgres.PostgresSettings;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What reading a source for one night depends on.
 *
 * @param asOfDate rows at or after its midnight in the business zone are not read
 * @param businessZone zone whose calendar days and months count
 * @param sourceZone zone of source timestamps that have none
 * @param baseCurrency currency of the canonical rows, as the source writes it
 */
public record SourceSettings(LocalDate asOfDate, ZoneId businessZone, ZoneId sourceZone, String baseCurrency)
        implements Serializable {

    /** The reader of this database. */
    public ShopSource open(PostgresSettings database, dev.nightjar.source.extract.ExtractSql sql) {
        return ShopSource.open(database, sql, this);
    }
}
