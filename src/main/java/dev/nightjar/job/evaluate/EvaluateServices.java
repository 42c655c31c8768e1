package dev.nightjar.job.evaluate;

import dev.nightjar.history.HistoryStore;
import dev.nightjar.job.Homes;
import dev.nightjar.job.NightRecorder;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.parquet.Storage;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.RunSteps;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.monitor.PublishedScores;
import java.io.IOException;
import java.time.LocalDate;

/**
 * What the steps of an evaluation work with.
 *
 * @param evaluation what was asked for
 * @param runId the run in the ledger; empty before there is one
 * @param storage the file system of the home
 * @param warehouse what was published, and where the figures go
 * @param lease the right to run
 * @param stopSignal asks the run to stop
 * @param progress is told how far the run is
 */
record EvaluateServices(
        Evaluation evaluation,
        String runId,
        Storage storage,
        Warehouse warehouse,
        Lease lease,
        StopSignal stopSignal,
        NightProgress progress) {

    /** The same for a run of the ledger, which then records how far it is. */
    EvaluateServices of(String id) {
        NightRecorder recorder = new NightRecorder(new RunSteps(warehouse), id, progress);
        return new EvaluateServices(evaluation, id, storage, warehouse, lease, stopSignal, recorder);
    }

    /** The history as it is now: a night may replace files at any time. */
    HistoryStore history() throws IOException {
        return Homes.openHistory(storage, evaluation.properties());
    }

    /** The past nights as they are now. */
    DueNights nights() throws IOException {
        return DueNights.of(
                new PublishedScores(warehouse).nightsBefore(evaluation.asOfDate()),
                evaluation.asOfDate(),
                history().manifest().reach().orElse(LocalDate.MIN));
    }
}
