package dev.nightjar.job;

import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.CustomerKeyType;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.warehouse.CustomerIdType;
import java.nio.file.Path;
import java.time.LocalDate;

/** The source of a configuration. */
public final class Sources {

    private Sources() {}

    /** The source as of a date, one snapshot of it; every SELECT has been asked about when this returns. */
    public static ShopSource open(NightjarProperties properties, LocalDate asOfDate, PostgresSettings database) {
        String folder = properties.source().extractSql();
        ExtractSql sql = ExtractSql.read(folder == null ? null : Path.of(folder));
        SourceSettings settings = new SourceSettings(
                asOfDate, properties.businessZone(), properties.effectiveSourceZone(), properties.baseCurrency());
        return ShopSource.open(database, sql, settings);
    }

    /** The type that customer ids of this source have in the warehouse. */
    static CustomerIdType idType(CustomerKeyType keys) {
        return switch (keys) {
            case BIGINT -> CustomerIdType.BIGINT;
            case TEXT -> CustomerIdType.TEXT;
            case UUID -> CustomerIdType.UUID;
        };
    }
}
