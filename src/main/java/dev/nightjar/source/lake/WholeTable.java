package dev.nightjar.source.lake;

import dev.nightjar.postgres.CopyBuffer;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.lake.LakeSnapshot.LakeUnit;
import dev.nightjar.source.spill.SpilledRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a table that is read whole, a row group in memory at a time. */
final class WholeTable implements CopyOutReader.Messages {

    private static final int MESSAGE_BYTES = 1 << 16;

    private final LakeRows rows;
    private final Deque<LakeUnit> units;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private boolean isEnded;

    WholeTable(LakeRows rows, List<LakeUnit> units) {
        this.rows = rows;
        this.units = new ArrayDeque<>(units);
        messages.add(SpilledRows.edge(CopyBuffer::putHeader));
    }

    @Override
    public byte @Nullable [] next() {
        while (messages.isEmpty() && !units.isEmpty()) {
            read(units.remove());
        }
        if (messages.isEmpty() && !isEnded) {
            isEnded = true;
            messages.add(SpilledRows.edge(CopyBuffer::putTrailer));
        }
        return messages.poll();
    }

    private void read(LakeUnit unit) {
        CopyBuffer message = new CopyBuffer();
        try {
            rows.read(unit, (micros, row) -> {
                message.putBytes(row.bytes(), 0, row.size());
                if (message.size() >= MESSAGE_BYTES) {
                    take(message);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        take(message);
    }

    private void take(CopyBuffer message) {
        if (message.size() > 0) {
            messages.add(Arrays.copyOf(message.bytes(), message.size()));
            message.clear();
        }
    }
}
