package dev.nightjar.job.evaluate;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Databases;
import dev.nightjar.job.Homes;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.WarehousePool;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.EmbeddedServer;
import dev.nightjar.warehouse.BatchSchema;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.WarehouseMigration;
import dev.nightjar.warehouse.monitor.ModelMonitor;
import java.time.LocalDate;
import java.util.List;

/**
 * Evaluates past nights: goes on with an evaluation of that date that was interrupted, then does what is new. It reads
 * the history as nights have left it, and never the source.
 */
public final class EvaluateLauncher {

    /** Nights that a report shows. */
    private static final int SHOWN = 12;

    private final String version;

    /** @param version of this program, for the ledger */
    public EvaluateLauncher(String version) {
        this.version = version;
    }

    /**
     * What is known after an evaluation.
     *
     * @param runIds the runs that did something; empty where there was nothing new
     * @param nights all past nights by what can be said of them
     * @param reach every event before this date is in the history; the first date there is where nothing is
     * @param evaluated the newest evaluated nights, newest first
     */
    public record Report(
            List<String> runIds, DueNights nights, LocalDate reach, List<ModelMonitor.Evaluated> evaluated) {}

    /**
     * Runs an evaluation to its end.
     *
     * @throws ConfigurationException if there is no warehouse yet, or nothing can be started with this configuration
     * @throws dev.nightjar.warehouse.LeaseException if another evaluation is at work, or has taken over the lease
     * @throws dev.nightjar.job.NightStoppedException if it was asked to stop
     * @throws dev.nightjar.job.NightFailedException if it failed; launching it again resumes
     */
    public Report launch(Evaluation evaluation, NightProgress progress, StopSignal stopSignal) throws Exception {
        NightjarProperties properties = evaluation.properties();
        if (properties.isEmbedded() && !EmbeddedServer.exists(Databases.embeddedHome(properties))) {
            throw noNight(properties);
        }
        try (Databases databases = Databases.open(properties);
                Storage storage = Homes.open(properties);
                WarehousePool pool = WarehousePool.open(databases.warehouse(), properties.effectiveThreads())) {
            WarehouseMigration migration = new WarehouseMigration(pool.warehouse());
            CustomerIdType idType = migration.customerIdType().orElseThrow(() -> noNight(properties));
            migration.migrate(idType);
            BatchSchema.create(pool.warehouse());
            try (Lease lease = Lease.acquire(pool.warehouse(), leaseRequest(evaluation))) {
                lease.onLost(() -> stopSignal.stop("the lease was lost"));
                EvaluateServices services =
                        new EvaluateServices(evaluation, "", storage, pool.warehouse(), lease, stopSignal, progress);
                List<String> runIds = new EvaluateAttempts(services, version).run();
                return new Report(
                        runIds,
                        services.nights(),
                        services.history().manifest().reach().orElse(LocalDate.EPOCH),
                        new ModelMonitor(pool.warehouse()).newest(evaluation.asOfDate(), SHOWN));
            }
        }
    }

    private static Lease.Request leaseRequest(Evaluation evaluation) {
        return new Lease.Request(
                Evaluation.JOB,
                RunLedger.runId(Evaluation.JOB, evaluation.asOfDate(), 1),
                evaluation.asOfDate(),
                NightLauncher.host(),
                ProcessHandle.current().pid(),
                Lease.TIME_TO_LIVE);
    }

    private static ConfigurationException noNight(NightjarProperties properties) {
        return ConfigurationException.of(
                "there is no night yet to evaluate, with nightjar.home " + properties.home() + ": run `nightly` first");
    }
}
