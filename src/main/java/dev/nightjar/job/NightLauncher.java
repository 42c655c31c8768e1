package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.job.erasure.CustomerErasure;
import dev.nightjar.job.extract.OpenMonths;
import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.job.report.NightReports;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.lake.LakeFolder;
import dev.nightjar.warehouse.BatchSchema;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.RunSteps;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.WarehouseMigration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs one night from configuration to published rows: opens the databases, asks whether the date is done, looks at the
 * source before anything is changed, brings the warehouse up to date, takes the lease, and starts or resumes the job.
 */
public final class NightLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(NightLauncher.class);

    private final String version;
    private @Nullable Path report;
    private OptionalInt doneBy = OptionalInt.empty();

    /** How a launch ended that did not fail. */
    public enum Result {
        /** The night was run, or resumed, to its end. */
        DONE,
        /** The date was done before, by this attempt or a later one; nothing was changed. */
        ALREADY_DONE
    }

    /** @param version of this program, for the ledger */
    public NightLauncher(String version) {
        this.version = version;
    }

    /**
     * Runs a night to its end.
     *
     * @throws ConfigurationException if nothing can be started with this configuration
     * @throws QualityGateException if the data was refused; nothing is published
     * @throws LeaseException if another run holds the lease, or has taken it over
     * @throws NightStoppedException if it was asked to stop
     * @throws NightFailedException if it failed; launching it again resumes
     */
    public Result launch(Night night, NightProgress progress, StopSignal stopSignal) throws Exception {
        NightjarProperties properties = night.properties();
        try (Databases databases = Databases.open(properties);
                WarehousePool pool = WarehousePool.open(databases.warehouse(), properties.effectiveThreads())) {
            return launch(night, databases, pool, progress, stopSignal);
        }
    }

    /**
     * Runs a date to its end, unless an attempt of it succeeded; goes on with the newest attempt if one was begun. Trains when
     * that is due.
     *
     * @throws Exception as {@link #launch}
     */
    public Result launchDate(
            LocalDate asOfDate, NightjarProperties properties, NightProgress progress, StopSignal stopSignal)
            throws Exception {
        try (Databases databases = Databases.open(properties);
                WarehousePool pool = WarehousePool.open(databases.warehouse(), properties.effectiveThreads())) {
            int attempt = standingAttempt(new RunLedger(pool.warehouse()), asOfDate);
            Night night = new Night(asOfDate, attempt, TrainMode.AUTO, false, properties);
            return launch(night, databases, pool, progress, stopSignal);
        }
    }

    /** The newest attempt that succeeded, or else the newest that was begun, or the first. */
    private static int standingAttempt(RunLedger ledger, LocalDate asOfDate) {
        return attempts(ledger, asOfDate)
                .sorted(Comparator.comparing(run -> run.status() != RunLedger.Status.SUCCEEDED))
                .mapToInt(RunLedger.Run::attempt)
                .findFirst()
                .orElse(1);
    }

    /** The newest attempt that succeeded, if it is this one or a later one, whose rows this one would overwrite. */
    private static OptionalInt doneBy(RunLedger ledger, Night night) {
        return attempts(ledger, night.asOfDate())
                .filter(run -> run.status() == RunLedger.Status.SUCCEEDED)
                .mapToInt(RunLedger.Run::attempt)
                .filter(attempt -> attempt >= night.attempt())
                .findFirst();
    }

    /** All attempts of a date, newest first; none where there is no ledger yet. */
    private static Stream<RunLedger.Run> attempts(RunLedger ledger, LocalDate asOfDate) {
        List<RunLedger.Run> runs = ledger.exists() ? ledger.runs(asOfDate) : List.of();
        return runs.stream().filter(run -> run.job().equals(Night.JOB));
    }

    /** The report of the night that was launched last; empty where none was written. */
    public Optional<Path> report() {
        return Optional.ofNullable(report);
    }

    /** The attempt that had done the date before it was launched last; empty where none had. */
    public OptionalInt doneBy() {
        return doneBy;
    }

    private Result launch(
            Night night, Databases databases, WarehousePool pool, NightProgress progress, StopSignal stopSignal)
            throws Exception {
        report = null;
        // a date that is done needs no source, and waits for no lease of another
        doneBy = doneBy(new RunLedger(pool.warehouse()), night);
        if (doneBy.isPresent()) {
            WarehouseMigration migration = new WarehouseMigration(pool.warehouse());
            migration.customerIdType().ifPresent(migration::migrate);
            return Result.ALREADY_DONE;
        }
        return launch(night, databases.source(), pool.warehouse(), progress, stopSignal);
    }

    private Result launch(
            Night night, PostgresSettings database, Warehouse warehouse, NightProgress progress, StopSignal stopSignal)
            throws Exception {
        NightjarProperties properties = night.properties();
        try (Storage storage = Homes.open(properties);
                ShopSource source = Sources.open(
                        properties,
                        night.asOfDate(),
                        database,
                        new LakeFolder(storage, NightFolder.of(night).lake()))) {
            Segments.of(properties, Features.of(properties, source.shape()));
            HistoryStore history = Homes.openHistory(storage, properties);
            Homes.requireWritable(history);
            CustomerIdType idType = Sources.idType(source.customerKeyType());
            new WarehouseMigration(warehouse).migrate(idType);
            BatchSchema.create(warehouse);
            try (Lease lease = Lease.acquire(warehouse, leaseRequest(night))) {
                lease.onLost(() -> stopSignal.stop("the lease was lost"));
                NightProgress recorder = new NightRecorder(new RunSteps(warehouse), night.runId(), progress);
                return run(new NightServices(
                        night, source, storage, history, warehouse, idType, lease, stopSignal, recorder));
            }
        }
    }

    private Result run(NightServices services) {
        Night night = services.night();
        RunLedger ledger = new RunLedger(services.warehouse());
        // asked again under the lease, for another launch may have done it since
        doneBy = doneBy(ledger, night);
        if (doneBy.isPresent()) {
            return Result.ALREADY_DONE;
        }
        if (ledger.run(night.runId()).isEmpty()) {
            new OpenMonths(services).askAhead();
        }
        try (ConfigurableApplicationContext context = NightApplication.start(services)) {
            NightRuns runs = new NightRuns(context.getBean(JobRepository.class), context.getBean(JobOperator.class));
            RunLedger.Launch launch = launch(night);
            // a process that was killed after its last step left a night that is done, and a record that says it runs
            boolean isDone = runs.isDone(launch);
            ledger.start(launch);
            try {
                if (!isDone) {
                    claim(services);
                    forgetErased(services);
                    Outcomes.requireCompleted(
                            launch,
                            services.lease(),
                            services.stopSignal(),
                            runs.run(context.getBean(Job.class), launch));
                }
                ledger.finish(launch, new RunLedger.Outcome(RunLedger.Status.SUCCEEDED, 0, null, null));
            } catch (RuntimeException e) {
                ledger.finish(launch, Outcomes.of(e, launch));
                throw e;
            }
            writeReport(services);
            deleteOldNights(services, ledger);
            return isDone ? Result.ALREADY_DONE : Result.DONE;
        }
    }

    /** Every launch anew: a night that goes on must not score whom the source has asked to forget since. */
    private static void forgetErased(NightServices services) {
        Night night = services.night();
        try {
            new CustomerErasure(services.storage(), services.history(), services.warehouse(), services.idType())
                    .forget(
                            services.source().erasures(),
                            night,
                            night.runId() + "-" + services.lease().fenceToken());
        } catch (IOException e) {
            throw new UncheckedIOException("[erasures] " + e.getMessage(), e);
        }
    }

    /** The rows are published and the night is done, whether its report can be written or not. */
    private void writeReport(NightServices services) {
        try {
            report = new NightReports(services.warehouse(), services.storage()).write(services.night());
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{}: the night is done, but its report was not written.",
                    services.night().runId(),
                    e);
        }
    }

    /** The night is done whether this succeeds or not: the next one tries again. */
    private static void deleteOldNights(NightServices services, RunLedger ledger) {
        Night night = services.night();
        NightjarProperties properties = night.properties();
        try {
            NightFolder.deleteLakesOfOthers(
                    services.storage(), properties.home(), night.runId(), Night.JOB + "-" + night.asOfDate() + "-");
            int keep = properties.history().keepNights();
            NightFolder.deleteOld(
                    services.storage(), properties.home(), night.runId(), ledger.succeeded(Night.JOB), keep);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{}: the night is done, but old nights below {} were not deleted: {}. The next night tries again.",
                    night.runId(),
                    properties.home(),
                    e.getMessage());
        }
    }

    /** From here on, whoever held the lease before can change the history no more. */
    private static void claim(NightServices services) {
        try {
            services.history().claim();
        } catch (IOException e) {
            throw new NightFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private RunLedger.Launch launch(Night night) {
        return new RunLedger.Launch(
                night.runId(),
                Night.JOB,
                night.asOfDate(),
                night.attempt(),
                host(),
                ProcessHandle.current().pid(),
                version,
                SettingsJson.of(night));
    }

    private static Lease.Request leaseRequest(Night night) {
        return new Lease.Request(
                Night.JOB,
                night.runId(),
                night.asOfDate(),
                host(),
                ProcessHandle.current().pid(),
                Lease.TIME_TO_LIVE);
    }

    /** The name of this machine, for the ledger and the lease. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
