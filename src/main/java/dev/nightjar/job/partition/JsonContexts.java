package dev.nightjar.job.partition;

import dev.nightjar.customer.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Writes what a run and its partitions leave for the next launch as JSON, and never makes an object from it but texts,
 * numbers and truth values. Spring Batch's own way is Java serialisation; what an earlier version wrote that way is not
 * read, but told apart.
 */
public final class JsonContexts implements ExecutionContextSerializer {

    private static final String OLDER = "nightjar.olderFormat";

    private final JacksonExecutionContextStringSerializer json =
            new JacksonExecutionContextStringSerializer(JsonMapper.builder()
                    .activateDefaultTyping(BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType(Long.class)
                            .build())
                    .build());

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        json.serialize(context, out);
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) throws IOException {
        byte[] text = in.readAllBytes();
        boolean isJson = text.length > 0 && text[0] == '{';
        return isJson ? json.deserialize(new ByteArrayInputStream(text)) : new HashMap<>(Map.of(OLDER, true));
    }

    /** An earlier version wrote what a run has done, and this one cannot read it: launching it again never helps. */
    public static final class OlderContextException extends ConfigurationException {

        private static final long serialVersionUID = 1L;

        private OlderContextException(String runId) {
            super(List.of("[" + runId + "] an earlier version of this program began it and noted otherwise what is"
                    + " done. Run it with another --attempt"));
        }
    }

    /** @throws OlderContextException if an earlier version wrote this context */
    public static void requireReadable(ExecutionContext context, String runId) {
        if (context.containsKey(OLDER)) {
            throw new OlderContextException(runId);
        }
    }
}
