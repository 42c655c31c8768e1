package dev.nightjar.history;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Manifests on storage. Each has a number and is never changed, and a checksum says whether it is whole; the whole one
 * with the greatest number counts. So a new one takes over by being created under a free name, which needs no rename.
 */
final class ManifestFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFiles.class);
    private static final Pattern NAME = Pattern.compile("manifest-(\\d{10})\\.json");
    private static final String CHECKSUM = "checksum";
    private static final String VERSION = "formatVersion";
    private static final int FIRST_VERSION = 1;
    private static final int ATTEMPTS = 3;
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper COMPACT = JsonMapper.shared();

    private final Storage storage;
    private final Path directory;

    ManifestFiles(Storage storage, Path directory) {
        this.storage = storage;
        this.directory = directory;
    }

    /**
     * The manifest that counts, or nothing where none was ever written whole.
     *
     * @throws DataContractException if there are several and none of them is whole
     */
    Optional<Manifest> newest() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return newest(all());
            } catch (FileNotFoundException e) {
                // a night committed and swept between the listing and the reading
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Optional<Manifest> newest(List<Path> manifests) throws IOException {
        for (int i = manifests.size() - 1; i >= 0; i--) {
            Manifest manifest = read(manifests.get(i));
            if (manifest != null) {
                return Optional.of(manifest);
            }
            LOG.warn(
                    "{} is not whole: its writer was interrupted, or it was changed. It is left out.",
                    manifests.get(i));
        }
        if (!manifests.isEmpty() && number(manifests.get(manifests.size() - 1)) > 1) {
            throw new DataContractException(
                    "[" + manifests.get(manifests.size() - 1) + "] damaged: expected the manifest"
                            + " of a history, was no whole one. Nothing was read; delete the folder " + directory
                            + " and run `nightly --full-extract`.");
        }
        return Optional.empty();
    }

    /** The greatest number that is taken, by a whole manifest or not; 0 if there is none. */
    long lastNumber() throws IOException {
        List<Path> manifests = all();
        return manifests.isEmpty() ? 0 : number(manifests.get(manifests.size() - 1));
    }

    /** Writes a manifest under its number; false if that number is taken. */
    boolean create(Manifest manifest) throws IOException {
        Path file = new Path(directory, String.format(Locale.ROOT, "manifest-%010d.json", manifest.number()));
        ObjectNode tree = PRETTY.valueToTree(manifest);
        tree.put(CHECKSUM, checksum(tree));
        return storage.createIfAbsent(file, PRETTY.writeValueAsBytes(tree));
    }

    /** Deletes those older than the one before this number, which a reader may just have found. */
    void sweep(long number) throws IOException {
        List<Path> older =
                all().stream().filter(manifest -> number(manifest) < number).toList();
        for (Path old : older.subList(0, Math.max(0, older.size() - 1))) {
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

    /** Null if it is not whole. */
    private @Nullable Manifest read(Path file) throws IOException {
        byte[] content = storage.read(file);
        try {
            if (!(COMPACT.readTree(content) instanceof ObjectNode tree)) {
                return null;
            }
            int version = tree.path(VERSION).asInt(0);
            requireKnown(version, file);
            if (version > FIRST_VERSION) {
                JsonNode checksum = tree.remove(CHECKSUM);
                if (checksum == null || !checksum.asString().equals(checksum(tree))) {
                    return null;
                }
            }
            return COMPACT.treeToValue(version == FIRST_VERSION ? upgraded(tree, file) : tree, Manifest.class);
        } catch (JacksonException e) {
            LOG.debug("{}", file, e);
            return null;
        }
    }

    private static void requireKnown(int version, Path file) {
        if (version != FIRST_VERSION && version != Manifest.FORMAT_VERSION) {
            throw new ConfigurationException(List.of("nightjar.home holds a history of another version: expected"
                    + " format " + Manifest.FORMAT_VERSION + ", was " + version + " in " + file
                    + "; use the Nightjar that wrote it, or another home and `nightly --full-extract`"));
        }
    }

    /** The first version had neither number nor writer inside, nor a checksum. */
    private static ObjectNode upgraded(ObjectNode tree, Path file) {
        return tree.put("number", number(file)).put("writer", "");
    }

    private static String checksum(ObjectNode tree) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(COMPACT.writeValueAsBytes(tree));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
