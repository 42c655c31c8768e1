package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Reads the configuration of a job: defaults of the records, below the job file, below {@code NIGHTJAR_*} variables,
 * below settings given by the command.
 */
public final class ConfigurationLoader {

    private final Map<String, Object> variables;
    private final Path workingDirectory;

    /**
     * @param variables the process's environment variables
     * @param workingDirectory its {@code jobs} folder has a folder with a {@code job.yaml} for each job
     */
    public ConfigurationLoader(Map<String, String> variables, Path workingDirectory) {
        this.variables = Map.copyOf(variables);
        this.workingDirectory = workingDirectory;
    }

    /**
     * The configuration of a job. Where there is no job file and nothing is said of a source, the shop can only be the
     * sample shop, and its job file is the one in the jar: first steps are the same in a checkout and out of it.
     *
     * @param job name of the folder of the job
     * @param file the job file to use, or null for {@code jobs/<job>/job.yaml} in the working directory, if it is there
     * @param overrides settings given by the command, by full key
     * @throws ConfigurationException listing every problem
     */
    public NightjarProperties load(String job, @Nullable Path file, Map<String, Object> overrides) {
        if (file != null && !isReadable(file)) {
            throw ConfigurationException.of("--config must name a readable file but was " + file);
        }
        Path jobFile =
                file == null ? workingDirectory.resolve("jobs").resolve(job).resolve("job.yaml") : file;
        if (isReadable(jobFile)) {
            return bind(new FileSystemResource(jobFile), overrides);
        }
        // what may not be read, or links to nothing, was meant to be the job file
        if (!Files.notExists(jobFile, LinkOption.NOFOLLOW_LINKS)) {
            throw ConfigurationException.of("the job file must be a readable file, or not be there, but was " + jobFile
                    + ": correct its rights, or name another with --config");
        }
        NightjarProperties properties = bind(null, overrides);
        return properties.source().equals(defaults().source())
                ? bind(new ClassPathResource("jobs/" + job + "/job.yaml"), overrides)
                : properties;
    }

    private static boolean isReadable(Path file) {
        return Files.isReadable(file) && !Files.isDirectory(file);
    }

    private NightjarProperties bind(@Nullable Resource jobFile, Map<String, Object> overrides) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.forEach(source -> sources.remove(source.getName()));
        sources.addLast(new MapPropertySource("command", overrides));
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        if (jobFile != null) {
            yaml(jobFile).forEach(sources::addLast);
        }
        BindProblems problems = new BindProblems();
        NightjarProperties properties = Binder.get(environment)
                .bind("nightjar", Bindable.of(NightjarProperties.class), problems)
                .orElse(null);
        problems.addUnknownKeys(environment);
        if (!problems.all().isEmpty()) {
            throw new ConfigurationException(problems.all());
        }
        return properties == null ? defaults() : properties;
    }

    private static NightjarProperties defaults() {
        return new Binder().bindOrCreate("nightjar", Bindable.of(NightjarProperties.class));
    }

    private static List<PropertySource<?>> yaml(Resource jobFile) {
        try {
            return new YamlPropertySourceLoader().load(jobFile.getDescription(), jobFile);
        } catch (IOException | RuntimeException e) {
            throw ConfigurationException.of(jobFile.getDescription() + " is not readable YAML: " + YamlProblem.of(e));
        }
    }
}
