package dev.nightjar.job.nightly;

import dev.nightjar.customer.Profile;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.history.BucketReader;
import dev.nightjar.history.FeatureFile;
import dev.nightjar.history.TrainingFile;
import dev.nightjar.job.Features;
import dev.nightjar.job.NightFolder;
import dev.nightjar.job.cltv.FitsJson;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.parquet.Storage;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.publication.ScoreFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the steps of a night hand to each other: files below the home, one per bucket. Safe for several threads. */
final class NightFiles {

    private final NightServices services;
    private final NightFolder folder;
    private final Storage storage;
    private @Nullable BucketReader history;
    private @Nullable PopulationFits fits;
    private @Nullable FeatureCatalogue catalogue;

    NightFiles(NightServices services) {
        this.services = services;
        this.storage = services.storage();
        this.folder = NightFolder.of(services.night());
    }

    /** The one partition of a step that needs everybody at once. */
    static List<String> all() {
        return List.of("all");
    }

    /** The partitions of a step that takes a bucket at a time. */
    List<String> buckets() {
        return Partitions.ofBuckets(bucketCount());
    }

    /** Number of buckets of the history. */
    int bucketCount() {
        return services.history().manifest().buckets();
    }

    /** The history as extraction left it. */
    synchronized BucketReader history() {
        if (history == null) {
            history = services.history().reader();
        }
        return history;
    }

    /** The features that exist for this source, as extraction left it: made once, for every bucket asks. */
    synchronized FeatureCatalogue catalogue() {
        if (catalogue == null) {
            catalogue = Features.of(
                    services.night().properties(), services.history().manifest().shape());
        }
        return catalogue;
    }

    void writeFeatures(int bucket, FeatureRows rows) throws IOException {
        FeatureFile.write(storage, folder.features(bucket), rows);
    }

    FeatureRows readFeatures(int bucket) throws IOException {
        return FeatureFile.open(storage, folder.features(bucket)).read();
    }

    /** The customers to score; reads footers only. */
    long population() throws IOException {
        long customers = 0;
        for (int bucket = 0; bucket < bucketCount(); bucket++) {
            customers += FeatureFile.open(storage, folder.features(bucket)).size();
        }
        return customers;
    }

    /** Ids of the customers whose facts a bucket holds, in their order. */
    String[] readCustomerIds(int bucket) throws IOException {
        return FeatureFile.open(storage, folder.features(bucket)).customerIds();
    }

    CustomerFacts[] readFacts(int bucket) throws IOException {
        return FeatureFile.open(storage, folder.features(bucket)).facts();
    }

    /** The profiles of a bucket's customers, by customer id; customers without one are missing. */
    Map<String, Profile> readProfiles(int bucket) throws IOException {
        return Arrays.stream(history().profiles(bucket))
                .collect(Collectors.toMap(Profile::customerId, Function.identity()));
    }

    /** The day of the shop's first completed order, or nothing where there is none. */
    OptionalInt firstPurchaseDay() {
        try {
            return history().firstPurchaseDay(services.night().asOfDay());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a purchase model can be fitted on the population as of the date. */
    boolean hasPurchaseModel() throws IOException {
        for (int bucket = 0; bucket < bucketCount(); bucket++) {
            for (CustomerFacts facts : readFacts(bucket)) {
                if (facts.purchases().repeatPurchases() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    void writeTraining(int bucket, List<CutOffRows> cutOffs) throws IOException {
        TrainingFile.write(storage, folder.training(bucket), cutOffs);
    }

    List<CutOffRows> readTraining(int bucket) throws IOException {
        return TrainingFile.read(storage, folder.training(bucket));
    }

    /** Scores before segments are assigned. */
    void writeScores(int bucket, List<CustomerScore> scores) throws IOException {
        ScoreFile.write(storage, folder.scores(bucket), scores);
    }

    List<CustomerScore> readScores(int bucket) throws IOException {
        return ScoreFile.read(storage, folder.scores(bucket));
    }

    /** Counts of a bucket's scored customers, by column and bin of the population that the model was trained on. */
    void writeDrift(int bucket, long[][] counts) throws IOException {
        storage.delete(folder.drift(bucket));
        storage.write(folder.drift(bucket), JsonMapper.shared().writeValueAsBytes(counts));
    }

    long[][] readDrift(int bucket) throws IOException {
        return JsonMapper.shared().readValue(storage.read(folder.drift(bucket)), long[][].class);
    }

    /** Churn probability and CLTV of a bucket's customers, for ranks. */
    ScoreFile.Ranked readRanked(int bucket) throws IOException {
        return ScoreFile.readRanked(storage, folder.scores(bucket));
    }

    /** Scores as they are published. */
    void writeAssigned(int bucket, List<CustomerScore> scores) throws IOException {
        ScoreFile.write(storage, folder.assigned(bucket), scores);
    }

    List<CustomerScore> readAssigned(int bucket) throws IOException {
        return ScoreFile.read(storage, folder.assigned(bucket));
    }

    /** Whether the night trains: decided once, so that a launch that goes on does what the first began. */
    byte[] training(Supplier<byte[]> decision) {
        return decided(folder.trainingDecision(), decision);
    }

    /** The churn model that scores the night: decided once, so that every row of the night is of the same. */
    byte[] scoringModel(Supplier<byte[]> decision) {
        return decided(folder.scoringModel(), decision);
    }

    private synchronized byte[] decided(Path file, Supplier<byte[]> decision) {
        try {
            if (!storage.exists(file)) {
                storage.write(file, decision.get());
            }
            return storage.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void writeFits(PopulationFits fitted) throws IOException {
        storage.delete(folder.fits());
        storage.write(folder.fits(), FitsJson.MAPPER.writeValueAsBytes(fitted));
        fits = fitted;
    }

    synchronized PopulationFits fits() throws IOException {
        if (fits == null) {
            fits = FitsJson.MAPPER.readValue(storage.read(folder.fits()), PopulationFits.class);
        }
        return fits;
    }
}
