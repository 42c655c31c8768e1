package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.settings.HadoopSettings;
import dev.nightjar.job.settings.LakeSourceProperties;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.job.settings.SourceProperties;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.CustomerKeyType;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.lake.LakeFolder;
import dev.nightjar.source.lake.LakeLocation;
import dev.nightjar.source.lake.LakeSource;
import dev.nightjar.warehouse.CustomerIdType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The source of a configuration. */
public final class Sources {

    private Sources() {}

    /**
     * The source as of a date, one snapshot of it; every SELECT has been asked about and every file of a lake looked at
     * when this returns.
     *
     * @param database asked for the tables that are in no lake
     * @param folder where the night keeps what it reads of lakes; null to look only
     * @throws ConfigurationException listing what is wrong with lakes and SELECTs
     */
    public static ShopSource open(
            NightjarProperties properties, LocalDate asOfDate, PostgresSettings database, @Nullable LakeFolder folder)
            throws IOException {
        SourceSettings settings = new SourceSettings(
                asOfDate, properties.businessZone(), properties.effectiveSourceZone(), properties.baseCurrency());
        Map<SourceTable, List<LakeLocation>> locations = locations(properties.source());
        ExtractSql sql = properties.source().isLake()
                ? ExtractSql.NONE
                : ExtractSql.read(folder(properties.source().extractSql()), locations.keySet());
        LakeSource lakes;
        try {
            lakes = locations.isEmpty()
                    ? LakeSource.none(settings)
                    : LakeSource.open(locations, settings, folder, HadoopSettings.of(properties));
        } catch (ConfigurationException e) {
            throw withProblemsOfDatabase(e, database, sql, settings);
        }
        return ShopSource.open(database, sql, settings, lakes);
    }

    private static ConfigurationException withProblemsOfDatabase(
            ConfigurationException ofLakes, PostgresSettings database, ExtractSql sql, SourceSettings settings) {
        List<String> problems = new ArrayList<>(ofLakes.problems());
        try {
            ShopSource.open(database, sql, settings).close();
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        return new ConfigurationException(problems);
    }

    private static @Nullable Path folder(@Nullable String extractSql) {
        return extractSql == null ? null : Path.of(extractSql);
    }

    private static Map<SourceTable, List<LakeLocation>> locations(SourceProperties source) {
        Map<SourceTable, List<LakeLocation>> locations = new EnumMap<>(SourceTable.class);
        source.lakeTables().forEach((name, table) -> {
            List<LakeLocation> places = new ArrayList<>();
            for (LakeSourceProperties place : table.places()) {
                String key = "nightjar.source." + name
                        + (table.sources().isEmpty() ? "" : ".sources[" + places.size() + "]");
                places.add(new LakeLocation(
                        key,
                        Objects.requireNonNull(place.path()),
                        place.columns(),
                        place.values(),
                        Objects.requireNonNullElse(place.idPrefix(), ""),
                        Objects.requireNonNullElse(place.customerPrefix(), "")));
            }
            locations.put(SourceTable.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')), places);
        });
        return locations;
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
