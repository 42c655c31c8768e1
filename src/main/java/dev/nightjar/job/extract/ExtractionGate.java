package dev.nightjar.job.extract;

import dev.nightjar.job.Night;
import dev.nightjar.job.QualityGateException;
import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.RejectedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** Stops a night of whose source rows too many were rejected, before any of them counts. */
public final class ExtractionGate {

    private final NightServices services;

    public ExtractionGate(NightServices services) {
        this.services = services;
    }

    /**
     * Records the share of rejected rows of each table.
     *
     * @param partitions all of the extraction
     * @throws QualityGateException if a share is above {@code nightjar.quality.max-rejected-share}
     */
    public void check(List<StepExecution> partitions) {
        Map<String, PartitionRows> tables = new TreeMap<>();
        for (StepExecution partition : partitions) {
            String table = Partitions.key(partition).replaceFirst("\\..*", "");
            tables.merge(table, Partitions.rows(partition), PartitionRows::plus);
        }
        List<QualityResult> results = new ArrayList<>();
        tables.forEach((table, rows) -> results.add(result(table, rows)));
        new QualityResults(services.warehouse()).save(services.night().runId(), results);
        String refused = results.stream()
                .filter(QualityResult::stopsTheRun)
                .map(result -> String.valueOf(result.message()))
                .collect(Collectors.joining("; "));
        if (!refused.isEmpty()) {
            Night night = services.night();
            throw new QualityGateException("[extract-history, as of " + night.asOfDate() + "] too many rejected rows: "
                    + refused + ". Nothing was published; `status` lists the reasons. Mend them, or raise"
                    + " nightjar.quality.max-rejected-share, and run the night again.");
        }
    }

    private QualityResult result(String table, PartitionRows rows) {
        double limit = services.night().properties().quality().maxRejectedShare();
        boolean isRefused = rows.rejected() > limit * rows.read();
        return new QualityResult(
                "fail_rejected_share_" + table,
                QualityResult.Severity.FAIL,
                isRefused ? rows.rejected() : 0,
                isRefused ? message(table, rows, limit) : null);
    }

    private String message(String table, PartitionRows rows, double limit) {
        return String.format(
                Locale.ROOT,
                "%s: expected at most %.2f %%, was %.2f %% (%d of %d; %s)",
                table,
                100 * limit,
                100.0 * rows.rejected() / rows.read(),
                rows.rejected(),
                rows.read(),
                reasons(table));
    }

    private @Nullable String reasons(String table) {
        return new RejectedRows(services.warehouse())
                .counts(services.night().runId()).stream()
                        .filter(count -> count.table().equals(table))
                        .limit(3)
                        .map(count -> count.reason() + (count.column() == null ? "" : " in " + count.column()) + " "
                                + count.rows())
                        .collect(Collectors.joining(", "));
    }
}
