package dev.nightjar.job.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What this program was built from, as the build wrote it down.
 *
 * @param version of Nightjar
 * @param revision git commit, with {@code -dirty} behind it if files had changed since; {@code unknown} where the build
 *     saw no git checkout, as from a source archive
 * @param smileVersion of the library that boosts
 */
public record BuildMetadata(String version, String revision, String smileVersion) {

    private static final String FILE = "/nightjar-build.properties";
    private static final String UNKNOWN = "unknown";

    /** Of this program. */
    public static BuildMetadata read() {
        Properties properties = new Properties();
        try (InputStream file = BuildMetadata.class.getResourceAsStream(FILE)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(properties);
    }

    /** What a build leaves unfilled, such as {@code @git.commit.id.describe@}, is unknown. */
    static BuildMetadata of(Properties properties) {
        return new BuildMetadata(
                value(properties, "version"), value(properties, "revision"), value(properties, "smile"));
    }

    /** For a model's provenance, in a fixed order. */
    public Map<String, Object> provenance() {
        Map<String, Object> software = new LinkedHashMap<>();
        software.put("version", version);
        software.put("code_revision", revision);
        software.put("smile", smileVersion);
        software.put("java", System.getProperty("java.version"));
        return software;
    }

    private static String value(Properties properties, String key) {
        String value = properties.getProperty(key, "").strip();
        return value.isEmpty() || value.startsWith("@") || value.startsWith("$") ? UNKNOWN : value;
    }
}
