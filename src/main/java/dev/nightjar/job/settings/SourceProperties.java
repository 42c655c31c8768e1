package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where orders, interactions and profiles come from, {@code nightjar.source}. A table is in the database, by its SELECT, or
 * in a lake, if it is named here.
 *
 * @param type {@code postgres}, or {@code parquet} where every table is in a lake
 * @param url JDBC URL; absent for the embedded server
 * @param username who reads; needs no more than SELECT
 * @param password may be empty
 * @param extractSql folder with {@code orders.sql} and its companions; the sample shop's unless given
 * @param orders orders in a lake
 * @param interactions interactions in a lake
 * @param customers profiles in a lake
 * @param fxRates rates in a lake
 * @param erasures ids to forget in a lake
 */
public record SourceProperties(
        @DefaultValue("postgres") String type,
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @Nullable String extractSql,
        @Nullable LakeTableProperties orders,
        @Nullable LakeTableProperties interactions,
        @Nullable LakeTableProperties customers,
        @Nullable LakeTableProperties fxRates,
        @Nullable LakeTableProperties erasures) {

    private static final String KEY = "nightjar.source.";
    private static final String PARQUET = "parquet";

    /** @throws ConfigurationException listing every value that cannot be */
    public SourceProperties {
        List<String> problems = new ArrayList<>();
        if (!type.equals("postgres") && !type.equals(PARQUET)) {
            problems.add("nightjar.source.type must be postgres or parquet but was " + type);
        }
        WarehouseProperties.checkUrl("nightjar.source.url", url, problems);
        if (type.equals(PARQUET)) {
            refuse("url", url, problems);
            refuse("username", username, problems);
            refuse("password", password, problems);
            refuse("extract-sql", extractSql, problems);
            if (orders == null) {
                problems.add(
                        "nightjar.source.orders must be given when nightjar.source.type is parquet but was absent");
            }
        }
        check("orders", orders, problems);
        check("interactions", interactions, problems);
        check("customers", customers, problems);
        check("fx-rates", fxRates, problems);
        check("erasures", erasures, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** Whether every table is in a lake, so that no database is asked. */
    public boolean isLake() {
        return type.equals(PARQUET);
    }

    /** The tables that are in a lake, by key. */
    public Map<String, LakeTableProperties> lakeTables() {
        Map<String, LakeTableProperties> tables = new LinkedHashMap<>();
        put(tables, "orders", orders);
        put(tables, "interactions", interactions);
        put(tables, "customers", customers);
        put(tables, "fx-rates", fxRates);
        put(tables, "erasures", erasures);
        return tables;
    }

    private static void put(Map<String, LakeTableProperties> tables, String key, @Nullable LakeTableProperties table) {
        if (table != null) {
            tables.put(key, table);
        }
    }

    private static void check(String key, @Nullable LakeTableProperties table, List<String> problems) {
        if (table != null) {
            table.check(KEY + key, problems);
        }
    }

    private static void refuse(String key, @Nullable String value, List<String> problems) {
        if (value != null) {
            problems.add(
                    KEY + key + " must be absent when nightjar.source.type is parquet, which asks no database; with"
                            + " type postgres a table that has a path is read from there");
        }
    }
}
