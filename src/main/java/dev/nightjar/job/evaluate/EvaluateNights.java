package dev.nightjar.job.evaluate;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.history.Manifest;
import dev.nightjar.job.evaluate.DueNights.Due;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.monitor.ModelMonitor;
import dev.nightjar.warehouse.monitor.PublishedScores;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Step evaluate-scores, a past night at a time: published scores and history → figures of that night. */
final class EvaluateNights implements PartitionWork<EvaluateNights.Night, ModelMonitor.Evaluated> {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluateNights.class);
    private static final int MAX_EXAMPLES = 5;

    private final EvaluateServices services;

    EvaluateNights(EvaluateServices services) {
        this.services = services;
    }

    /** A past night and what it published. */
    record Night(Due due, PublishedScores.Scores scores) {}

    /** The dates to evaluate: the new ones, or all that are due. */
    List<String> plan() throws IOException {
        DueNights nights = services.nights();
        List<Due> chosen = services.evaluation().isAgain() ? nights.due() : nights.undone();
        return chosen.stream().map(due -> due.night().scoreDate().toString()).toList();
    }

    /** Nothing to do where the night has been published anew since the plan was made, and is not due any more. */
    @Override
    public ItemReader<Night> reader(StepExecution partition) {
        LocalDate scoreDate = LocalDate.parse(Partitions.key(partition));
        return new OncePerPartitionReader<>(() -> {
            Optional<Due> due = services.nights().due().stream()
                    .filter(night -> night.night().scoreDate().equals(scoreDate))
                    .findFirst();
            if (due.isEmpty()) {
                LOG.warn("evaluate-scores: the night of {} is not due any more; left out", scoreDate);
                return null;
            }
            String scoredRunId = due.get().night().runId();
            return new Night(due.get(), new PublishedScores(services.warehouse()).scores(scoreDate, scoredRunId));
        });
    }

    @Override
    public ItemProcessor<Night, ModelMonitor.Evaluated> processor(StepExecution partition) {
        return night -> {
            Outcome outcome = new Outcome(night.due(), night.scores());
            int buckets = services.history().manifest().buckets();
            for (int bucket = 0; bucket < buckets; bucket++) {
                outcome.add(read(bucket, outcome.horizonEndDay()));
            }
            ModelMonitor.Evaluated evaluated = new ModelMonitor.Evaluated(
                    night.due().night().scoreDate(),
                    night.scores().modelId(),
                    night.due().definition().name().toLowerCase(Locale.ROOT),
                    night.due().horizonDays(),
                    night.due().night().runId(),
                    outcome.figures());
            long read = night.scores().byCustomer().size() + night.scores().notScored();
            Partitions.count(
                    partition, new PartitionRows(read, evaluated.figures().size(), outcome.leftOut()));
            return evaluated;
        };
    }

    @Override
    public ItemWriter<ModelMonitor.Evaluated> writer(StepExecution partition) {
        ModelMonitor monitor = new ModelMonitor(services.warehouse());
        ModelMonitor.Writer writer = new ModelMonitor.Writer(
                services.runId(), Evaluation.JOB, services.lease().fenceToken());
        return chunk -> chunk.forEach(evaluated -> monitor.replace(writer, evaluated));
    }

    /** Says which nights could not be evaluated although they should be. */
    void warnOfNightsLeftOut(List<StepExecution> partitions) throws IOException {
        DueNights nights = services.nights();
        List<LocalDate> unreached =
                nights.unreached().stream().map(due -> due.night().scoreDate()).toList();
        List<LocalDate> unknown =
                nights.unknown().stream().map(night -> night.scoreDate()).toList();
        String reach =
                services.history().manifest().reach().map(LocalDate::toString).orElse("no date");
        List<QualityResult> results = List.of(
                result(
                        "warn_history_too_short",
                        unreached,
                        "nights whose horizon is over, but the history reaches to " + reach
                                + " only; run `nightly` as of a later date, then `evaluate`: "),
                result(
                        "warn_night_without_settings",
                        unknown,
                        "nights whose horizon and definition the ledger does not tell; they are never evaluated: "));
        results.stream()
                .filter(result -> !result.passed())
                .forEach(result -> LOG.warn("evaluate-scores: {}", result.message()));
        new QualityResults(services.warehouse()).save(services.runId(), results);
    }

    private static QualityResult result(String check, List<LocalDate> nights, String what) {
        String examples =
                nights.stream().limit(MAX_EXAMPLES).map(LocalDate::toString).collect(Collectors.joining(", "));
        return new QualityResult(
                check,
                QualityResult.Severity.WARN,
                nights.size(),
                nights.isEmpty() ? null : nights.size() + " " + what + examples);
    }

    /** A night may replace the files of the history meanwhile: then they are looked up once more. */
    private BucketHistory read(int bucket, int beforeDay) throws IOException {
        HistoryStore history = services.history();
        Manifest manifest = history.manifest();
        try {
            return history.reader().read(bucket, beforeDay);
        } catch (DataContractException | IOException e) {
            HistoryStore now = services.history();
            if (now.manifest().equals(manifest)) {
                throw e;
            }
            return now.reader().read(bucket, beforeDay);
        }
    }
}
