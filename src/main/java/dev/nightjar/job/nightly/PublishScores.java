package dev.nightjar.job.nightly;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.job.Night;
import dev.nightjar.job.NightFailedException;
import dev.nightjar.job.QualityGateException;
import dev.nightjar.job.cltv.NightTotals;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.publication.Publication;
import dev.nightjar.warehouse.publication.ScoreBucket;
import dev.nightjar.warehouse.publication.ScoreNight;
import dev.nightjar.warehouse.publication.ScorePublisher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Step publish-scores: the score files of all buckets → the published table, in one switch. */
final class PublishScores implements PartitionWork<List<ScoreBucket>, PublishScores.Publishable> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishScores.class);

    private final NightServices services;
    private final NightFiles files;
    private final NightModels models;

    PublishScores(NightServices services, NightFiles files, NightModels models) {
        this.services = services;
        this.files = files;
        this.models = models;
    }

    /** A night with its rows, read when their turn comes, and what they add up to once all are read. */
    record Publishable(
            ScoreNight night,
            List<ScoreBucket> buckets,
            @Nullable NightTotals totals) {}

    @Override
    public ItemReader<List<ScoreBucket>> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(() -> {
            List<ScoreBucket> buckets = new ArrayList<>();
            for (int bucket = 0; bucket < files.bucketCount(); bucket++) {
                int number = bucket;
                buckets.add(() -> files.readAssigned(number));
            }
            return buckets;
        });
    }

    @Override
    public ItemProcessor<List<ScoreBucket>, Publishable> processor(StepExecution partition) {
        return buckets -> {
            Night night = services.night();
            ChurnModel churn = models.scoring();
            PopulationFits fits = files.fits();
            NightTotals totals = fits.cltv() == null ? null : new NightTotals(fits.cltv(), buckets.size());
            return new Publishable(
                    new ScoreNight(
                            night.asOfDate(),
                            night.runId(),
                            Night.JOB,
                            services.lease().fenceToken(),
                            services.idType(),
                            churn == null ? null : churn.modelId(),
                            fits.cltv() == null ? null : fits.cltvModelId(),
                            files.population()),
                    totals == null ? buckets : addedUp(buckets, totals),
                    totals);
        };
    }

    @Override
    public ItemWriter<Publishable> writer(StepExecution partition) {
        return chunk -> {
            for (Publishable publishable : chunk) {
                long rows = publish(publishable).rows();
                Partitions.count(partition, new PartitionRows(rows, rows, 0));
            }
        };
    }

    private List<ScoreBucket> addedUp(List<ScoreBucket> buckets, NightTotals totals) {
        List<ScoreBucket> addedUp = new ArrayList<>();
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            int number = bucket;
            addedUp.add(() -> {
                List<CustomerScore> scores = buckets.get(number).read();
                totals.add(number, scores, files.readProfiles(number));
                return scores;
            });
        }
        return addedUp;
    }

    private Publication publish(Publishable publishable) {
        NightTotals totals = publishable.totals();
        NightjarProperties properties = services.night().properties();
        ScorePublisher publisher = ScorePublisher.of(
                services.warehouse(),
                null,
                properties.effectiveThreads(),
                properties.quality().maxSizeChange());
        try {
            Publication publication = publisher.publish(
                    publishable.night(),
                    publishable.buckets().stream().map(PublishScores::ownFiles).toList(),
                    totals == null ? List::of : totals::totals);
            publication.checks().stream()
                    .filter(check -> !check.passed())
                    .forEach(check -> LOG.warn("publish-scores: {}: {}", check.check(), check.message()));
            return publication;
        } catch (DataContractException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    /** A further attempt would find the model young that this one trained, and score the mended data with it. */
    private QualityGateException refusal(String message) {
        ChurnModel churn = models.scoring();
        if (churn == null || !churn.isForest() || !churn.modelId().equals(models.ownModelId())) {
            return new QualityGateException(message);
        }
        return new QualityGateException(
                message + " This data trained " + churn.modelId()
                        + ", which is champion now: when the source is corrected, add --train always to the further attempt.",
                churn.modelId());
    }

    /** What is wrong with the night's own files is not the fault of the data: it fails the night and refuses nothing. */
    private static ScoreBucket ownFiles(ScoreBucket bucket) {
        return () -> {
            try {
                return bucket.read();
            } catch (DataContractException e) {
                throw new NightFailedException(String.valueOf(e.getMessage()), e);
            }
        };
    }
}
