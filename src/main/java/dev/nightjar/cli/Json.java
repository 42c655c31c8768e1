package dev.nightjar.cli;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results for programs: one JSON object, keys in snake case as the commands name them. */
public final class Json {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** The JSON of a value made of maps, lists, texts, numbers, dates and booleans. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
