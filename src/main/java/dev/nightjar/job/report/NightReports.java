package dev.nightjar.job.report;

import dev.nightjar.job.Night;
import dev.nightjar.job.NightFolder;
import dev.nightjar.parquet.Storage;
import dev.nightjar.report.NightReport;
import dev.nightjar.report.ReportPage;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.RunSteps;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.model.UsabilityFindings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Writes the report of a night that is done beside its files. */
public final class NightReports {

    /** Worst first. */
    private static final List<String> SEVERITIES = List.of("fail", "error", "warn", "warning", "recommendation");

    private final Warehouse warehouse;
    private final Storage storage;

    public NightReports(Warehouse warehouse, Storage storage) {
        this.warehouse = warehouse;
        this.storage = storage;
    }

    /**
     * Writes it, in place of one that was there.
     *
     * @throws IOException if the home cannot be written to
     */
    public Path write(Night night) throws IOException {
        Path file = NightFolder.of(night).report();
        storage.write(file, ReportPage.of(report(night)).getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private NightReport report(Night night) {
        RunLedger.Run run = new RunLedger(warehouse).run(night.runId()).orElseThrow();
        PublishedNight published = new PublishedNight(warehouse, night.asOfDate());
        return new NightReport(
                run(run, night.properties().baseCurrency()),
                remarks(night.runId()),
                new ScoringModel(warehouse).read(published.churnModelId()),
                published.population(Objects.requireNonNullElse(run.rowsPublished(), 0L)),
                published.totals(),
                published.drifts(),
                published.past(),
                steps(night.runId()));
    }

    private static NightReport.Run run(RunLedger.Run run, String currency) {
        return new NightReport.Run(
                run.runId(),
                run.asOfDate(),
                run.attempt(),
                run.version(),
                currency,
                seconds(run.startedAt(), run.endedAt()));
    }

    private List<NightReport.Remark> remarks(String runId) {
        List<NightReport.Remark> remarks = new ArrayList<>();
        new QualityResults(warehouse)
                .of(runId).stream()
                        .filter(result -> !result.passed())
                        .map(NightReports::remark)
                        .forEach(remarks::add);
        new UsabilityFindings(warehouse)
                .of(runId)
                .forEach(finding -> remarks.add(new NightReport.Remark(
                        finding.severity().code(), "churn model: " + finding.codeAndPlace(), finding.details())));
        remarks.sort(Comparator.comparing(remark -> SEVERITIES.indexOf(remark.severity())));
        return remarks;
    }

    private static NightReport.Remark remark(QualityResult result) {
        return new NightReport.Remark(result.severity().code(), result.check(), result.withoutCustomers());
    }

    private List<NightReport.Step> steps(String runId) {
        return new RunSteps(warehouse)
                .of(runId).stream()
                        .map(step -> new NightReport.Step(
                                step.step(),
                                step.partitions(),
                                step.counts().rowsRead(),
                                step.counts().rowsWritten(),
                                step.counts().rowsRejected(),
                                seconds(step.startedAt(), step.endedAt()),
                                Objects.requireNonNullElse(step.message(), "")))
                        .toList();
    }

    private static double seconds(Instant from, @Nullable Instant to) {
        return to == null ? 0 : Duration.between(from, to).toMillis() / 1000.0;
    }
}
