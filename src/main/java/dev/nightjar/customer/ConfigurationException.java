package dev.nightjar.customer;

import java.util.List;

/**
 * Settings with which nothing can be started: all their problems at once. A retry with the same settings fails again;
 * whoever wrote them must act. Messages never hold a password.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** @param problems at least one, each naming the setting or file, what was expected and what was found */
    public ConfigurationException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The one problem that there is. */
    public static ConfigurationException of(String problem) {
        return new ConfigurationException(List.of(problem));
    }

    /** Every problem, in the order they were found. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a configuration exception needs at least one problem");
        }
        String count =
                problems.size() == 1 ? "1 configuration problem: " : problems.size() + " configuration problems: ";
        return count + String.join("; ", problems);
    }
}
