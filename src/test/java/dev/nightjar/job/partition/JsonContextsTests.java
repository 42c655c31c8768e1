package dev.nightjar.job.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.core.JacksonException;

class JsonContextsTests {

    private final JsonContexts contexts = new JsonContexts();

    @Test
    void textsNumbersAndTruthValuesComeBackAsTheyWere() throws IOException {
        Map<String, Object> context =
                Map.of("plan", "bucket-0\nbucket-1", "rowsRead", 7L, "keys", 3, "share", 0.5, "restart", true);
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        contexts.serialize(context, written);

        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("{");
        assertThat(contexts.deserialize(new ByteArrayInputStream(written.toByteArray())))
                .isEqualTo(context);
    }

    @Test
    void nothingElseIsMadeOfWhatIsRead() {
        assertThatThrownBy(() -> read("{\"file\":[\"java.io.File\",\"/etc/passwd\"]}"))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("java.io.File");
        assertThatThrownBy(() -> read("{\"url\":[\"java.net.URL\",\"http://localhost/\"]}"))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("java.net.URL");
    }

    @Test
    void whatAnEarlierVersionWroteIsToldApart() throws IOException {
        // a serialised map begins so
        ExecutionContext older = new ExecutionContext(read("rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA"));

        assertThatThrownBy(() -> JsonContexts.requireReadable(older, "nightly-2026-02-01-01"))
                .isInstanceOf(JsonContexts.OlderContextException.class)
                .hasMessageContaining("[nightly-2026-02-01-01] an earlier version", "--attempt");
        assertThatCode(() -> JsonContexts.requireReadable(new ExecutionContext(read("{}")), "nightly-2026-02-01-01"))
                .doesNotThrowAnyException();
    }

    private Map<String, Object> read(String text) throws IOException {
        return contexts.deserialize(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
