package dev.nightjar.job.settings;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Why a job file is no YAML: what and where, without any text of the file, for that may be a password. */
final class YamlProblem {

    /** What the parser quotes from the file comes after one of these, up to the end. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)(duplicate key|the tag|undefined alias|tag handle|unacceptable key|but found:|in UTF-8:|version:).*");

    private YamlProblem() {}

    /** One line of text. */
    static String of(Exception error) {
        MarkedYAMLException yaml = marked(error);
        if (yaml != null) {
            String problem = QUOTED.matcher(String.valueOf(yaml.getProblem())).replaceFirst("$1");
            return problem + place(" in ", yaml.getProblemMark()) + place(", begun in ", yaml.getContextMark());
        }
        if (error instanceof ReaderException character) {
            return "a character that YAML does not allow, position " + (character.getPosition() + 1);
        }
        return error instanceof IOException
                ? String.valueOf(error.getMessage())
                : "its structure or encoding is not YAML's";
    }

    private static @Nullable MarkedYAMLException marked(Throwable error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof MarkedYAMLException)) {
            cause = cause.getCause();
        }
        return (MarkedYAMLException) cause;
    }

    private static String place(String before, @Nullable Mark mark) {
        return mark == null ? "" : before + "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
