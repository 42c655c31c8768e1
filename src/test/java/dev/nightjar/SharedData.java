package dev.nightjar;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data sets beside the checkout; they are not part of the project. */
public final class SharedData {

    private static final Path ROOT = Path.of("../shared/data").toAbsolutePath().normalize();

    private SharedData() {}

    /**
     * The file of a data set, given relative to the data folder. Where it is missing the test is skipped and says so;
     * with {@code NIGHTJAR_REQUIRE_DATA=true} in the environment it fails.
     */
    public static Path require(String file) {
        Path path = ROOT.resolve(file);
        if (!Files.isReadable(path)) {
            skip("data set ../shared/data/" + file + " is not there");
        }
        return path;
    }

    /** Skips the test and says why; with {@code NIGHTJAR_REQUIRE_DATA=true} in the environment it fails. */
    static void skip(String reason) {
        if (Boolean.parseBoolean(System.getenv("NIGHTJAR_REQUIRE_DATA"))) {
            throw new AssertionError(reason + ", but NIGHTJAR_REQUIRE_DATA=true");
        }
        Assumptions.abort("skipped: " + reason);
    }
}
