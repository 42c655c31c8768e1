package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The home of a configuration. */
public final class Homes {

    private Homes() {}

    /** The history of the home. */
    public static HistoryStore openHistory(Storage storage, NightjarProperties properties) throws IOException {
        return HistoryStore.open(
                storage,
                new Path(properties.home()),
                properties.history(),
                properties.businessZone(),
                properties.baseCurrency());
    }

    /** @throws ConfigurationException if nothing can be written there */
    static void requireWritable(HistoryStore history) throws IOException {
        Optional<String> problem = history.writeProblem();
        if (problem.isPresent()) {
            throw ConfigurationException.of(problem.get());
        }
    }
}
