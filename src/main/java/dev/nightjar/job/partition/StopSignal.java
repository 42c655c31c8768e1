package dev.nightjar.job.partition;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a run to stop: partitions at work finish, the others are left for the next run. */
public final class StopSignal {

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** Asks for the stop; the first reason is kept. */
    public void stop(String why) {
        reason.compareAndSet(null, why);
    }

    /** Why the run must stop, or null while it may go on. */
    public @Nullable String reason() {
        return reason.get();
    }

    /** Whether the run must stop. */
    public boolean isStopped() {
        return reason.get() != null;
    }
}
