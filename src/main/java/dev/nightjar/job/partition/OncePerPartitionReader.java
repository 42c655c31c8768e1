package dev.nightjar.job.partition;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Yields the data of a partition as one item, then the end. */
public final class OncePerPartitionReader<T> implements ItemReader<T> {

    private @Nullable Callable<T> source;

    public OncePerPartitionReader(Callable<T> source) {
        this.source = source;
    }

    @Override
    public @Nullable T read() throws Exception {
        Callable<T> pending = source;
        source = null;
        return pending == null ? null : pending.call();
    }
}
