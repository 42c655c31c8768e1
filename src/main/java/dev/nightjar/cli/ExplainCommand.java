package dev.nightjar.cli;

import dev.nightjar.job.Explanation;
import dev.nightjar.job.Ledger;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: one customer's score, reasons, value, segments and features. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Explain one customer: score, reasons, value, segments, features.")
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "CUSTOMER_ID", description = "The customer's id, as in the source.")
    private String customerId;

    @Option(names = "--as-of", paramLabel = "DATE", description = "The night to explain; else the newest.")
    private @Nullable LocalDate asOf;

    private final Terminal terminal;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load("nightly", options.config, Map.of());
        try (Ledger ledger = Ledger.open(properties)) {
            Explanation explanation = Explanation.read(ledger, properties, customerId, asOf);
            if (options.json) {
                printJson(explanation);
            } else {
                terminal.out().print(new ExplanationText(properties.baseCurrency()).of(explanation));
                printFeatures(explanation);
            }
        }
        return ExitCode.DONE.code();
    }

    private void printFeatures(Explanation explanation) {
        if (explanation.features().isEmpty()) {
            terminal.out()
                    .println("  features   gone: nightjar.history.keep-nights says of how many nights files are kept");
            return;
        }
        TextTable table = new TextTable("feature", "value");
        explanation.features().forEach((code, value) -> table.row(code, ExplanationText.rounded(value)));
        terminal.out().print(table.render("  "));
    }

    private void printJson(Explanation explanation) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        explanation.row().forEach((column, value) -> json.put(column, jsonValue(value)));
        List<Map<String, @Nullable Object>> reasons = new ArrayList<>();
        for (Explanation.Reason reason : explanation.reasons()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("code", reason.code());
            one.put("effect", reason.effect());
            one.put("direction", reason.direction());
            one.put("value", reason.value());
            one.put("sentence", reason.sentence());
            reasons.add(one);
        }
        json.put("reasons", reasons);
        json.put("features", explanation.features());
        terminal.out().println(Json.write(json));
    }

    private static @Nullable Object jsonValue(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
