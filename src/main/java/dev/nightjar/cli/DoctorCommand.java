package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Checkup;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: checks configuration, connections, privileges, source columns and disk; all problems at once. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Check configuration, connections, privileges, source columns and disk; all problems at once.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        List<Checkup.Finding> findings = new ArrayList<>();
        try {
            NightjarProperties properties = loader.load("nightly", options.config, Map.of());
            findings.add(new Checkup.Finding("configuration", null, "read"));
            findings.addAll(Checkup.of(properties));
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> findings.add(new Checkup.Finding("configuration", problem, "")));
        }
        print(findings);
        boolean isHealthy = findings.stream().allMatch(finding -> finding.problem() == null);
        return isHealthy ? ExitCode.DONE.code() : ExitCode.USAGE.code();
    }

    private void print(List<Checkup.Finding> findings) {
        if (options.json) {
            List<Map<String, @Nullable Object>> json = new ArrayList<>();
            for (Checkup.Finding finding : findings) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("check", finding.check());
                row.put("ok", finding.problem() == null);
                row.put("problem", finding.problem());
                row.put("detail", finding.detail());
                json.add(row);
            }
            terminal.out().println(Json.write(Map.of("findings", json)));
            return;
        }
        for (Checkup.Finding finding : findings) {
            boolean isFine = finding.problem() == null;
            terminal.out()
                    .println((isFine ? "  ok       " : "  PROBLEM  ") + finding.check() + ": "
                            + (isFine ? finding.detail() : finding.problem()));
        }
    }
}
