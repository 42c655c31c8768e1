package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.history.HistoryProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be configured, the keys under {@code nightjar}.
 *
 * @param businessZone zone whose midnight opens the as-of date; windows count its calendar days
 * @param sourceZone zone of source timestamps that carry none; the business zone unless given
 * @param baseCurrency ISO 4217 code that all money is converted to
 * @param home folder of history, features and scores; any Hadoop path
 * @param engine where partitions run; only {@code local} in this version
 * @param threads partitions at work at the same time; the number of cores unless given
 * @param source the shop's database; the embedded one unless it has a URL
 * @param warehouse where scores are published; the embedded one unless it has a URL
 * @param churn the churn model
 * @param cltv customer lifetime value
 * @param segments segments declared by the user
 * @param history the Parquet history
 * @param quality what stops a night
 * @param hadoop settings of the file system of the home, by their Hadoop names; may hold secrets, so they are never shown
 * @param hadoopConf folder with {@code core-site.xml} and {@code hdfs-site.xml}; none unless given
 */
public record NightjarProperties(
        @DefaultValue("UTC") ZoneId businessZone,
        @Nullable ZoneId sourceZone,
        @DefaultValue("GBP") String baseCurrency,
        @DefaultValue("nightjar-data") String home,
        @DefaultValue("local") String engine,
        @Nullable Integer threads,
        @DefaultValue SourceProperties source,
        @DefaultValue WarehouseProperties warehouse,
        @DefaultValue ChurnProperties churn,
        @DefaultValue CltvProperties cltv,
        @DefaultValue List<SegmentProperties> segments,
        @DefaultValue HistoryProperties history,
        @DefaultValue QualityProperties quality,
        @DefaultValue Map<String, String> hadoop,
        @Nullable String hadoopConf) {

    private static final int MAX_THREADS = 256;

    /** @throws ConfigurationException listing every value that cannot be */
    public NightjarProperties {
        List<String> problems = new ArrayList<>();
        if (!baseCurrency.matches("[A-Z]{3}")) {
            problems.add("nightjar.base-currency must be three capital letters such as GBP but was " + baseCurrency);
        }
        if (home.isBlank()) {
            problems.add("nightjar.home must be a path but was empty");
        }
        if (home.matches("[A-Za-z0-9+.-]+://[^/]*@.*") && !home.matches("abfss?://.*")) {
            problems.add("nightjar.home must not hold a user or a secret, which logs would show; give them as"
                    + " nightjar.hadoop keys, or in the way of the file system");
        }
        if (hadoopConf != null && !Files.isDirectory(Path.of(hadoopConf))) {
            problems.add("nightjar.hadoop-conf must be a folder that exists but was " + hadoopConf);
        }
        if (!engine.equals("local")) {
            problems.add("nightjar.engine must be local in this version but was " + engine);
        }
        if (threads != null && (threads < 1 || threads > MAX_THREADS)) {
            problems.add("nightjar.threads must be 1 to " + MAX_THREADS + " but was " + threads);
        }
        if (!source.isLake() && source.url() == null && warehouse.url() != null) {
            problems.add(
                    "nightjar.source.url must be given when nightjar.warehouse.url is, but was absent: the embedded"
                            + " database is source and warehouse together or not at all");
        }
        if (source.url() != null && warehouse.url() == null) {
            problems.add("nightjar.warehouse.url must be given when nightjar.source.url is, but was absent: Nightjar"
                    + " never writes its tables into the source unless told to");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        segments = List.copyOf(segments);
        hadoop = Map.copyOf(hadoop);
    }

    /** The zone of source timestamps without one. */
    public ZoneId effectiveSourceZone() {
        return sourceZone == null ? businessZone : sourceZone;
    }

    /** The number of partitions at work at the same time. */
    public int effectiveThreads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Whether the databases that are needed are the embedded server under {@code home}. */
    public boolean isEmbedded() {
        return source.isLake() ? warehouse.url() == null : source.url() == null;
    }
}
