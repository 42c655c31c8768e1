package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.job.settings.HadoopSettings;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** The home of a configuration. */
public final class Homes {

    private Homes() {}

    /**
     * The file system of the home.
     *
     * @throws ConfigurationException if there is no such file system
     * @throws IOException if it does not answer; a retry may help
     */
    public static Storage open(NightjarProperties properties) throws IOException {
        Path home = new Path(properties.home());
        try {
            return Storage.of(home, HadoopSettings.of(properties));
        } catch (UnsupportedFileSystemException e) {
            throw ConfigurationException.of(
                    "nightjar.home must be a local folder, or begin with hdfs: or s3a:, or another"
                            + " scheme whose file system is on the class path, but was " + home);
        } catch (IOException e) {
            throw unreachable(home, e);
        }
    }

    private static IOException unreachable(Path home, IOException cause) {
        return new IOException(
                "[nightjar.home " + home + "] cannot be used: " + cause.getMessage() + ". Nothing was started; check"
                        + " address, credentials and nightjar.hadoop, or wait until it answers, and run again.",
                cause);
    }

    /** The history of the home. */
    public static HistoryStore openHistory(Storage storage, NightjarProperties properties) throws IOException {
        Path home = new Path(properties.home());
        try {
            return HistoryStore.open(
                    storage, home, properties.history(), properties.businessZone(), properties.baseCurrency());
        } catch (IOException e) {
            throw unreachable(home, e);
        }
    }

    /** @throws ConfigurationException if nothing can be written there */
    static void requireWritable(HistoryStore history) throws IOException {
        Optional<String> problem = history.writeProblem();
        if (problem.isPresent()) {
            throw ConfigurationException.of(problem.get());
        }
    }
}
