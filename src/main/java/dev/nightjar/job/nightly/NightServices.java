package dev.nightjar.job.nightly;

import dev.nightjar.history.HistoryStore;
import dev.nightjar.job.Night;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.parquet.Storage;
import dev.nightjar.source.ShopSource;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.Warehouse;

/**
 * What the steps of a night work with.
 *
 * @param night the date and the configuration
 * @param source where orders, interactions and profiles come from
 * @param storage the file system of the home
 * @param history the Parquet history
 * @param warehouse where scores are published
 * @param idType type of customer ids there
 * @param lease the right to run
 * @param stopSignal asks the run to stop
 * @param progress is told how far the run is
 */
public record NightServices(
        Night night,
        ShopSource source,
        Storage storage,
        HistoryStore history,
        Warehouse warehouse,
        CustomerIdType idType,
        Lease lease,
        StopSignal stopSignal,
        NightProgress progress) {}
