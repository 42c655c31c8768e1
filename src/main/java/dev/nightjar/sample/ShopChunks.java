package dev.nightjar.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Generates a shop chunk by chunk on several threads and hands the chunks on in order, keeping few in memory. */
final class ShopChunks {

    private static final int CUSTOMERS_PER_CHUNK = 5_000;

    private final SampleShop shop;
    private final ShopCalendar calendar;

    ShopChunks(SampleShop shop, ShopCalendar calendar) {
        this.shop = shop;
        this.calendar = calendar;
    }

    /**
     * Hands all chunks to {@code sink}, on the calling thread, in ascending order of customers.
     *
     * @param threads how many generate ahead, at least 1; at most two chunks each wait in memory
     * @throws InterruptedException if the calling thread is interrupted; generating has then ended
     */
    void inOrder(int threads, Consumer<ShopChunk> sink) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, ShopChunks::daemon);
        try {
            Deque<Future<ShopChunk>> ahead = new ArrayDeque<>();
            long next = 1;
            while (next <= shop.customers() || !ahead.isEmpty()) {
                while (next <= shop.customers() && ahead.size() < 2 * threads) {
                    long from = next;
                    long to = Math.min(shop.customers(), from + CUSTOMERS_PER_CHUNK - 1);
                    ahead.add(workers.submit(() -> shop.chunk(calendar, from, to)));
                    next = to + 1;
                }
                sink.accept(result(ahead.remove()));
                // a future that is done does not ask for it
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while a sample shop was generated");
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static ShopChunk result(Future<ShopChunk> chunk) throws InterruptedException {
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a chunk of the sample shop could not be generated", e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sample");
        thread.setDaemon(true);
        return thread;
    }
}
