package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Collects what is wrong with a configuration while it is bound, so that all of it is told at once. */
final class BindProblems implements BindHandler {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("nightjar");

    private static final Map<Class<?>, String> EXPECTED = Map.of(
            ZoneId.class, "a time zone such as Europe/London",
            Period.class, "a period in days such as P90D",
            Integer.class, "a whole number",
            int.class, "a whole number",
            long.class, "a whole number",
            double.class, "a number",
            Double.class, "a number");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_.-]*}");

    private final Set<ConfigurationPropertyName> triedKeys = new HashSet<>();
    private final Set<String> problems = new TreeSet<>();

    @Override
    public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        triedKeys.add(name);
        return target;
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        if (result instanceof String text && text.contains("${")) {
            // never the whole value: it may be a password, or hold one
            Matcher placeholder = PLACEHOLDER.matcher(text);
            problems.add(name + " must be a value or a variable that is set but "
                    + (placeholder.find() ? "was " + placeholder.group() : "holds a ${ that names no variable"));
        }
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        ConfigurationException invalid = invalidRecord(error);
        String expected = EXPECTED.get(target.getType().resolve(Object.class));
        ConfigurationProperty property = context.getConfigurationProperty();
        if (invalid != null) {
            problems.addAll(invalid.problems());
        } else if (property != null && expected != null) {
            problems.add(name + " must be " + expected + " but was " + property.getValue());
        } else if (problems.isEmpty()) {
            problems.add(name + " cannot be read" + (isSecret(name) ? "" : ": " + rootMessage(error)));
        }
        return null;
    }

    /** Adds a problem for each key of the environment that nothing was bound to, but for those of the process's variables. */
    void addUnknownKeys(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            boolean isVariables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
            if (!isVariables && source instanceof IterableConfigurationPropertySource keys) {
                keys.stream()
                        .filter(ROOT::isAncestorOf)
                        .filter(key -> !triedKeys.contains(key))
                        .forEach(key -> problems.add(unknown(key)));
            }
        }
    }

    /** A password without quotes that YAML takes for a map is a key here. */
    private static String unknown(ConfigurationPropertyName key) {
        for (int size = 1; size < key.getNumberOfElements(); size++) {
            ConfigurationPropertyName parent = key.chop(size);
            if (isSecret(parent)) {
                return parent + " must be text but was a list or a map; put it in quotes";
            }
        }
        return key + " is not a key of this version; see docs/configuration.md";
    }

    private static boolean isSecret(ConfigurationPropertyName key) {
        String last = key.getLastElement(ConfigurationPropertyName.Form.UNIFORM);
        return last.endsWith("password") || last.endsWith("url");
    }

    /** Every problem met, in the order of the keys. */
    List<String> all() {
        return new ArrayList<>(problems);
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static @Nullable ConfigurationException invalidRecord(Throwable error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof ConfigurationException)) {
            cause = cause.getCause();
        }
        return (ConfigurationException) cause;
    }
}
