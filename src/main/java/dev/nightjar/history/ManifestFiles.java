package dev.nightjar.history;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Manifests on storage. Each has a number and is never changed; the greatest counts. So a new one takes over in one
 * rename onto a free name, which every file system does at once.
 */
final class ManifestFiles {

    private static final Pattern NAME = Pattern.compile("manifest-(\\d{10})\\.json");
    private static final int ATTEMPTS = 3;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Storage storage;
    private final Path directory;

    ManifestFiles(Storage storage, Path directory) {
        this.storage = storage;
        this.directory = directory;
    }

    Optional<Manifest> newest() throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Path> manifests = all();
            if (manifests.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(read(manifests.get(manifests.size() - 1)));
            } catch (FileNotFoundException e) {
                // a night committed and swept between the listing and the reading
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    void write(Manifest manifest) throws IOException {
        List<Path> manifests = all();
        long number = manifests.isEmpty() ? 1 : number(manifests.get(manifests.size() - 1)) + 1;
        Path file = new Path(directory, String.format(Locale.ROOT, "manifest-%010d.json", number));
        storage.write(file, JSON.writeValueAsBytes(manifest));
    }

    /** Deletes all but the newest and the one before it, which a reader may just have found. */
    void sweep() throws IOException {
        List<Path> manifests = all();
        for (Path old : manifests.subList(0, Math.max(0, manifests.size() - 2))) {
            storage.delete(old);
        }
    }

    private List<Path> all() throws IOException {
        return storage.list(directory).stream()
                .filter(path -> NAME.matcher(path.getName()).matches())
                .toList();
    }

    private static long number(Path manifest) {
        Matcher matcher = NAME.matcher(manifest.getName());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a manifest: " + manifest);
        }
        return Long.parseLong(matcher.group(1));
    }

    private Manifest read(Path file) throws IOException {
        byte[] content = storage.read(file);
        try {
            JsonNode tree = JSON.readTree(content);
            int version = tree.path("formatVersion").asInt(0);
            if (version != Manifest.FORMAT_VERSION) {
                throw new ConfigurationException(List.of("nightjar.home holds a history of another version: expected"
                        + " format " + Manifest.FORMAT_VERSION + ", was " + version + " in " + file
                        + "; use the Nightjar that wrote it, or another home and `nightly --full-extract`"));
            }
            return JSON.treeToValue(tree, Manifest.class);
        } catch (JacksonException e) {
            throw new DataContractException(
                    "[" + file + "] damaged: expected the manifest of a history, was no such JSON. Nothing was read;"
                            + " delete the folder " + directory + " and run `nightly --full-extract`.",
                    e);
        }
    }
}
