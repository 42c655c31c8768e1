package dev.nightjar.customer;

import java.util.List;

/**
 * Nightjar was told something that cannot be: a key, a connection, a SELECT. Nothing was started; a retry fails until
 * the configuration is changed. The message lists every problem at once.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @throws IllegalArgumentException if there is no problem to report */
    public ConfigurationException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The exception of a single problem. */
    public static ConfigurationException of(String problem) {
        return new ConfigurationException(List.of(problem));
    }

    /** One sentence each, with the key or place, the expectation and the value. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a configuration exception must have at least one problem, had none");
        }
        String count =
                problems.size() == 1 ? "1 configuration problem: " : problems.size() + " configuration problems: ";
        return count + String.join("; ", problems);
    }
}
