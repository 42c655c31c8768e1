package dev.nightjar.job.partition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
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

    /** Whether an earlier version wrote this context, so that it says nothing. */
    public static boolean isOlder(ExecutionContext context) {
        return context.containsKey(OLDER);
    }
}
