package dev.nightjar.job.nightly;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.feature.BucketFeatures;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeaturePlan;
import dev.nightjar.history.HistoryTable;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.RunSteps;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Step build-features, a bucket at a time: history → features as of the date for everybody, and labelled rows at earlier
 * cut-offs for a sample, if a model is to be trained.
 */
final class BuildFeatures implements PartitionWork<BucketHistory, BucketFeatures> {

    /** Its name. */
    static final String STEP = "build-features";

    private static final List<HistoryTable> KEYED = List.of(HistoryTable.ORDERS, HistoryTable.INTERACTIONS);
    private static final String KEYS_IN_TWO_MONTHS = ".keysInTwoMonths";
    private static final String REFUSING_PROFILING = "refusingProfiling";

    private final NightServices services;
    private final NightFiles files;
    private final NightModels models;

    BuildFeatures(NightServices services, NightFiles files, NightModels models) {
        this.services = services;
        this.files = files;
        this.models = models;
    }

    @Override
    public ItemReader<BucketHistory> reader(StepExecution partition) {
        int bucket = Partitions.bucket(partition);
        return new OncePerPartitionReader<>(
                () -> files.history().read(bucket, services.night().asOfDay()));
    }

    @Override
    public ItemProcessor<BucketHistory, BucketFeatures> processor(StepExecution partition) {
        FeatureCatalogue catalogue = files.catalogue();
        FeaturePlan plan = models.featurePlan();
        return history -> {
            BucketFeatures features = BucketFeatures.of(history, catalogue, plan);
            long read = (long) history.orders().size() + history.interactions().size();
            long labelled = features.cutOffs().stream()
                    .map(CutOffRows::rows)
                    .mapToLong(rows -> rows.size())
                    .sum();
            Partitions.count(partition, new PartitionRows(read, features.asOf().size() + labelled, 0));
            partition.getExecutionContext().putLong(REFUSING_PROFILING, features.refusingProfiling());
            return features;
        };
    }

    @Override
    public ItemWriter<BucketFeatures> writer(StepExecution partition) {
        int bucket = Partitions.bucket(partition);
        return chunk -> {
            for (BucketFeatures features : chunk) {
                files.writeFeatures(bucket, features.asOf());
                files.writeTraining(bucket, features.cutOffs());
            }
            for (HistoryTable table : KEYED) {
                int keys = files.history()
                        .keysInTwoMonths(table, bucket, services.night().asOfDay());
                partition.getExecutionContext().putInt(table.text() + KEYS_IN_TWO_MONTHS, keys);
            }
        };
    }

    /** Says what no partition can: how many customers are left out, and which keys occur in two months. */
    void report(List<StepExecution> partitions) {
        countRefusing(partitions);
        warnOfRepeatedKeys(partitions);
    }

    private void countRefusing(List<StepExecution> partitions) {
        long refusing = partitions.stream()
                .mapToLong(partition -> partition.getExecutionContext().getLong(REFUSING_PROFILING, 0))
                .sum();
        if (refusing > 0) {
            new RunSteps(services.warehouse())
                    .note(
                            services.night().runId(),
                            STEP,
                            "customers who refuse profiling, left out of features, training and scores: " + refusing);
        }
    }

    /** Both rows count, because a partition of the extraction cannot see the other. */
    private void warnOfRepeatedKeys(List<StepExecution> partitions) {
        List<QualityResult> results = new ArrayList<>();
        for (HistoryTable table : KEYED) {
            int keys = partitions.stream()
                    .mapToInt(partition -> partition.getExecutionContext().getInt(table.text() + KEYS_IN_TWO_MONTHS))
                    .sum();
            results.add(new QualityResult(
                    "warn_keys_in_two_months_" + table.text(),
                    QualityResult.Severity.WARN,
                    keys,
                    keys == 0 ? null : keys + " keys of " + table.text() + " occur in two months; every row counts"));
        }
        new QualityResults(services.warehouse()).save(services.night().runId(), results);
    }
}
