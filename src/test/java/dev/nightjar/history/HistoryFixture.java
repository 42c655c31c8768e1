package dev.nightjar.history;

import dev.nightjar.customer.SourceShape;
import dev.nightjar.parquet.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** A home of a test with few buckets. */
final class HistoryFixture implements Closeable {

    static final SourceShape SHAPE =
            new SourceShape(Set.of("orders.order_id", "interactions.kind", "customers.customer_id"));
    static final LocalDate CUT = LocalDate.parse("2011-09-10");
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    final java.nio.file.Path directory;
    final Path home;
    final Storage storage;

    HistoryFixture(java.nio.file.Path directory) throws IOException {
        this.directory = directory;
        this.home = new Path(directory.resolve("home").toString());
        this.storage = Storage.of(home);
    }

    HistoryStore open(int buckets) throws IOException {
        return HistoryStore.open(storage, home, HistoryProperties.of(buckets, Period.ofDays(35)), ZONE, "GBP");
    }

    void commit(HistoryStore store, HistoryFile... files) throws IOException {
        store.claim();
        store.commit(SHAPE, List.of(files));
    }

    static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
