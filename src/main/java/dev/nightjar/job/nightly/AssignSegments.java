package dev.nightjar.job.nightly;

import dev.nightjar.customer.Profile;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.job.Segments;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.job.settings.ChurnProperties;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.ScoreRanks;
import dev.nightjar.score.SegmentAssigner;
import dev.nightjar.segment.DeclaredSegments;
import dev.nightjar.segment.LifecycleStage;
import dev.nightjar.segment.RfmCutPoints;
import dev.nightjar.warehouse.publication.ScoreFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Step assign-segments, a bucket at a time: scores → ranks among all scores, RFM, lifecycle, tier, declared segments. */
final class AssignSegments implements PartitionWork<AssignSegments.Scored, List<CustomerScore>> {

    private final NightServices services;
    private final NightFiles files;
    private @Nullable SegmentAssigner assigner;

    AssignSegments(NightServices services, NightFiles files) {
        this.services = services;
        this.files = files;
    }

    /**
     * The scores of a bucket, and what declared segments may ask for beside them: nothing where there are none. Rows of
     * features are those of scores.
     */
    record Scored(List<CustomerScore> scores, @Nullable FeatureRows features, Map<String, Profile> profiles) {}

    @Override
    public ItemReader<Scored> reader(StepExecution partition) {
        int bucket = Partitions.bucket(partition);
        boolean isDeclared = !services.night().properties().segments().isEmpty();
        return new OncePerPartitionReader<>(() -> new Scored(
                files.readScores(bucket),
                isDeclared ? files.readFeatures(bucket) : null,
                isDeclared ? files.readProfiles(bucket) : Map.of()));
    }

    @Override
    public ItemProcessor<Scored, List<CustomerScore>> processor(StepExecution partition) {
        return scored -> {
            int rows = scored.scores().size();
            Partitions.count(partition, new PartitionRows(rows, rows, 0));
            List<CustomerScore> assigned = new ArrayList<>(rows);
            for (int row = 0; row < rows; row++) {
                CustomerScore score = scored.scores().get(row);
                Profile profile = scored.profiles().get(score.customerId());
                FeatureRows features = scored.features();
                assigned.add(assigner()
                        .assign(
                                score,
                                profile == null ? Profile.unknown(score.customerId()) : profile,
                                features == null ? code -> null : new FeatureValues(features, row)::value));
            }
            return assigned;
        };
    }

    @Override
    public ItemWriter<List<CustomerScore>> writer(StepExecution partition) {
        int bucket = Partitions.bucket(partition);
        return chunk -> {
            for (List<CustomerScore> scores : chunk) {
                files.writeAssigned(bucket, scores);
            }
        };
    }

    private synchronized SegmentAssigner assigner() throws IOException {
        if (assigner == null) {
            RfmCutPoints rfm = files.fits().rfm();
            if (rfm == null) {
                throw new IllegalStateException("scores to assign, but no customer when cut points were fitted");
            }
            ChurnProperties churn = services.night().properties().churn();
            DeclaredSegments declared = Segments.of(services.night().properties(), files.catalogue());
            assigner = new SegmentAssigner(
                    services.night().asOfDay(),
                    rfm,
                    ranks(),
                    new LifecycleStage.Limits(
                            DayPeriods.days(churn.activeWithin()),
                            DayPeriods.days(churn.horizon()),
                            churn.riskCutOffs().get(0),
                            churn.riskCutOffs().get(1)),
                    declared);
        }
        return assigner;
    }

    private ScoreRanks ranks() throws IOException {
        DoubleStream.Builder probabilities = DoubleStream.builder();
        DoubleStream.Builder cltv = DoubleStream.builder();
        for (int bucket = 0; bucket < files.bucketCount(); bucket++) {
            ScoreFile.Ranked ranked = files.readRanked(bucket);
            DoubleStream.of(ranked.churnProbability()).forEach(probabilities);
            DoubleStream.of(ranked.cltv()).forEach(cltv);
        }
        return ScoreRanks.fit(probabilities.build().toArray(), cltv.build().toArray());
    }
}
