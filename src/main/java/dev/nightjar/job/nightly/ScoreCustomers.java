package dev.nightjar.job.nightly;

import dev.nightjar.cltv.CltvModel;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.job.drift.NightDrift;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.CustomerScorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Step score-customers, a bucket at a time: features → churn with reasons, and value. */
final class ScoreCustomers implements PartitionWork<ScoreCustomers.Customers, ScoreCustomers.Scored> {

    private final NightServices services;
    private final NightFiles files;
    private final NightModels models;
    private final NightDrift drift;
    private @Nullable CustomerScorer scorer;

    ScoreCustomers(NightServices services, NightFiles files, NightModels models) {
        this.services = services;
        this.files = files;
        this.models = models;
        this.drift = new NightDrift(services.night(), services.warehouse());
    }

    /** The customers of a bucket: their features, and the profiles that are known. */
    record Customers(FeatureRows features, Map<String, Profile> profiles) {}

    /** Their scores, and where they stand in the population that the model was trained on. */
    record Scored(List<CustomerScore> scores, long[][] drift) {}

    @Override
    public ItemReader<Customers> reader(StepExecution partition) {
        int bucket = Partitions.bucket(partition);
        return new OncePerPartitionReader<>(
                () -> new Customers(files.readFeatures(bucket), files.readProfiles(bucket)));
    }

    @Override
    public ItemProcessor<Customers, Scored> processor(StepExecution partition) {
        return customers -> {
            int rows = customers.features().size();
            Partitions.count(partition, new PartitionRows(rows, rows, 0));
            List<CustomerScore> scores =
                    rows == 0 ? List.of() : scorer().score(customers.features(), customers.profiles());
            return new Scored(scores, drift.count(models.scoring(), customers.features(), scores));
        };
    }

    @Override
    public ItemWriter<Scored> writer(StepExecution partition) {
        int bucket = Partitions.bucket(partition);
        return chunk -> {
            for (Scored scored : chunk) {
                files.writeScores(bucket, scored.scores());
                files.writeDrift(bucket, scored.drift());
            }
        };
    }

    /** Compares everybody with the population that the model was trained on. */
    void compare(List<StepExecution> partitions) throws IOException {
        List<long[][]> counts = new ArrayList<>();
        for (StepExecution partition : partitions) {
            counts.add(files.readDrift(Partitions.bucket(partition)));
        }
        drift.compare(models.scoring(), counts);
    }

    /** One for all buckets: the tables of its reasons are made once. */
    private synchronized CustomerScorer scorer() throws IOException {
        if (scorer == null) {
            CltvModel cltv = files.fits().cltv();
            if (cltv == null) {
                throw new IllegalStateException("customers to score, but none when value was fitted");
            }
            scorer = new CustomerScorer(
                    services.night().asOfDay(),
                    DayPeriods.days(services.night().properties().churn().activeWithin()),
                    services.night().properties().churn().churnDefinition(),
                    models.scoring(),
                    cltv);
        }
        return scorer;
    }
}
