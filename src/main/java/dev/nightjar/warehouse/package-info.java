/**
 * What is kept in the warehouse: its schema and migrations, the lease, the ledger of runs, rejected rows and the results of
 * checks. The model store is in {@code warehouse.model}, and {@code warehouse.publication} puts the scores there.
 * Read {@link dev.nightjar.warehouse.Warehouse} first.
 */
@NullMarked
package dev.nightjar.warehouse;

import org.jspecify.annotations.NullMarked;
