package dev.nightjar.job.partition;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Makes the parts of something in several threads and takes them in the calling one, in their order: what is added up does
 * not depend on threads. Few parts are made ahead, so that not all are in memory at a time.
 */
public final class InOrder {

    private static final int AHEAD_PER_THREAD = 2;

    private InOrder() {}

    /** Makes one part; called by several threads at a time. */
    @FunctionalInterface
    public interface Part<T> {

        /** @param number from 0 */
        T make(int number) throws IOException;
    }

    /**
     * Takes parts 0 to {@code parts} − 1.
     *
     * @param threads at least 1
     * @throws IOException if a part could not be made; those before it were taken
     */
    public static <T> void forEach(int parts, int threads, Part<T> part, Consumer<T> taker) throws IOException {
        ExecutorService makers = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<T>> ahead = new ArrayDeque<>();
            for (int next = 0; next < parts || !ahead.isEmpty(); ) {
                if (next < parts && ahead.size() < AHEAD_PER_THREAD * threads) {
                    int number = next++;
                    ahead.add(makers.submit(() -> part.make(number)));
                } else {
                    taker.accept(made(ahead.remove()));
                }
            }
        } finally {
            makers.shutdownNow();
        }
    }

    private static <T> T made(Future<T> part) throws IOException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            Throwable failure = Objects.requireNonNull(e.getCause());
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof IOException unreadable) {
                throw unreadable;
            }
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a part", e);
        }
    }
}
