package dev.nightjar.customer;

import java.util.List;

/** The configuration cannot be run with. The message lists all problems at once; nothing was started. */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems each a clause that names the key, the expectation, the value and the remedy; at least one */
    public ConfigurationException(List<String> problems) {
        super(problems.size()
                + (problems.size() == 1 ? " configuration problem: " : " configuration problems: ")
                + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one clause each. */
    public List<String> problems() {
        return problems;
    }
}
