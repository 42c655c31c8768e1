package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FeatureCatalogueDocumentTests {

    private static final Path FILE = Path.of("docs", "features.md");

    @Test
    void theDocumentSaysWhatTheCatalogueHolds() throws IOException {
        String text = FeatureCatalogueDocument.of(FeatureCatalogue.complete(FeatureOptions.DEFAULTS));

        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        }

        assertThat(Files.readString(FILE)).isEqualTo(text);
    }
}
