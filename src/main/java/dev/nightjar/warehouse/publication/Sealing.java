package dev.nightjar.warehouse.publication;

import dev.nightjar.warehouse.Warehouse;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Seals the loaded rows of a new date while the checks of the publication read them. What breaks the key or a constraint
 * offends a check too, which says better what is wrong: so a failure is kept until the checks have been heard.
 */
final class Sealing implements Callable<Boolean> {

    private final Warehouse warehouse;
    private final String place;
    private final LoadTable load;
    private volatile @Nullable RuntimeException failure;

    private Sealing(Warehouse warehouse, String place, LoadTable load) {
        this.warehouse = warehouse;
        this.place = place;
        this.load = load;
    }

    /**
     * Declares what the rows must hold, which has to wait for whoever reads them, so before anybody does.
     *
     * @param place for error messages
     */
    static Sealing of(Warehouse warehouse, String place, LoadTable load) {
        warehouse.transaction(place, jdbc -> {
            load.declareChecks(jdbc);
            return true;
        });
        return new Sealing(warehouse, place, load);
    }

    /** Seals; whether that worked. */
    @Override
    public Boolean call() {
        try {
            return warehouse.transaction(place, jdbc -> {
                load.seal(jdbc);
                return true;
            });
        } catch (RuntimeException e) {
            failure = e;
            return false;
        }
    }

    /** Throws what {@link #call} met; to be asked when no check has failed. */
    void requireDone() {
        RuntimeException met = failure;
        if (met != null) {
            throw met;
        }
    }
}
