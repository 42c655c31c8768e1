package dev.nightjar.job.erasure;

import dev.nightjar.history.HistoryStore;
import dev.nightjar.history.TrainingFile;
import dev.nightjar.history.erasure.ErasedCustomers;
import dev.nightjar.job.Night;
import dev.nightjar.job.NightFolder;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.Storage;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.ErasedRows;
import dev.nightjar.warehouse.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes customers out of the history, the files of all nights, the published tables and the rejects; what other nights
 * kept of lakes goes as a whole. Done twice it does nothing the second time; stopped half-way it goes on. Whoever calls
 * it holds the lease.
 */
public final class CustomerErasure {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerErasure.class);
    private static final String REMEDY = "delete that night's folder, or run the night again with another `--attempt`.";

    private final Storage storage;
    private final HistoryStore history;
    private final Warehouse warehouse;
    private final CustomerIdType idType;

    public CustomerErasure(Storage storage, HistoryStore history, Warehouse warehouse, CustomerIdType idType) {
        this.storage = storage;
        this.history = history;
        this.warehouse = warehouse;
        this.idType = idType;
    }

    /**
     * Forgets customers.
     *
     * @param customerIds their ids; none does nothing
     * @param night the night that is launched
     * @param token makes the names of new files of the history differ from those of others
     */
    public void forget(Set<String> customerIds, Night night, String token) throws IOException {
        if (customerIds.isEmpty()) {
            return;
        }
        String home = night.properties().home();
        // rows as the lake has them; this night passes over those of its own
        NightFolder.deleteLakesOfOthers(storage, home, night.runId(), "");
        ErasedCustomers erased =
                new ErasedCustomers(customerIds, history.manifest().buckets());
        long events = history.forget(erased, token);
        int files = 0;
        for (NightFolder each : NightFolder.all(storage, home)) {
            files += forget(each, erased);
        }
        ErasedRows.Deleted deleted = new ErasedRows(warehouse).delete(customerIds, idType);
        LOG.info(
                "erasures: {} customers to forget; took out {} rows of history, {} files of nights, {} scores, {} rejects",
                customerIds.size(),
                events,
                files,
                deleted.scores(),
                deleted.rejects());
    }

    private int forget(NightFolder night, ErasedCustomers erased) throws IOException {
        int files = 0;
        for (int bucket : erased.buckets()) {
            for (Path file : List.of(night.features(bucket), night.scores(bucket), night.assigned(bucket))) {
                if (isIn(file, erased)) {
                    ColumnFile source = ColumnFile.open(storage, file, REMEDY);
                    erased.copyWithout(source, storage, file, columns(source));
                    files++;
                }
            }
            if (isIn(night.training(bucket), erased)) {
                TrainingFile.forget(storage, night.training(bucket), erased);
                files++;
            }
        }
        return files;
    }

    /** A night that was stopped may lack some files. */
    private boolean isIn(Path path, ErasedCustomers erased) throws IOException {
        if (!storage.exists(path)) {
            return false;
        }
        ColumnFile file = ColumnFile.open(storage, path, REMEDY);
        for (int rowGroup : file.rowGroups()) {
            if (erased.isIn(file, rowGroup)) {
                return true;
            }
        }
        return false;
    }

    /** The columns of a file, the customer id as text that does not repeat. */
    private static List<Column> columns(ColumnFile file) {
        List<Column> columns = new ArrayList<>(file.columns());
        columns.replaceAll(column -> column.name().equals(ErasedCustomers.CUSTOMER_ID)
                ? Column.required(column.name(), ColumnKind.TEXT)
                : column);
        return columns;
    }
}
