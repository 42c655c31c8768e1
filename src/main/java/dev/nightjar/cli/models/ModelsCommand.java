package dev.nightjar.cli.models;

import dev.nightjar.cli.ExitCode;
import dev.nightjar.cli.GlobalOptions;
import dev.nightjar.cli.Json;
import dev.nightjar.cli.Terminal;
import dev.nightjar.cli.Version;
import dev.nightjar.job.Ledger;
import dev.nightjar.job.model.ModelRoom;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.warehouse.model.ChurnModelRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code models}: which churn models there are, which one is champion, and the change of it. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "The churn models: list them, show one, promote one, roll back to the previous champion.")
public final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    private final Terminal terminal;

    private ModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its subcommands. */
    public static CommandLine line(Terminal terminal) {
        ModelsCommand models = new ModelsCommand(terminal);
        CommandLine line = new CommandLine(models);
        line.addSubcommand(new ListModels(models));
        line.addSubcommand(new ShowModel(models));
        line.addSubcommand(new PromoteModel(models));
        line.addSubcommand(new Rollback(models));
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return list(terminal, options);
    }

    /** What a subcommand does with the models. */
    private interface Work {
        void on(ModelRoom models) throws Exception;
    }

    private static int with(Terminal terminal, GlobalOptions options, Work work) throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load("nightly", options.config, Map.of());
        try (Ledger ledger = Ledger.open(properties)) {
            work.on(new ModelRoom(ledger, properties));
        }
        return ExitCode.DONE.code();
    }

    private static int list(Terminal terminal, GlobalOptions options) throws Exception {
        return with(terminal, options, models -> {
            String reigning = models.champions().reigning().orElse(null);
            terminal.out()
                    .print(
                            options.json
                                    ? Json.write(ModelTexts.jsonList(models.list(), reigning)) + System.lineSeparator()
                                    : ModelTexts.list(models.list(), reigning));
        });
    }

    private static void told(
            Terminal terminal, GlobalOptions options, Map<String, @Nullable Object> json, String text) {
        terminal.out().println(options.json ? Json.write(json) : text);
    }

    private static Map<String, @Nullable Object> change(String champion, @Nullable String previous, boolean isChanged) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("champion_model_id", champion);
        json.put("previous_model_id", previous);
        json.put("changed", isChanged);
        return json;
    }

    /** {@code models list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "List the models, newest first; * marks the champion of the next night.")
    private static final class ListModels implements Callable<Integer> {

        @Mixin
        private GlobalOptions own;

        private final ModelsCommand models;

        private ListModels(ModelsCommand models) {
            this.models = models;
        }

        @Override
        public Integer call() throws Exception {
            GlobalOptions options = own.after(models.options);
            return list(models.terminal, options);
        }
    }

    /** {@code models show ID}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Show one model: figures, what it was made from, whether it can be used, when it was champion.")
    private static final class ShowModel implements Callable<Integer> {

        @Mixin
        private GlobalOptions own;

        @Parameters(paramLabel = "ID", description = "Such as churn-2026-02-14-01.")
        private String modelId;

        private final ModelsCommand models;

        private ShowModel(ModelsCommand models) {
            this.models = models;
        }

        @Override
        public Integer call() throws Exception {
            GlobalOptions options = own.after(models.options);
            return with(models.terminal, options, room -> {
                ChurnModelRow row = room.model(modelId);
                ModelTexts.Shown shown = new ModelTexts.Shown(
                        row,
                        room.checked(row).problem(),
                        room.champions().changes(),
                        room.champions().reigning().orElse(null));
                models.terminal
                        .out()
                        .print(
                                options.json
                                        ? Json.write(ModelTexts.json(shown)) + System.lineSeparator()
                                        : ModelTexts.text(shown));
            });
        }
    }

    /** {@code models promote ID}. */
    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Make a model champion. Newer champions are retired.")
    private static final class PromoteModel implements Callable<Integer> {

        @Mixin
        private GlobalOptions own;

        @Parameters(paramLabel = "ID", description = "Such as churn-2026-02-14-01.")
        private String modelId;

        private final ModelsCommand models;

        private PromoteModel(ModelsCommand models) {
            this.models = models;
        }

        @Override
        public Integer call() throws Exception {
            GlobalOptions options = own.after(models.options);
            return with(models.terminal, options, room -> {
                Optional<String> before = room.promote(modelId);
                boolean isChanged = !before.equals(Optional.of(modelId));
                told(
                        models.terminal,
                        options,
                        change(modelId, before.orElse(null), isChanged),
                        isChanged
                                ? modelId + " is champion from now on; before it "
                                        + before.map(id -> "it was " + id).orElse("there was none")
                                        + ". `models rollback` undoes this."
                                : modelId + " is champion already and goes on scoring.");
            });
        }
    }

    /** {@code models rollback}. */
    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Return to the previous champion.")
    private static final class Rollback implements Callable<Integer> {

        @Mixin
        private GlobalOptions own;

        private final ModelsCommand models;

        private Rollback(ModelsCommand models) {
            this.models = models;
        }

        @Override
        public Integer call() throws Exception {
            GlobalOptions options = own.after(models.options);
            return with(models.terminal, options, room -> {
                ModelRoom.Rollback rollback = room.rollback();
                told(
                        models.terminal,
                        options,
                        change(rollback.to(), rollback.from(), true),
                        rollback.to() + " is champion again, in place of " + rollback.from()
                                + ". The next training may replace it: `nightly --train never` keeps it.");
            });
        }
    }
}
