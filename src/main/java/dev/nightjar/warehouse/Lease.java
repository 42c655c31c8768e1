package dev.nightjar.warehouse;

import dev.nightjar.postgres.PostgresUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run a job, renewed by a heartbeat until it is closed. One run of a job at a time, whatever its as-of date:
 * all of them share one history. When the heartbeat does not get through for a whole lifetime of the lease, the lease
 * counts as lost and the run must stop; even if it does not, {@link #fenceToken} keeps it from publishing.
 */
public final class Lease implements AutoCloseable {

    /** How long a lease lives without a heartbeat, unless a request says otherwise. */
    public static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int HEARTBEATS_PER_LIFE = 6;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

    private final LeaseTable table;
    private final Request request;
    private final long fenceToken;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    /** One thread to renew, one to notice that renewing hangs. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private volatile long deadlineNanos;

    /**
     * Who asks for which lease.
     *
     * @param job name of the job, the same for all commands that write the same history
     * @param runId the run
     * @param asOfDate its as-of date
     * @param host this machine
     * @param pid this process
     * @param timeToLive how long the lease lives without a heartbeat, at least 100 ms
     */
    public record Request(String job, String runId, LocalDate asOfDate, String host, long pid, Duration timeToLive) {

        public Request {
            if (timeToLive.toMillis() < 100) {
                throw new IllegalArgumentException("a lease must live for 100 ms at least, was " + timeToLive);
            }
        }
    }

    private Lease(LeaseTable table, Request request, long fenceToken, long deadlineNanos) {
        this.table = table;
        this.request = request;
        this.fenceToken = fenceToken;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * Takes the lease. Where another run holds it, waits until that run shows that it lives, which it does within a sixth
     * of a lifetime, or until its lease expires: so a run that was killed is taken over by the next launch, however soon.
     *
     * @throws LeaseException if another run holds the lease and lives, naming it
     */
    public static Lease acquire(Warehouse warehouse, Request request) {
        LeaseTable table = new LeaseTable(warehouse);
        Optional<LeaseTable.Holder> seen = Optional.empty();
        while (true) {
            long before = System.nanoTime();
            OptionalLong token = take(table, request);
            if (token.isPresent()) {
                Lease lease = new Lease(
                        table,
                        request,
                        token.getAsLong(),
                        before + request.timeToLive().toNanos());
                lease.startHeartbeat();
                return lease;
            }
            Optional<LeaseTable.Holder> holder = table.holder(request.job());
            if (holder.isPresent() && seen.isPresent() && isAlive(seen.get(), holder.get())) {
                throw heldBy(holder.get());
            }
            seen = holder;
            pause(request.job());
        }
    }

    /** A publication under the lease keeps it from being taken, whether the lease is renewed or has expired. */
    private static OptionalLong take(LeaseTable table, Request request) {
        try {
            return table.take(request);
        } catch (PostgresUnavailableException e) {
            if (!(e.getCause() instanceof SQLException failure && LOCK_NOT_AVAILABLE.equals(failure.getSQLState()))) {
                throw e;
            }
            if (table.holder(request.job()).filter(LeaseTable.Holder::expired).isEmpty()) {
                return OptionalLong.empty();
            }
            throw new LeaseException("[lease " + request.job() + "] expired, but a publication under it is still under"
                    + " way. Nothing was started; wait until it has ended, or end its connection in the warehouse.");
        }
    }

    private static boolean isAlive(LeaseTable.Holder before, LeaseTable.Holder after) {
        return after.fenceToken() != before.fenceToken() || after.renewedAt().isAfter(before.renewedAt());
    }

    private static LeaseException heldBy(LeaseTable.Holder holder) {
        return new LeaseException("[lease " + holder.job() + "] held by another run: " + holder.runId() + " on "
                + holder.host() + ", process " + holder.pid() + ", last seen at " + holder.renewedAt()
                + ". Nothing was started; wait until it has ended, or see `status`.");
    }

    private static void pause(String job) {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeaseException("[lease " + job + "] interrupted while waiting for it. Nothing was started.");
        }
    }

    private void startHeartbeat() {
        long life = request.timeToLive().toMillis();
        long beat = life / HEARTBEATS_PER_LIFE;
        ScheduledFuture<?> unusedRenewal =
                threads.scheduleWithFixedDelay(this::renew, beat, beat, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> unusedWatch =
                threads.scheduleWithFixedDelay(this::isHeld, beat, beat, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        long before = System.nanoTime();
        try {
            if (table.renew(request.job(), fenceToken, request.timeToLive())) {
                deadlineNanos = before + request.timeToLive().toNanos();
            } else {
                lose("it is not in the warehouse any more, or another run has taken it over");
            }
        } catch (RuntimeException e) {
            LOG.warn("[lease {}] not renewed, trying again: {}", request.job(), e.getMessage());
        }
    }

    private void lose(String why) {
        if (lost.compareAndSet(false, true)) {
            LOG.warn(
                    "[lease {}] lost by {}: {}. The run stops and publishes nothing.",
                    request.job(),
                    request.runId(),
                    why);
            threads.shutdown();
            callbacks.forEach(Runnable::run);
        }
    }

    /** What a publication must show. */
    public long fenceToken() {
        return fenceToken;
    }

    /** Name of the job. */
    public String job() {
        return request.job();
    }

    /** Whether this run may go on: the lease was renewed within its lifetime and nobody has taken it over. */
    public boolean isHeld() {
        if (!lost.get() && System.nanoTime() - deadlineNanos > 0) {
            lose("no heartbeat got through for " + request.timeToLive());
        }
        return !lost.get();
    }

    /** The living run that holds this lease instead; empty where nobody does, and the lease was only not renewed in time. */
    public Optional<LeaseTable.Holder> otherHolder() {
        return table.holder(request.job())
                .filter(holder -> holder.fenceToken() != fenceToken)
                .filter(holder -> !holder.expired());
    }

    /** How long it lives without a heartbeat. */
    public Duration timeToLive() {
        return request.timeToLive();
    }

    /** @throws LeaseException if this run must stop */
    public void requireHeld() {
        if (!isHeld()) {
            throw new LeaseException("[lease " + request.job() + "] lost by " + request.runId()
                    + ". This run stops and publishes nothing; run it again, it resumes.");
        }
    }

    /** Runs this once when the lease is lost, on another thread; at once when it is lost already. */
    public void onLost(Runnable callback) {
        callbacks.add(callback);
        if (lost.get()) {
            callback.run();
        }
    }

    /** Gives the lease back, so that the next run need not wait. Where that fails it expires, and the run has ended as it has. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean held = lost.compareAndSet(false, true);
        if (held) {
            try {
                table.release(request.job(), fenceToken);
            } catch (RuntimeException e) {
                LOG.warn(
                        "[lease {}] not given back by {}: {}. It expires within {}; the next run waits until then.",
                        request.job(),
                        request.runId(),
                        e.getMessage(),
                        request.timeToLive());
            }
        }
    }
}
